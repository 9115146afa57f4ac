"""What stands on every paper: the colours, who speaks, whom to call, the code with the domain in words, the version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pufa.cards.palette import Colour
from pufa.cards.studio import Studio
from pufa.model.dates import day_words
from pufa.model.moment import CHINA
from pufa.model.registry import Registries
from pufa.model.site import LICENCE, Site
from pufa.model.text import Language
from pufa.paper import words
from pufa.paper.picture import code

CALLS = ("110", "96110")
"""The numbers on every paper, by their ids in the registry of channels."""


class Desk(NamedTuple):
    """What a paper is made from beside its article or library; `art` is SVG by name."""

    site: Site
    registries: Registries
    studio: Studio
    art: Mapping[str, bytes]


def imprint(
    desk: Desk, language: Language, kind: str, title: str, description: str, address: str, changed: datetime, id: str
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The values and pictures that every template needs.

    `kind` names the ground (`guide`, `case`, `rumor`); `address` is where the code leads; `changed` dates the version;
    `id` is the tag of what is printed, which the file says of itself with version and licence.
    """
    site, palette = desk.site, desk.studio.palette
    picture, side = code(address)
    ground = palette.grounds[kind]
    values = {
        "language": str(language),
        "region": "cn" if language is Language.ZH else "us",
        "colours": {name: hexed(colour) for name, colour in palette.colours.items()},
        "ground": {"paper": hexed(ground.paper), "chip": hexed(ground.chip), "chip_text": hexed(ground.chip_text)},
        "title": title,
        "description": description,
        "author": site.unit.to(language),
        "date": [changed.year, changed.month, changed.day],
        "keywords": [id, changed.astimezone(CHINA).date().isoformat(), ", ".join(LICENCE)],
        "site": site.name.to(language),
        "demo": words.DEMO.to(language) if site.demo else "",
        "calls": calls(desk, language),
        "code": {"side": side, "alt": words.CODE.to(language).format(address)},
        "domain": domain(site),
        "version": words.VERSION.to(language).format(day_words(changed, language)),
    }
    art = desk.art
    return values, {"code": picture, "shield": art["props/shield"]}


def calls(desk: Desk, language: Language) -> list[dict[str, str]]:
    """The numbers, each with when to call it and who answers; those that the registry does not hold are left out."""
    when = {"110": words.GONE, "96110": words.UNSURE}
    who = {"110": words.POLICE, "96110": words.ASK}
    found = [(id, desk.registries.channels[id]) for id in CALLS if id in desk.registries.channels]
    return [
        {"number": channel.tel, "when": when[id].to(language), "who": who[id].to(language)}
        for id, channel in found
        if channel.tel
    ]


def domain(site: Site) -> str:
    """The site's address in words, as one types it."""
    return (urlsplit(site.url).netloc + site.base).rstrip("/")


def hexed(colour: Colour) -> str:
    """A colour as Typst reads it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
