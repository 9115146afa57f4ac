"""The only reader and writer of files: content in, site out, and the one step in which a new site replaces the old one."""

import ctypes
import ctypes.util
import errno
import fcntl
import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from importlib.resources import files
from pathlib import Path, PurePosixPath
from threading import get_ident
from typing import NamedTuple

from pufa.intake.issued import ISSUED, ISSUED_BYTES
from pufa.intake.manuscript import ARTICLE_BYTES
from pufa.intake.registry import REGISTRY_BYTES
from pufa.model.artifact import Artifact
from pufa.model.finding import Finding, Place
from pufa.model.text import Text
from pufa.model.vocabulary import Section

_SECTIONS = {str(section) for section in Section}
_REGISTRIES = {"channels.yml", "documents.yml", "fraud-types.yml", "hosts.yml"}
_IGNORED = {".DS_Store", "Thumbs.db", ".gitkeep"}

_THREADS = 4

_PLAINLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How files are opened: no link is followed, no pipe is waited for."""


class Content(NamedTuple):
    """What content/ holds, by path from the project's root, and what should not be there.

    Articles, registries, and the list of files that were issued.
    """

    articles: dict[str, bytes]
    registries: dict[str, bytes]
    issued: dict[str, bytes]
    findings: list[Finding]

    @property
    def paths(self) -> set[str]:
        """Every article, and everything that is there but cannot be one."""
        return {*self.articles, *(f.place.path for f in self.findings)}


class BuildBusy(Exception):
    """Another build is writing the same site."""


def read_content(root: Path) -> Content:
    """Walk `root`/content without following any link; read what belongs there, report what does not.

    A file over its limit is read only so far that the limit is seen to be passed.
    """
    content = Content({}, {}, {}, [])
    if not (root / "content").is_dir():
        content.findings.append(
            Finding(
                Place("content"),
                "N00",
                "",
                Text("这里没有 content 文件夹。", "there is no folder content here."),
                Text(
                    "用 --root 指出项目文件夹，或先运行 pufa init。", "Name the project with --root, or run pufa init."
                ),
            )
        )
        return content
    for path, mode in _walk(str(root), "content"):
        _take(f"{root}/", path, mode, content)
    names: dict[str, str] = {}
    for path_text in sorted(content.articles):
        if other := names.get(path_text.lower()):
            message = Text(
                f"和 {other} 只差大小写，会写到同一个网址。", f"differs from {other} only in case: one address."
            )
            cure = Text("删掉一个，或者改名。", "Delete or rename one of them.")
            content.findings.append(Finding(Place(path_text), "N05", "", message, cure))
        names.setdefault(path_text.lower(), path_text)
    return content


def _walk(root: str, folder: str) -> Iterator[tuple[str, int]]:
    """The files below a folder, by path from `root` and mode; what lies too deep comes as the folder that holds it."""
    with os.scandir(f"{root}/{folder}") as entries:
        found = sorted(entries, key=lambda e: e.name)
    for entry in found:
        path = f"{folder}/{entry.name}"
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode) and path.count("/") <= 3:
            yield from _walk(root, path)
        else:
            yield path, mode


def _take(root: str, text: str, mode: int, content: Content) -> None:
    _, folder, *below = text.split("/") if text.count("/") > 1 else ("", "", text.rpartition("/")[2])
    depth, file = len(below), below[-1]

    def refuse(code: str, message: Text, cure: Text) -> None:
        content.findings.append(Finding(Place(_masked(text)), code, "", message, cure))

    if stat.S_ISLNK(mode):
        refuse(
            "N01",
            Text(
                "这是一个符号链接，可能指到网站以外的文件。",
                "this is a symbolic link, which may lead outside the site.",
            ),
            Text("删掉链接，把文件本身放进来。", "Delete it and put the file itself here."),
        )
    elif not stat.S_ISREG(mode):
        refuse(
            "N02",
            Text("这不是普通文件。", "this is no regular file."),
            Text("从 content 里移走。", "Take it out of content."),
        )
    elif file in _IGNORED:
        return
    elif (folder == "statutes" and depth == 1 and file.endswith(".yml")) or (not folder and file in _REGISTRIES):
        content.registries[text] = _read(root + text, REGISTRY_BYTES)
    elif text == ISSUED:
        content.issued[text] = _read(root + text, ISSUED_BYTES)
    elif folder in _SECTIONS and depth == 1 and file.endswith(".md"):
        content.articles[text] = _read(root + text, ARTICLE_BYTES)
    elif folder in _SECTIONS and depth > 1 and file in ("index.md", "README.md"):
        twin = f"{text.rpartition('/')[0]}.md"
        refuse(
            "N05",
            Text(
                f"它和 {twin} 会写到同一个网址，栏目里也不再分文件夹。",
                f"it shares its address with {twin}; sections have no folders.",
            ),
            Text(f"只留 {twin} 一个文件。", f"Keep the one file {twin}."),
        )
    else:
        refuse(
            "N04",
            Text("content 里只放文章（栏目/名字.md）和登记库，别的文件可能盖掉网站自己的文件。",
                 "content holds articles (SECTION/NAME.md) and registries only; other files could overwrite the site's own."),
            Text("移到别处，或改成 content/cases/名字.md 这样的位置。", "Move it elsewhere, or to a place such as content/cases/NAME.md."),
        )  # fmt: skip


def _masked(path: str) -> str:
    """A path that may be printed: long runs of digits, as in somebody's number, are hidden."""
    return re.sub(r"\d{7,}", lambda m: m[0][:3] + "×××", path)[:160]


