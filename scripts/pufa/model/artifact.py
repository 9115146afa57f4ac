"""An Artifact: one file of the site to be."""

from typing import NamedTuple


class Artifact(NamedTuple):
    """A file: `path` from the root of the site, with `/` and without a leading one, and its bytes."""

    path: str
    data: bytes
