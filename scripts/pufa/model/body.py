"""The body of an article: prose between blocks. Its HTML is already sanitised when it gets here."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pufa.model.moment import Day


class Part(BaseModel):
    """A piece of a body. `line` is where it begins in the file, from 1."""

    model_config = ConfigDict(frozen=True)
    line: int


class Prose(Part):
    """Markdown, rendered. Links to other articles stand as `pufa:SECTION/SLUG[.en][#FRAGMENT]` until published."""

    kind: Literal["prose"] = "prose"
    html: str


class Heading(Part):
    """A heading of the body; `level` 2 to 4, `anchor` unique in the page."""

    kind: Literal["heading"] = "heading"
    level: int
    text: str
    anchor: str


class Turn(Part):
    """One thing that somebody says. `me` marks the side of the person being cheated."""

    kind: Literal["turn"] = "turn"
    at: str
    who: str
    character: str
    me: bool
    text: str


class RedFlag(Part):
    """A note between the lines of a chat."""

    kind: Literal["flag"] = "flag"
    text: str


class Chat(Part):
    """A scam conversation as data: the page's transcript, the strip and the quiz are made from it."""

    kind: Literal["chat"] = "chat"
    title: str
    lines: tuple[Annotated[Turn | RedFlag, Field(discriminator="kind")], ...]


class Quotation(Part):
    """A provision to be quoted from the registry, by its number on `as_of` (or on the article's own date)."""

    kind: Literal["provision"] = "provision"
    id: str
    as_of: Day | None = None


class Referral(Part):
    """An official channel to be named from the registry."""

    kind: Literal["channel"] = "channel"
    id: str


class Link(Part):
    """A link of the body as typed; `target` is the article that it leads to, `SECTION/SLUG[.en]`, if it leads to one."""

    kind: Literal["link"] = "link"
    href: str
    text: str
    target: str = ""


class Body(BaseModel):
    """The parts in order, and the links that stand in them."""

    model_config = ConfigDict(frozen=True)
    parts: tuple[Annotated[Prose | Heading | Chat | Quotation | Referral, Field(discriminator="kind")], ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of level 2, for the contents of the page."""
        return tuple(p for p in self.parts if isinstance(p, Heading) and p.level == 2)

    @property
    def chats(self) -> tuple[Chat, ...]:
        """The conversations."""
        return tuple(p for p in self.parts if isinstance(p, Chat))

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """The provisions quoted."""
        return tuple(p for p in self.parts if isinstance(p, Quotation))

    @property
    def referrals(self) -> tuple[Referral, ...]:
        """The channels named."""
        return tuple(p for p in self.parts if isinstance(p, Referral))
