"""What a card draws: who stands where with what, and which scene belongs to which article."""

import tomllib
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from pydantic import Field

from pufa.model.article import Article, Case, Form, FraudGuide, Rumor
from pufa.model.vocabulary import Section


class UnknownName(ValueError):
    """Something that is not there was named. `name` was typed; `nearest` is the most similar known name, if any."""

    what = "name"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        """Look for the nearest of the `known` names."""
        self.name = name
        self.nearest = next(iter(get_close_matches(name, sorted(known), 1, 0.4)), None)
        hint = f"; did you mean {self.nearest!r}?" if self.nearest else ""
        super().__init__(f"no {self.what} is called {name!r}{hint}")


class UnknownArt(UnknownName):
    """A scene names a drawing that is not in the kit."""

    what = "drawing"


class UnknownScene(UnknownName):
    """An article or a table names a scene that does not exist. For a rumor, only scenes with room for the stamp do."""

    what = "scene"


class Placement(Form):
    """One drawing: its name in the kit, its upper left corner on the stage, and its width, in pixels."""

    art: str
    x: int
    y: int
    width: int = Field(gt=0)


class Scene(Form):
    """Drawings from back to front. `stamp` says that they leave room for the verdict stamp of a rumor."""

    place: tuple[Placement, ...]
    stamp: bool = False


class Figure(Form):
    """Where one of the cast has its head (left, top, right, bottom) and its mouth, in units of which a drawing is 400 wide.

    A `framed` one is a picture in a picture: it is shown whole.
    """

    face: tuple[int, int, int, int] = (100, 60, 300, 240)
    mouth: tuple[int, int] = (200, 190)
    framed: bool = False


class Scenes(Form):
    """All scenes by name. A type of fraud has the scene of its own name; the others are for where there is none."""

    guide: str
    case: str
    rumor: str
    scene: dict[str, Scene]
    figure: dict[str, Figure] = Field(default_factory=dict)

    def of(self, article: Article) -> str:
        """The name of the scene that `article` is drawn with. Raises UnknownScene for a `scene:` that cannot be."""
        known: Collection[str] = self.scene
        if isinstance(article, Rumor):
            known = [name for name, scene in self.scene.items() if scene.stamp]
        if article.scene is not None:
            if article.scene not in known:
                raise UnknownScene(article.scene, known)
            return article.scene
        fraud_type = article.fraud_type if isinstance(article, FraudGuide | Case) else None
        if fraud_type is not None and fraud_type in known:
            return fraud_type
        return {Section.GUIDES: self.guide, Section.CASES: self.case, Section.RUMORS: self.rumor}[article.section]

    def cast(self, art: str) -> Figure:
        """Where the head of `characters/…` is; as with most of the cast, where the table does not say."""
        return self.figure.get(art.removeprefix("characters/"), Figure())


def parse_scenes(text: str, art: Collection[str]) -> Scenes:
    """Read scenes.toml. `art` are the names of all drawings (`characters/xie-stop`).

    Raises UnknownArt and UnknownScene, pydantic.ValidationError where a value has the wrong form.
    """
    scenes = Scenes.model_validate(tomllib.loads(text))
    for name in (scenes.guide, scenes.case, scenes.rumor):
        if name not in scenes.scene:
            raise UnknownScene(name, scenes.scene)
    for scene in scenes.scene.values():
        for placement in scene.place:
            if placement.art not in art:
                raise UnknownArt(placement.art, art)
    for name in scenes.figure:
        if f"characters/{name}" not in art:
            raise UnknownArt(f"characters/{name}", art)
    return scenes
