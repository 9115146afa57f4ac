"""A body made ready for a template: parts gathered under their headings, each note of a chat with its turn."""

from collections import Counter
from typing import NamedTuple

from markupsafe import Markup

from pufa.model.article import Article, Case, FraudGuide
from pufa.model.body import Chat, Heading, Prose, Quotation, Referral, Turn
from pufa.model.registry import Channel, Registries
from pufa.model.vocabulary import Basis
from pufa.pages.laws import Law, quoted
from pufa.pages.prose import composite_note


class Line(NamedTuple):
    """What somebody says, and the red flags beside it. A flag before the first word has no turn."""

    turn: Turn | None
    flags: list[str]


class Talk(NamedTuple):
    """A chat with its notes in their places."""

    title: str
    lines: list[Line]


class Piece(NamedTuple):
    """One part of a body. `kind` is that of the part; `value` what its template needs."""

    kind: str
    value: Markup | str | Heading | Law | Channel | Talk


class Chapter(NamedTuple):
    """What stands under one heading of level 2; before the first there is none."""

    heading: Heading | None
    pieces: list[Piece]


def chapters(article: Article, registries: Registries) -> list[Chapter]:
    """The body of `article` in chapters; prose is still the sanitised HTML with its inner links unresolved.

    Raises LookupError where a provision or a channel is not in the registries.
    """
    laws = quoted(article, registries)
    chapters = [Chapter(None, [])]
    for part in _noted(article)[1]:
        if isinstance(part, Heading) and part.level == 2:
            chapters.append(Chapter(part, []))
        elif isinstance(part, Quotation):
            chapters[-1].pieces.append(Piece("law", laws[part.line]))
        elif isinstance(part, Referral):
            chapters[-1].pieces.append(Piece("channel", registries.channels[part.id]))
        elif isinstance(part, Chat):
            chapters[-1].pieces.append(Piece("chat", talk(part)))
        else:
            chapters[-1].pieces.append(Piece(part.kind, part.html if isinstance(part, Prose) else part))
    return [c for c in chapters if c.heading or c.pieces]


def talk(chat: Chat) -> Talk:
    """`chat` with each flag beside the line that it is about."""
    lines: list[Line] = []
    for line in chat.lines:
        if isinstance(line, Turn):
            lines.append(Line(line, []))
        elif lines:
            lines[-1].flags.append(line.text)
        else:
            lines.append(Line(None, [line.text]))
    return Talk(chat.title, lines)


def gist(article: Article) -> str:
    """The one line of `article` that is worth passing on."""
    if isinstance(article, FraudGuide):
        return article.giveaway
    return article.lesson if isinstance(article, Case) else article.summary


def villain(article: Article) -> str | None:
    """The picture of whoever talks most against the reader in the chats of `article`."""
    turns = [line for chat in article.body.chats for line in chat.lines if isinstance(line, Turn)]
    said = Counter(f"characters/{turn.character}" for turn in turns if not turn.me)
    return max(said, key=lambda name: said[name], default=None)  # of equals, the one who spoke first


def note(article: Article) -> str:
    """What a composite case says at its top about what it is made from, or nothing."""
    return _noted(article)[0]


def _noted(article: Article) -> tuple[str, tuple[Prose | Heading | Chat | Quotation | Referral, ...]]:
    """The note of a composite case and the parts of the body without it."""
    parts = article.body.parts
    if not (isinstance(article, Case) and article.basis is Basis.COMPOSITE and parts and isinstance(parts[0], Prose)):
        return "", parts
    said, html = composite_note(parts[0].html)
    rest = (parts[0].model_copy(update={"html": html}),) if html.strip() else ()
    return said, (*rest, *parts[1:])
