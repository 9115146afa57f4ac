"""The booklet: all guides of a language as an A5 book, in two editions; the large one leaves the prose to the web."""

from collections.abc import Iterator
from typing import Any

from pufa.cards.layout import Desk as Measures
from pufa.cards.layout import Drawing
from pufa.model.article import FraudGuide
from pufa.model.body import Chat, Heading, Prose, Quotation, Referral, Turn
from pufa.model.library import Library
from pufa.model.registry import FraudType
from pufa.model.site import LICENCE
from pufa.model.text import Language
from pufa.model.vocabulary import Need, Section, Verification
from pufa.pages.laws import Law, cited_only, quoted
from pufa.pages.sheet import word
from pufa.paper import words
from pufa.paper.compositor import Copy
from pufa.paper.imprint import Desk, imprint
from pufa.paper.picture import FINE, drawn, scene
from pufa.paper.poster import TITLE
from pufa.paper.prose import tree
from pufa.paper.roundup import Group, groups

_BAND = 176, 150  # points: the room of a scene in the head of a guide
_BAND_LARGE = 250, 152
_HEADLINE = 166, 104, 23  # points: width and height of a guide's title, and its largest size
_HEADLINE_LARGE = 352, 66, 27
_COVER = 420, 300
_CROWD = (
    ("characters/duck-leaflet", -22, 74, 164),
    ("characters/family-relieved", 84, 58, 190),
    ("characters/xie-welcome", 226, 45, 196),
)


def booklet(library: Library, language: Language, desk: Desk) -> Copy:
    """A5: cover, contents, the first hour, every guide on two to four pages, the channels, the imprint."""
    return _booklet(library, language, desk, large=False)


def booklet_large(library: Library, language: Language, desk: Desk) -> Copy:
    """The same in letters of 16 points and more, without the guides' prose."""
    return _booklet(library, language, desk, large=True)


def _booklet(library: Library, language: Language, desk: Desk, *, large: bool) -> Copy:
    """Raises ValueError where `language` has no guide, LookupError for a provision that the registry has not."""
    found = groups(library, language)
    guides = [guide for group in found for _, guide in group.guides]
    if not guides:
        raise ValueError(f"there is no guide in {language}")
    changed = max(guide.changed for guide in guides)
    name = words.BOOK.to(language)
    address = desk.site.absolute(desk.site.section(Section.GUIDES, language))
    title = f"{name} · {words.BOOK_LARGE.to(language)}" if large else name
    values, pictures = imprint(
        desk,
        language,
        "guide",
        title,
        words.BOOK_SUB.to(language).format(len(guides)),
        address,
        changed,
        desk.site.tagged_paper("booklet", language),
    )
    measures = Measures(desk.studio, language, "guide")
    cover = measures.within(name, TITLE, 350, 108, range(80, 29, -1), 1.06, 2)
    values |= {
        "large": large,
        "name": name,
        "edition": words.BOOK_LARGE.to(language) if large else "",
        "headline": {"lines": list(cover.lines), "size": cover.size},
        "sub": words.BOOK_SUB.to(language).format(len(guides)),
        "cover_alt": words.ILLUSTRATION.to(language).format(name),
        "scan": words.ROUNDUP_SCAN.to(language),
        "say": _sayings(language),
        "first_hour": [step.to(language) for step in desk.registries.first_hour],
        "groups": [_group(group, desk, large=large) for group in found],
        "channels": list(_channels(desk, language)),
        "imprint": _imprint(desk, language, values["version"]),
    }
    crowd = [Drawing(art, x * FINE, y * FINE, width * FINE) for art, x, y, width in _CROWD]
    pictures["cover"] = drawn(crowd, desk.art, *_COVER)
    pictures["ground"] = desk.art["backgrounds/guide-square"]
    pictures["hour"] = desk.art["characters/xie-comfort"]
    pictures["channels"] = desk.art["characters/xie-phone"]
    for group in found:
        pictures[f"group-{group.category.id}"] = desk.art[group.category.art]
        for _, guide in group.guides:
            pictures[f"scene-{guide.slug}"] = scene(
                desk.studio.scenes.of(guide), desk.studio, desk.art, *(_BAND_LARGE if large else _BAND), floating=False
            )
            for turn in _turns(guide):
                pictures[f"face-{turn.character}"] = desk.art[f"characters/{turn.character}"]
    return Copy("booklet.typ", values, pictures, changed)


def _sayings(language: Language) -> dict[str, str]:
    """The headings that every guide has."""
    said = {
        "contents": words.CONTENTS,
        "chat": words.CHAT,
        "flag": words.RED_FLAG,
        "law": words.LAW,
        "law_note": words.LAW_NOTE,
        "hour": words.FIRST_HOUR,
        "hour_all": words.FIRST_HOUR_ALL,
        "hour_here": words.FIRST_HOUR_HERE,
        "channels": words.CHANNELS,
        "channels_lead": words.CHANNELS_LEAD,
        "imprint": words.IMPRINT,
    }
    ours = {name: text.to(language) for name, text in said.items()}
    theirs = ("xie_says", "red_flags", "steps", "if_hit", "beware", "law_more")
    return ours | {name: word(name, language) for name in theirs}