def read_file(file: Path) -> bytes:
    """Any file that a person names, to compute its digest. Raises OSError."""
    return file.read_bytes()


def read_article(file: Path) -> bytes:
    """One article, as `read_content` reads it. Raises OSError."""
    return _read(str(file), ARTICLE_BYTES)


def write_issued(root: Path, data: bytes) -> None:
    """Put the list of what was issued in its place, whole."""
    _write_whole(str(root / ISSUED), data)


def _read(path: str, limit: int) -> bytes:
    """At most `limit` bytes of a file and one more, whatever it turns into meanwhile. Raises OSError for a link."""
    descriptor = os.open(path, _PLAINLY)
    try:
        data = os.read(descriptor, limit + 1)
        while len(data) <= limit and (more := os.read(descriptor, limit + 1 - len(data))):
            data += more
    finally:
        os.close(descriptor)
    return data


# theme


def read_characters(root: Path) -> frozenset[str]:
    """The names of the characters that theme/cards/art can draw."""
    return frozenset(p.stem for p in (root / "theme/cards/art/characters").glob("*.svg"))


def read_drawings(root: Path) -> frozenset[str]:
    """The names of all drawings in theme/cards/art (`characters/xie-stop`)."""
    return frozenset(f"{p.parent.name}/{p.stem}" for p in (root / "theme/cards/art").glob("*/*.svg"))


def read_scenes(root: Path) -> str:
    """The table of scenes (TOML); empty where there is none. What is no UTF-8 in it becomes U+FFFD."""
    path = root / "theme/cards/scenes.toml"
    return path.read_text("utf-8", "replace") if path.is_file() else ""


class ThemeFiles(NamedTuple):
    """What theme/ holds: templates and assets by name, art by name without ending, the cards' palette and scenes (TOML).

    `paper` is the templates of what is printed on paper (Typst), by file name.
    """

    templates: dict[str, str]
    assets: dict[str, bytes]
    art: dict[str, bytes]
    palette: str
    scenes: str
    paper: dict[str, str]


NO_THEME = ThemeFiles({}, {}, {}, "", "", {})
"""A theme of nothing, for work that looks at content only."""


def read_theme(root: Path) -> ThemeFiles:
    """Read `root`/theme. Raises FileNotFoundError where a part of it is missing."""
    templates, assets, cards = root / "theme/templates", root / "theme/assets", root / "theme/cards"
    art = cards / "art"
    return ThemeFiles(
        templates={
            p.relative_to(templates).as_posix(): p.read_text("utf-8") for p in sorted(templates.rglob("*.html"))
        },
        assets={p.name: p.read_bytes() for p in sorted(assets.iterdir()) if p.is_file()},
        art={p.relative_to(art).with_suffix("").as_posix(): p.read_bytes() for p in sorted(art.glob("*/*.svg"))},
        palette=(cards / "palette.toml").read_text("utf-8"),
        scenes=(cards / "scenes.toml").read_text("utf-8", "replace"),
        paper={p.name: p.read_text("utf-8") for p in sorted((root / "theme/paper").glob("*.typ"))},
    )


