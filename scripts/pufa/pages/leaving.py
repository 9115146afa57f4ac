"""Pages that a reader may have to leave at once: somebody beside him must not see what it is about."""

from pufa.model.article import Article, Case, FraudGuide
from pufa.model.library import Library
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Ask, Contact
from pufa.pages.sheet import Head, Sheet, word

_CATEGORY = "romance-blackmail"


def discreet(article: Article, library: Library) -> bool:
    """Whether `article` is about love or blackmail: by its type of fraud, by how it begins, or by what is demanded."""
    if not isinstance(article, FraudGuide | Case) or article.fraud_type is None:
        return False
    kind = library.registries.fraud_types.get(article.fraud_type)
    guide = article if isinstance(article, FraudGuide) else library.guide(article.fraud_type, article.language)
    return (kind is not None and kind.category == _CATEGORY) or (
        isinstance(guide, FraudGuide) and (Contact.DATING_APP in guide.contact or Ask.INTIMATE_IMAGE in guide.asks)
    )


def blank_path(site: Site, language: Language) -> str:
    """The path of the empty page."""
    return f"{site.root(language)}blank.html"


def blank_sheet(site: Site, language: Language) -> Sheet:
    """The empty page that one leaves for: nothing on it says whose it is."""
    return Sheet(
        Head(blank_path(site, language), language, word("blank_title", language), "", indexed=False), "blank.html", {}
    )
