"""What a reader has without a network: the service worker, the page it shows at worst, and the manifest of the site."""

from collections.abc import Sequence
from hashlib import sha256

from pufa.model.artifact import Artifact
from pufa.model.site import ICON, ICON_SIZE, Site
from pufa.model.text import Language
from pufa.model.vocabulary import Topic
from pufa.pages.leaving import blank_path
from pufa.pages.linked import embedded
from pufa.pages.sheet import Sheet, leaf, word

_OFFLINE = "offline"


def offline_sheet(site: Site, language: Language) -> Sheet:
    """The page that stands in for one that was never visited and cannot be fetched."""
    head = leaf(
        site, _OFFLINE, language, "offline_title", "offline_lead", kind="alert", indexed=False, finder=False, bare=True
    )
    return Sheet(head, "offline.html", {})


def always_kept(site: Site) -> list[str]:
    """The paths of the pages that a device keeps from the first visit on."""
    names = ("emergency", "first-hour", Topic.ALERTS, _OFFLINE)
    return [path for o in Language for path in (*(site.page(name, o) for name in names), blank_path(site, o))]


def worker(source: bytes, kept: Sequence[Artifact], site: Site) -> Artifact:
    """The service worker: `source`, told where the site lives and what to keep.

    It differs whenever `kept` does, in a page or in the name of an asset that a page uses; a browser then fetches all
    of them anew.
    """
    known = {
        "base": site.base,
        "keep": [site.href(artifact.path) for artifact in kept],
        "offline": {language: site.href(site.page(_OFFLINE, language)) for language in Language},
        "english": site.href(site.root(Language.EN)),
        "version": sha256(b"".join(sha256(artifact.data).digest() for artifact in kept)).hexdigest()[:16],
    }
    return Artifact("sw.js", f"const SITE = {embedded(known)};\n".encode() + source)


def manifest(site: Site, language: Language) -> Artifact:
    """The web app manifest: what a home screen needs to show the site."""
    size = f"{ICON_SIZE}x{ICON_SIZE}"
    home = site.href(site.page("", language))
    known = {
        "name": site.name.to(language),
        "description": word("note", language),
        "lang": language.tag,
        "id": home,
        "start_url": home,
        "scope": site.base,
        "display": "minimal-ui",
        "icons": [{"src": site.href(ICON), "sizes": size, "type": "image/png"}],
    }
    return Artifact(f"{site.root(language)}manifest.json", embedded(known).encode())
