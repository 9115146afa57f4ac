"""MkDocs' commands, called with our configuration and without its chatter."""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

# Material prints a notice about the end of its life at import, which says nothing to an officer; ARCHITECTURE.md does.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from pufa.host import terminal
from pufa.host.configuration import site
from pufa.model.text import Text


def build(root: Path, site_dir: Path | None) -> int:
    """Build the project at `root` into `site_dir` (the configured one where None); the exit status."""
    _quiet()
    settings = {"site_dir": str(site_dir.resolve())} if site_dir else {}
    try:
        config = load_config(config_file=str(_file(root)), **settings)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        finally:
            config.plugins.on_shutdown()
    except Abort as error:
        terminal.say(Text(str(error), str(error)))
        return 1
    except ConfigurationError as error:
        terminal.say(Text(f"mkdocs.yml 有问题：{error}", f"mkdocs.yml: {error}"))
        return 2
    return 0


def serve(root: Path, address: str, settings: Iterable[str]) -> int:
    """Show the project at `root` while it is edited, until interrupted; the exit status.

    `settings` are the arguments that each build is given besides.
    """
    from pufa.host.preview import Preview

    _quiet()
    host, _, port = address.rpartition(":")
    try:
        config = load_config(config_file=str(_file(root)))
        plugin = config.plugins["pufa"]
        Preview(root, site(config, plugin.config), settings).serve(host or "127.0.0.1", int(port))
    except ConfigurationError as error:
        terminal.say(Text(f"mkdocs.yml 有问题：{error}", f"mkdocs.yml: {error}"))
        return 2
    except (ValueError, OSError) as error:
        terminal.say(Text(f"不能在 {address} 预览：{error}", f"no preview at {address}: {error}"))
        return 2
    return 0


def _file(root: Path) -> Path:
    path = root / "mkdocs.yml"
    if not path.is_file():
        raise FileNotFoundError(
            2, "没有 mkdocs.yml，用 --root 指出项目文件夹 (no mkdocs.yml; name the project with --root)", str(path)
        )
    return path.resolve()


def _quiet() -> None:
    """Leave MkDocs' warnings and errors, drop its progress: ours says it in the reader's language."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
