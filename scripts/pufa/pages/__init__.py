"""Floor 3: the face of the site. Model in, HTML out; Jinja2 and budoux are imported nowhere else."""

from pufa.pages.pages import Pages
from pufa.pages.theme import Theme

__all__ = ["Pages", "Theme"]
