"""A press at hand, for commands that print a few things and build no site."""

from functools import cache
from pathlib import Path

from mkdocs.config import load_config

from pufa import disk
from pufa.cards.studio import Studio
from pufa.host.configuration import site
from pufa.host.project import Project
from pufa.model.site import Site
from pufa.pages.theme import Theme
from pufa.paper.compositor import Compositor
from pufa.press import Kit, Press


def read_site(root: Path) -> Site:
    """The Site that `root`/mkdocs.yml describes. Raises mkdocs.exceptions.ConfigurationError."""
    config = load_config(config_file=str(root / "mkdocs.yml"))
    return site(config, config.plugins["pufa"].config)


def open_press(root: Path, project: Project) -> Press:
    """A press for the project at `root`, which prints every format."""
    files = disk.read_theme(root)
    theme = Theme(files.templates, files.assets, files.art)
    studio = cache(lambda: Studio(files.art, disk.read_font(), files.palette, files.scenes))
    kit = Kit(theme, studio, Compositor(files.paper, disk.font_folder()))
    return Press(project.library, read_site(root)._replace(all_formats=True), kit)
