"""What mkdocs.yml says, as a Site."""

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from pufa.model.site import Site
from pufa.model.text import Text


class PufaConfig(Config):
    """The settings below `plugins: - pufa`."""

    name_en = c.Type(str, default="Pufa")
    """The name of the site in English; the Chinese one is `site_name`."""
    unit = c.Type(str, default="")
    """Who issues articles that name nobody else; the site's name where it is empty."""
    unit_en = c.Type(str, default="")
    """The same in English."""
    authority = c.Type(str)
    """The fixed part of feed ids (RFC 4151), a domain and the year one held it: `pufa.example,2026`."""
    demo = c.Type(bool, default=False)
    """Whether every page and card says that this is a demonstration and not an official site."""


def site(config: MkDocsConfig, settings: PufaConfig) -> Site:
    """The Site that a configuration describes."""
    url = config.site_url or "http://localhost/"
    return Site(
        url=url if url.endswith("/") else url + "/",
        authority=settings.authority,
        name=Text(config.site_name, settings.name_en),
        unit=Text(settings.unit or config.site_name, settings.unit_en or settings.name_en),
        demo=settings.demo,
    )
