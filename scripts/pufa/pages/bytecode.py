"""Templates that were compiled before: compiling them takes longer than printing a hundred pages with them."""

from collections.abc import Callable

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Bytecode(BytecodeCache):
    """Keeps what Jinja compiles wherever `read` and `write` keep it; both languages use the same.

    Jinja itself knows by the source whether what it finds is of the template that it wants.
    """

    def __init__(self, read: Callable[[str], bytes | None], write: Callable[[str, bytes], None]) -> None:
        """`read` gives the bytes kept under a name, or None; they must be those that were written."""
        self._read, self._write = read, write

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` with what is kept."""
        if data := self._read(bucket.key):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in `bucket`."""
        self._write(bucket.key, bucket.bytecode_to_string())
