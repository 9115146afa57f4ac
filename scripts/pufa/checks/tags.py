"""Rules about tags: each names the folder of its page."""

import re
from collections.abc import Iterator, Sequence

from pufa.model.finding import Finding, Severity
from pufa.model.library import Entry
from pufa.model.registry import Registries
from pufa.model.site import tag_slug
from pufa.model.text import Language, Text

_RESERVED = re.compile(r"page|con|prn|aux|nul|com\d|lpt\d")
"""What other pages below /tags/ are called, and what Windows keeps for itself."""

_LONGEST = 120
"""Bytes of a folder's name: 20 characters of any script in use, and well below what every disk takes."""


def tag_has_an_address(entry: Entry, _: Registries) -> Iterator[Finding]:
    """A tag has letters or digits to name its page by, is no reserved name, and is not too long for a folder."""
    for number, tag in enumerate(entry.article.tags):
        slug = tag_slug(tag)
        if not slug or _RESERVED.fullmatch(slug) or len(slug.encode()) > _LONGEST:
            yield Finding(
                entry.places[("tags", number)],
                "R22",
                "tags",
                Text(
                    f"“{tag}”不能作标签：它的页面没有网址可用。", f"“{tag}” is no tag: its page would have no address."
                ),
                Text(
                    "写一个词，要有字或数字，不能是 page。例如 tags: [屏幕共享]",
                    "Write a word with letters or digits, other than “page”. For example, tags: [screen sharing]",
                ),
            )


def tag_is_spelled_one_way(entries: Sequence[Entry], _: Registries) -> Iterator[Finding]:
    """A tag is spelled one way throughout a language (advice: every spelling leads to the same page)."""
    known: dict[tuple[Language, str], tuple[str, str]] = {}
    for entry in sorted(entries, key=lambda entry: entry.article.path):
        for number, tag in enumerate(entry.article.tags):
            spelled, path = known.setdefault((entry.article.language, tag_slug(tag)), (tag, entry.article.path))
            if tag != spelled:
                yield Finding(
                    entry.places[("tags", number)],
                    "L06",
                    "tags",
                    Text(
                        f"“{tag}”和 {path} 里的“{spelled}”是同一个标签。", f"“{tag}” is the tag “{spelled}” of {path}."
                    ),
                    Text(f"两处写成一样。例如 tags: [{spelled}]", f"Spell both alike. For example, tags: [{spelled}]"),
                    Severity.ADVICE,
                )