def read_font() -> bytes:
    """Noto Sans CJK, all weights in one file (a TrueType collection)."""
    return (files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc").read_bytes()


def font_folder() -> Path:
    """The folder of that font, for Typst, which opens fonts itself."""
    return Path(str(files("manimgx_fonts_cjk")))


# the site


@contextmanager
def workshop(site: Path) -> Iterator[Path]:
    """A hidden folder beside `site` to build in, held by one build at a time.

    Raises BuildBusy while another build holds it. What a killed build left in it is removed, but for `spare`, the site
    before the last one, which the next build begins from.
    """
    shop = site.parent / f".{site.name}.pufa"
    shop.mkdir(parents=True, exist_ok=True)
    with (shop / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BuildBusy(str(site)) from error
        for left in shop.iterdir():
            if left.name not in ("lock", "spare"):
                _remove(left)
        yield shop


def write(folder: Path, artifacts: Iterable[Artifact]) -> int:
    """Write `artifacts` below `folder`; how many. Raises FileExistsError where two would write one file."""
    count = 0
    for artifact in artifacts:
        path = folder / _native(artifact.path)
        if not path.parent.exists():
            path.parent.mkdir(parents=True)
        with path.open("xb") as file:
            file.write(artifact.data)
        count += 1
    return count


def overwrite(folder: Path, artifact: Artifact) -> None:
    """Put one file below `folder` in the place of another, whole; what that one was linked to is left alone."""
    path = folder / _native(artifact.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(str(path), artifact.data)


def replace(new: Path, site: Path) -> None:
    """Put the folder `new` in the place of `site` in one step; what was there stays where `new` was.

    On Linux and macOS the two names are exchanged atomically. Where the system cannot do that, the old site is moved
    aside first, and a reader may meet neither for an instant.
    """
    if not site.exists():
        new.rename(site)
    elif not _exchange(new, site):
        aside = new.with_name("aside")
        site.rename(aside)
        new.rename(site)
        aside.rename(new)


def holds(site: Path, files: Mapping[str, tuple[str, int]]) -> bool:
    """Whether the folder `site` holds exactly `files` (path → digest and size), undamaged."""
    root = f"{site}/"
    return (
        bool(files)
        and set(_walk_files(site)) == files.keys()
        and all(_each(lambda path: _is(root + _native(path), *files[path]), files))
    )


def _is(path: str, name: str, size: int) -> bool:
    """Whether a regular file has just those `size` bytes whose digest is `name`."""
    try:
        return digest(_read(path, size)) == name
    except OSError:  # a link, or nothing any more
        return False


def _each(judge: Callable[[str], bool], names: Collection[str]) -> list[bool]:
    """`judge` of each name, in order. Shared among threads: reading and hashing let go of the interpreter's lock."""
    ordered = list(names)
    size = -(-len(ordered) // _THREADS) or 1
    slices = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    with ThreadPoolExecutor(_THREADS) as threads:
        return [found for part in threads.map(lambda part: [judge(name) for name in part], slices) for found in part]


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names: renameat2(2) with RENAME_EXCHANGE, or renamex_np(2) with RENAME_SWAP."""
    libc = ctypes.CDLL(ctypes.util.find_library("c") or None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    at_cwd, exchange = -100, 2
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        result = libc.renamex_np(first, second, exchange)
    elif hasattr(libc, "renameat2"):
        result = libc.renameat2(at_cwd, first, at_cwd, second, exchange)
    else:
        return False
    if result == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


# the store


def digest(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal."""
    return sha256(data).hexdigest()


class Store:
    """Files by the digest of their bytes, below a folder that may be deleted at any time.

    Whatever comes out of it is verified: an entry that a disk or a person has damaged is removed and counts as missing.
    """

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which is made when it is missing."""
        self._objects = folder / "objects"
        self._ledger = folder / "ledger"
        for number in range(256):
            (self._objects / f"{number:02x}").mkdir(parents=True, exist_ok=True)
        self._seen: set[str] = set()  # read or written by us, and sound

    def _path(self, name: str) -> str:
        return f"{self._objects}/{name[:2]}/{name[2:]}"

    def put(self, data: bytes) -> str:
        """Keep `data`; its digest."""
        name = digest(data)
        if name not in self._seen and self.read(name) is None:
            _write_whole(self._path(name), data)
            self._seen.add(name)
        return name

    def read(self, name: str) -> bytes | None:
        """The bytes whose digest is `name`, or None where they are missing or damaged."""
        path = self._path(name)
        try:
            with open(path, "rb") as file:  # noqa: PTH123  (one open call, not two objects: ten thousand a build)
                data = file.read()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except IsADirectoryError:
            shutil.rmtree(path)
            return None
        if digest(data) != name:
            Path(path).unlink()
            return None
        self._seen.add(name)
        return data

    def furnish(self, folder: Path, files: Mapping[str, tuple[str, int]]) -> set[str]:
        """Make `folder` hold exactly `files` (path → digest and size), linked to their entries, or copied where that cannot be.

        What the folder holds already and is undamaged is kept, so that little is done where little changed. The digests
        that are neither there nor in the store; while there are any, the folder is not whole.
        """
        root = f"{folder}/"
        folder.mkdir(parents=True, exist_ok=True)
        there = set(_walk_files(folder))
        for path in there - files.keys():
            _forget(root, path)
        kept = [path for path in files if path in there]
        sound = dict(zip(kept, _each(lambda path: _is(root + _native(path), *files[path]), kept), strict=True))
        lost: set[str] = set()
        made: set[str] = set()
        for path, (name, _) in files.items():
            if sound.get(path):
                continue
            if name not in self._seen and self.read(name) is None:
                lost.add(name)
                continue
            target = root + _native(path)
            parent = target.rpartition("/")[0]
            if parent not in made:
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103  (text, not Path: once a file of the site)
                made.add(parent)
            if path in sound or os.path.lexists(target):
                _remove(Path(target))
            self._put_at(self._path(name), target)
        return lost

    def _put_at(self, source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP):
                raise
            shutil.copyfile(source, target)

    def read_ledger(self) -> bytes:
        """What was last written by `write_ledger`, or nothing where that is missing or damaged."""
        try:
            head, _, body = self._ledger.read_bytes().partition(b"\n")
        except (FileNotFoundError, IsADirectoryError):
            return b""
        return body if head.decode("ascii", "replace") == digest(body) else b""

    def write_ledger(self, body: bytes) -> None:
        """Keep `body`, whole or not at all."""
        if self._ledger.is_dir():
            shutil.rmtree(self._ledger)
        _write_whole(str(self._ledger), digest(body).encode() + b"\n" + body)

    def sweep(self, keep: Collection[str], older_than: float) -> tuple[int, int]:
        """Remove entries that are not in `keep` and were last written before `older_than` (seconds since 1970).

        How many, and how many bytes.
        """
        count = size = 0
        for path in sorted(self._objects.glob("*/*")):
            status = path.stat()
            if path.parent.name + path.name not in keep and status.st_mtime < older_than:
                count, size = count + 1, size + status.st_size
                _remove(path)
        return count, size


class Drawer:
    """Small files by name, each behind the digest of its bytes, in a folder that may be deleted at any time.

    Where the folder does not exist (in a worker on another machine) it is empty and stays so.
    """

    def __init__(self, folder: str) -> None:
        """Use `folder` as it is; `open_drawer` makes one."""
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """What was written under `name`, or None where it is missing or damaged."""
        try:
            data = Path(self._folder, name).read_bytes()
        except OSError:
            return None
        head, body = data[:_HEAD], data[_HEAD:]
        return body if head == digest(body).encode() else None

    def write(self, name: str, data: bytes) -> None:
        """Keep `data` under `name`."""
        if os.path.isdir(self._folder):  # noqa: PTH112  (text, as it came)
            _write_whole(f"{self._folder}/{name}", digest(data).encode() + data)


_HEAD = 64  # characters of a digest


def open_drawer(folder: Path, label: str) -> str:
    """The folder of the drawer `label` below `folder`, made where it is missing; drawers with other labels are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.iterdir():
        if other.name != label:
            shutil.rmtree(other, ignore_errors=True)
    (folder / label).mkdir(exist_ok=True)
    return str(folder / label)


def _walk_files(folder: Path) -> list[str]:
    root = f"{folder}/"
    found = (f"{at}/{name}".removeprefix(root) for at, _, names in os.walk(folder) for name in names)
    return [path if path.isascii() else os.fsencode(path).decode("utf-8", "surrogateescape") for path in found]


def _native(path: str) -> str:
    """A path of the site as the system wants it, so that the disk has it in UTF-8 whatever the locale says."""
    return path if path.isascii() else os.fsdecode(path.encode("utf-8", "surrogateescape"))


def _forget(root: str, path: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    Path(root + _native(path)).unlink()
    for parent in PurePosixPath(_native(path)).parents:
        try:
            (Path(root) / parent).rmdir()
        except OSError:  # it holds something else
            return


def _write_whole(path: str, data: bytes) -> None:
    """Write a file so that nobody ever sees a part of it."""
    temporary = f"{path}.{os.getpid()}.{get_ident()}.tmp"
    try:
        with open(temporary, "wb", buffering=0) as file:  # noqa: PTH123  (text, not Path: this runs once a file)
            file.write(data)
        os.replace(temporary, path)  # noqa: PTH105  (text, not Path: once a file of the site)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
