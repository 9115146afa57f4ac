"""Running Pagefind: pages in, files of an index out. The one place below the host that starts a process.

Pagefind is spoken to as its own Node and Python packages do it, over a pipe (`--service`), for two reasons. The Python
package sleeps 0.1 s at every call. The command line numbers pages in the order in which the file system lists a folder,
and filter values in the order of a hash table, so the same pages give other bytes in another folder; over the pipe they
come in our order, and kinds and audiences are words of the text (see `record`).
"""

import base64
import json
import os
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from pagefind.service import get_executable

from pufa.model.artifact import Artifact
from pufa.search.cut import END

_SERVED = ("fragment/", "index/", "pagefind-entry.json", "pagefind.", "wasm.unknown.")
"""How the names of the files begin that a browser needs; the rest is Pagefind's own search box and its worker."""

_CHUNK = "2000"
"""Word positions in one piece of the index, some 4 KB; by default Pagefind makes pieces of 40 KB, one or two a word."""

_SIGNATURE = b"pagefind_dcd"
"""How a file of Pagefind's begins once it is unpacked. The browser takes packed and unpacked ones alike."""


class IndexFailed(Exception):
    """Pagefind could not make an index; the message is its own."""


def build_index(pages: Mapping[str, bytes]) -> list[Artifact]:
    """The files of an index of `pages` (path in the site → page as `record.render_stage` makes it), in order of path.

    `cases/x/index.html` is found as `/cases/x/`. The same pages give the same bytes. Of no page at all there is an index
    that finds nothing. Raises IndexFailed with Pagefind's own message.
    """
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"force_language": "unknown"}}]
    for path, page in sorted(pages.items(), key=lambda item: item[0].split("/")):
        url = "/" + path.removesuffix("index.html")
        requests.append({"type": "AddFile", "index_id": 0, "url": url, "file_contents": page.decode()})
    if not pages:  # Pagefind makes no index of nothing, and a browser would find the search broken
        requests.append(
            {"type": "AddFile", "index_id": 0, "url": "/", "file_contents": f"<html><body>{END}</body></html>"}
        )
    requests.append({"type": "GetFiles", "index_id": 0})
    made = []
    for file in _ask(requests)[-1]["files"]:
        if file["path"].startswith(_SERVED):
            data = base64.b64decode(file["content"])
            made.append(Artifact(file["path"], _slim(data) if file["path"].startswith("fragment/") else data))
    return sorted(made)


def _slim(fragment: bytes) -> bytes:
    """A fragment without its text. We mark words in the summary, so a browser needs its address, title and summary.

    Left unpacked: what packing makes of the same text differs between versions of zlib.
    """
    page = json.loads(zlib.decompress(fragment, wbits=31).removeprefix(_SIGNATURE))
    return _SIGNATURE + json.dumps(page | {"content": ""}, ensure_ascii=False, separators=(",", ":")).encode()


def _ask(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Send `requests` to a Pagefind of our own. Its answers, one each, in their order. Raises IndexFailed."""
    program = get_executable()
    if program is None:
        raise IndexFailed("Could not find pagefind binary")
    process = subprocess.Popen(
        [program, "--service"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=program.parent,  # it would obey a pagefind.yml where it is started,
        env={"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": _CHUNK},  # and any other variable PAGEFIND_…
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        # It queues its answers without end, so everything may be asked before anything is read.
        for number, payload in enumerate(requests):
            message = json.dumps({"message_id": number, "payload": payload})
            process.stdin.write(base64.b64encode(message.encode()) + b",")
        process.stdin.flush()
        answers = list(islice(_answers(process.stdout.fileno()), len(requests)))
        if len(answers) < len(requests):
            raise BrokenPipeError
    except BrokenPipeError:
        said = process.stderr.read().decode(errors="replace").strip()
        raise IndexFailed(said or "Pagefind stopped without a word") from None
    finally:
        process.kill()
        process.communicate()
    return answers


def _answers(pipe: int) -> Iterator[dict[str, Any]]:
    """The answers that come down the file descriptor `pipe`, each Base64 with a comma after it. Raises IndexFailed at an error."""
    kept: list[bytes] = []
    while piece := os.read(pipe, 1 << 20):
        *ends, rest = piece.split(b",")
        for end in ends:
            answer = json.loads(base64.b64decode(b"".join([*kept, end])))["payload"]
            kept = []
            if answer["type"] == "Error":
                raise IndexFailed(answer["message"])
            yield answer
        kept.append(rest)
