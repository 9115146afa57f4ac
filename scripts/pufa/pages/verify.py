"""The page that tells whether a picture is ours, and what it asks: seals by the beginning of their digests."""

import json
from collections import defaultdict
from collections.abc import Iterator

from pufa.model.artifact import Artifact
from pufa.model.kit import Item
from pufa.model.seal import Archive, Standing
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.pages.sheet import Sheet, leaf


def verify_sheet(site: Site, language: Language) -> Sheet:
    """The page on which a file is dropped; it is read in the browser and sent nowhere."""
    head = leaf(site, "verify", language, "verify", "verify_lead", kind="rumor")
    return Sheet(head, "verify.html", {"standings": tuple(Standing)})


def seal_files(known: Archive, site: Site) -> Iterator[Artifact]:
    """What is `known` of each file, in files by the first two digits of the digest.

    A browser asks for one of them, so whoever serves it learns next to nothing of the picture.
    """
    shelves: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for digest, seal in sorted(known.seals.items()):
        row = {
            "format": Item(seal.name, "", 0).label.to(seal.language),
            "version": seal.version,
            "standing": known.standing(seal).value,
        }
        if article := known.article(seal):
            row |= {
                "title": article.title,
                "page": site.href(site.article(article)),
                "now": article.version.isoformat(),
            }
        shelves[digest[:2]][digest[2:]] = row
    for beginning, rows in sorted(shelves.items()):
        data = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        yield Artifact(site.seals(beginning), data.encode())