def _group(group: Group, desk: Desk, *, large: bool) -> dict[str, Any]:
    language = group.guides[0][1].language
    return {
        "id": group.category.id,
        "name": group.category.to(language),
        "guides": [_guide(kind, guide, desk, large=large) for kind, guide in group.guides],
    }


def _guide(kind: FraudType, guide: FraudGuide, desk: Desk, *, large: bool) -> dict[str, Any]:
    language = guide.language
    comma = word("comma", language)
    room, high, largest = _HEADLINE_LARGE if large else _HEADLINE
    measures = Measures(desk.studio, language, "guide")
    headline = measures.within(guide.title, TITLE, room * 0.98, high, range(largest, 9, -1), 1.18, 5)
    laws = quoted(guide, desk.registries)
    parts = [_part(part, laws, desk, language) for part in guide.body.parts if not large or isinstance(part, Chat)]
    ends = [*(laws.values() if large else ()), *cited_only(guide, desk.registries)]
    corrected = max((correction.date for correction in guide.corrections), default=None)
    return {
        "slug": guide.slug,
        "n": str(kind.n),
        "kind": kind.to(language),
        "title": guide.title,
        "headline": {"lines": list(headline.lines), "size": headline.size},
        "corrected": words.CORRECTED.to(language) if corrected else "",
        "alt": words.ILLUSTRATION.to(language).format(kind.to(language)),
        "summary": guide.summary,
        "giveaway": guide.giveaway,
        "ways": [
            [word(name, language), comma.join(term.to(language) for term in terms)]
            for name, terms in (("contact", guide.contact), ("asks", guide.asks), ("payment", guide.payment))
        ],
        "parts": parts,
        "flags": list(guide.red_flags),
        "steps": list(guide.steps),
        "if_hit": list(guide.if_hit),
        "laws": [_law(law, language) for law in ends],
        "address": desk.site.absolute(desk.site.article(guide)).removeprefix("https://"),
    }


def _part(
    part: Prose | Heading | Chat | Quotation | Referral, laws: dict[int, Law], desk: Desk, language: Language
) -> dict[str, Any]:
    if isinstance(part, Prose):
        return {"kind": "prose", "nodes": tree(part.html)}
    if isinstance(part, Heading):
        return {"kind": "heading", "level": part.level, "text": part.text}
    if isinstance(part, Quotation):
        return {"kind": "law", **_law(laws[part.line], language)}
    if isinstance(part, Referral):
        channel = desk.registries.channels[part.id]
        return {"kind": "channel", "name": channel.name.to(language), "purpose": channel.purpose.to(language)}
    return {
        "kind": "chat",
        "title": part.title,
        "cast": [{"who": who, "face": f"face-{face}"} for who, face in _cast(part).items()],
        "lines": [
            {"who": line.who, "at": line.at, "me": line.me, "text": line.text}
            if isinstance(line, Turn)
            else {"who": "", "at": "", "me": False, "text": line.text}
            for line in part.lines
        ],
    }


def _cast(chat: Chat) -> dict[str, str]:
    """Who speaks, in the order in which they begin, and the character that each is."""
    cast: dict[str, str] = {}
    for line in chat.lines:
        if isinstance(line, Turn):
            cast.setdefault(line.who, line.character)
    return cast


def _turns(guide: FraudGuide) -> Iterator[Turn]:
    for chat in guide.body.chats:
        yield from (line for line in chat.lines if isinstance(line, Turn))


def _law(law: Law, language: Language) -> dict[str, Any]:
    """A provision in plain words, with its number; of an old version, when it was in force."""
    space = "" if language is Language.ZH else ", "
    return {"name": f"{law.statute}{space}{law.article}", "plain": law.plain, "aside": "" if law.present else law.today}


def _channels(desk: Desk, language: Language) -> Iterator[dict[str, Any]]:
    """The official channels by what somebody wants of them, the most urgent first; what is unverified is left out."""
    for need in Need:
        found = [
            {
                "name": channel.name.to(language),
                "purpose": channel.purpose.to(language),
                "note": channel.note.to(language) if channel.note else "",
                "url": (channel.url or "").removeprefix("https://").rstrip("/"),
            }
            for channel in desk.registries.channels.values()
            if channel.need is need and channel.verified is not Verification.U
        ]
        if found:
            yield {"need": need.to(language), "channels": found}


def _imprint(desk: Desk, language: Language, version: str) -> list[str]:
    site = desk.site
    name = site.name.to(language)
    return [
        words.ISSUED_BY.to(language).format(site.unit.to(language)),
        version,
        words.LICENCE.to(language).format(name),
        words.LICENCE_AT.to(language) + LICENCE[1].removeprefix("https://"),
        words.STATUTES_FREE.to(language),
        words.ON_THE_WEB.to(language).format(site.url.removeprefix("https://").rstrip("/")),
        *([words.DEMO_LONG.to(language)] if site.demo else []),
    ]
