"""What a card draws: who stands where with what, and which scene belongs to which article.

Nothing here draws, so `pufa check` can read the table without what draws.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import Field, ValidationError

from pufa.model.article import Article, Case, Form, FraudGuide, Rumor
from pufa.model.finding import Finding, Place
from pufa.model.text import Text
from pufa.model.vocabulary import Section

TABLE = "theme/cards/scenes.toml"
"""Where the scenes stand, from the project's root."""


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

    place: tuple[Placement, ...] = Field(min_length=1)
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


def check_scenes(text: str, art: Collection[str]) -> list[Finding]:
    """What is wrong with scenes.toml, at its lines; nothing where `parse_scenes` can read it. `art` is as there."""
    if "\ufffd" in text:
        place = Place(TABLE, text[: text.index("\ufffd")].count("\n") + 1)
        message = Text("这一行有不是 UTF-8 编码的字。", "this line holds characters that are no UTF-8.")
        return [Finding(place, "C03", "", message, Text("把文件另存为 UTF-8。", "Save the file as UTF-8."))]
    try:
        scenes = Scenes.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return [_malformed(text, str(error))]
    except ValidationError as error:
        problems = error.errors(include_url=False)
        misspelled = {problem["loc"][:-1] for problem in problems if problem["type"] == "extra_forbidden"}
        spoiled = {problem["loc"][:3] for problem in problems if len(problem["loc"]) > 3}
        return [
            _misfit(text, problem)
            for problem in problems
            # What is missing may be there, spelled otherwise; a scene may be empty only for its bad drawings.
            if not (problem["type"] == "missing" and problem["loc"][:-1] in misspelled)
            and not (problem["type"] == "too_short" and problem["loc"] in spoiled)
        ]
    defaults = {"guide": scenes.guide, "case": scenes.case, "rumor": scenes.rumor}
    return [
        *(_unknown(_place(text, (key,)), UnknownScene(name, scenes.scene)) for key, name in defaults.items()
          if name not in scenes.scene),
        *(_unknown(_place(text, ("scene", name, "place", number, "art")), UnknownArt(placement.art, art))
          for name, scene in scenes.scene.items()
          for number, placement in enumerate(scene.place)
          if placement.art not in art),
    ]  # fmt: skip


def _malformed(text: str, said: str) -> Finding:
    where = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", said)
    line, column = (where[1], where[2]) if where else (None, None)
    place = Place(TABLE, int(line or text.rstrip("\n").count("\n") + 1), int(column or 1))
    reason = said[: where.start()] if where else said
    return Finding(
        place,
        "C03",
        "",
        Text(f"这里不合 TOML 的写法（{reason}）。", f"this is no TOML ({reason})."),
        Text(
            "照上面几段的样子写：引号、方括号、花括号都要成对，一个画面只写一次。",
            "Write it like the tables above: quotes, brackets and braces in pairs, each scene once.",
        ),
    )


def _unknown(place: Place, error: UnknownName) -> Finding:
    scene = isinstance(error, UnknownScene)
    noun, kept = ("这个画面", "这个文件") if scene else ("这张图", "theme/cards/art")
    cure = Text(f"用 {kept} 里有的名字。", f"Use a name of {TABLE if scene else kept}.")
    if error.nearest:
        cure = Text(f"是不是想写 {error.nearest}？", f"Did you mean {error.nearest}?")
    message = Text(f"没有“{error.name}”{noun}。", f"there is no {error.what} “{error.name}”.")
    return Finding(place, "C04", "", message, cure)


_LIKE = '{ art = "characters/xie-stop", x = 0, y = 196, width = 312 }'
_WANTED = {
    "missing": Text("缺这一项。", "this is missing."),
    "extra_forbidden": Text("没有这个键。", "there is no such key."),
    "too_short": Text("至少要有一张图。", "it needs a drawing at least."),
    "greater_than": Text("要大于 0。", "it must be more than 0."),
    "bool": Text("只能写 true 或 false。", "it must be true or false."),
    "int": Text("要一个整数，单位是像素。", "it must be a whole number of pixels."),
    "string": Text("要加引号的文字。", "it must be text in quotes."),
}
"""What pydantic asks for, by the beginning of its error's type."""


def _misfit(text: str, problem: Mapping[str, Any]) -> Finding:
    at: tuple[str | int, ...] = problem["loc"]
    form = Placement if len(at) > 3 else Scene if len(at) > 2 else Scenes
    near = get_close_matches(str(at[-1]), form.model_fields, 1, 0.4) if problem["type"] == "extra_forbidden" else []
    cure = Text(f"一张图这样写：{_LIKE}", f"A drawing is written {_LIKE}")
    message = next((said for kind, said in _WANTED.items() if problem["type"].startswith(kind)), None)
    return Finding(
        _place(text, at),
        "C05",
        ".".join(str(key + 1) if isinstance(key, int) else key for key in at),
        message or Text("这个值的写法不对。", "this value has the wrong form."),
        Text(f"是不是想写 {near[0]}？", f"Did you mean {near[0]}?") if near else cure,
    )


def _place(text: str, at: tuple[str | int, ...]) -> Place:
    """Where the value at a path stands, as near as can be told: its drawing, its scene, else the first line."""
    lines = text.split("\n")
    first, last = 0, len(lines)
    if at[0] == "scene" and len(at) > 1:
        name = re.escape(str(at[1]))
        heads = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\s*scene\.[\"']?{name}[\"']?\s*\]", line)]
        if not heads:
            return Place(TABLE)
        first = heads[0]
        last = next((n for n in range(first + 1, last) if re.match(r"\s*\[[^\[\]]+\]", lines[n])), last)
    drawings = [n for n in range(first, last) if re.match(r"\s*(?:place\s*=\s*\[\s*)?\{", lines[n])]
    if len(at) > 3 and isinstance(at[3], int) and at[3] < len(drawings):
        first, last = drawings[at[3]], drawings[at[3]] + 1
    for number in range(first, last):
        if key := re.search(rf"\b{re.escape(str(at[-1]))}\s*=", lines[number]):
            return Place(TABLE, number + 1, key.start() + 1)
    return Place(TABLE, first + 1)
