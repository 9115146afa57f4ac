"""What a feed is made from, whatever its format: plain values, complete and checked before they get here."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

IMAGE_TYPE = "image/png"
"""The media type of every entry's image: cards are PNG files."""


class FeedEntry(NamedTuple):
    """One article as a subscriber gets it.

    `id` is a permanent tag: URI (RFC 4151), the same in every feed and format: a reader takes a new id for a new
    article. `url`, `image_url` and every address in `html` (the full content) are absolute. `title`, `summary`,
    `author`, `categories` and `image_alt` are plain text, never HTML. `published` and `updated` carry a zone, and
    `updated` is never before `published`: it is the last change of substance, or `published` where there was none.
    `language` is a BCP 47 tag. `image_length` is in bytes, `image_width` and `image_height` in pixels.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    author: str
    categories: tuple[str, ...]
    language: str
    image_url: str
    image_length: int
    image_width: int
    image_height: int
    image_alt: str


class Feed(NamedTuple):
    """A feed: who speaks, and the entries in the order in which they are to stand (see `select`).

    `id` is a permanent tag: URI. `self_urls` holds the address at which each format is served, under `rss`, `atom`
    and `json`. `language` is a BCP 47 tag. `icon` is the address of a square picture. `updated_if_empty` carries a
    zone; it is the date of a feed without entries, because Atom demands one and no clock is read here.
    """

    id: str
    title: str
    description: str
    home_url: str
    self_urls: Mapping[str, str]
    language: str
    author: str
    icon: str
    entries: tuple[FeedEntry, ...]
    updated_if_empty: datetime

    @property
    def updated(self) -> datetime:
        """When the newest change in it was made: the same entries give the same date, whenever they are rendered."""
        return max((entry.updated for entry in self.entries), default=self.updated_if_empty)
