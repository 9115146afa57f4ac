"""Structured data (schema.org) inside pages: the same words that the page shows, for machines.

It is data, not script: a browser runs nothing of it, and the policy of the page does not concern it.
"""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from pufa.model.article import Article, FraudGuide, Rumor, Source
from pufa.model.registry import Category
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.pages.sheet import Head, word

_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end a script element, or a line in old parsers, as JSON may spell it too."""


def embedded(value: Mapping[str, Any]) -> Markup:
    """`value` as JSON that may stand in a script, or be taken for HTML: nothing in it can end or begin an element."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE))


def linked_article(article: Article, head: Head, site: Site, category: Category | None) -> Markup:
    """An article with the way that leads to it; of a rumor also the ClaimReview. `head` is that of its page."""
    nodes = [_article(article, head, site), _way(article, site, category)]
    if isinstance(article, Rumor):
        nodes.append(_review(article, head, site))
    return embedded({"@context": "https://schema.org", "@graph": nodes})


def linked_site(site: Site, language: Language) -> Markup:
    """The site itself, and how it is searched."""
    found = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site.name.to(language),
        "url": site.absolute(site.page("", language)),
        "inLanguage": language.tag,
        "publisher": _organization(site.unit.to(language)),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": site.absolute(site.page("search", language)) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    return embedded(found)


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _frame(article: Article, head: Head, site: Site) -> dict[str, Any]:
    """What an article and its review have in common."""
    return {
        "url": site.absolute(head.path),
        "inLanguage": article.language.tag,
        "datePublished": article.date.isoformat(),
        "dateModified": article.changed.isoformat(),
        "author": _organization(article.unit or site.unit.to(article.language)),
    }


def _article(article: Article, head: Head, site: Site) -> dict[str, Any]:
    node = {
        "@type": "Article",
        "headline": head.title,
        "description": head.description,
        **_frame(article, head, site),
        "publisher": _organization(site.unit.to(article.language)),
        "mainEntityOfPage": site.absolute(head.path),
        "isAccessibleForFree": True,
    }
    if head.card:
        node["image"] = site.absolute(head.card)
    if article.sources:
        node["citation"] = [_cited(source) for source in article.sources]
    if article.corrections:
        node["correction"] = [
            {"@type": "CorrectionComment", "text": c.text, "datePublished": c.date.isoformat()}
            for c in article.corrections
        ]
    return node


def _cited(source: Source) -> dict[str, Any]:
    node = {
        "@type": "CreativeWork",
        "name": source.title,
        "publisher": _organization(source.issuer),
        "datePublished": str(source.date),
    }
    return {**node, "url": source.url} if source.url else node


def _way(article: Article, site: Site, category: Category | None) -> dict[str, Any]:
    language = article.language
    section = site.absolute(site.section(article.section, language))
    steps = [
        (word("home", language), site.absolute(site.page("", language))),
        (article.section.to(language), section),
        *(
            [(category.to(language), f"{section}#{category.id}")]
            if category and isinstance(article, FraudGuide)
            else []
        ),
        (article.title, site.absolute(site.article(article))),
    ]
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _review(rumor: Rumor, head: Head, site: Site) -> dict[str, Any]:
    """The check of a claim. The verdict is a word: the scale has no order, so it gets no number."""
    return {
        "@type": "ClaimReview",
        **_frame(rumor, head, site),
        "claimReviewed": rumor.claim.text,
        "reviewBody": ("" if rumor.language is Language.ZH else " ").join(one.text for one in rumor.evidence),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": rumor.verdict.to(rumor.language),
            "ratingExplanation": rumor.verdict.meaning(rumor.language),
        },
        "itemReviewed": {
            "@type": "Claim",
            "text": rumor.claim.text,
            "firstAppearance": {
                "@type": "CreativeWork",
                "description": rumor.claim.where,
                "datePublished": str(rumor.claim.first_seen),
            },
        },
    }
