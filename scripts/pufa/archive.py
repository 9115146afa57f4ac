"""Many files in one: a ZIP that is the same whenever and wherever it is made."""

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from pufa.model.artifact import Artifact

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can name
_READABLE = 0o100644 << 16  # for unpackers of Unix: a file that everybody may read
_PACKED = (".png", ".pdf")


def archive(files: Iterable[Artifact]) -> bytes:
    """`files` as a ZIP, in their order; what is compressed already is stored as it is."""
    data = io.BytesIO()
    with ZipFile(data, "w") as bundle:
        for path, content in files:
            entry = ZipInfo(path, _EPOCH)
            entry.create_system, entry.external_attr = 3, _READABLE
            entry.compress_type = ZIP_STORED if path.endswith(_PACKED) else ZIP_DEFLATED
            bundle.writestr(entry, content)
    return data.getvalue()
