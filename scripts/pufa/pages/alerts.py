"""Alerts: their pages, and the file from which every page's banner is filled.

No clock is read here, so nothing says whether an alert is in force: the first and the last day stand on the page in
words, and the browser compares them with its own clock.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from pufa.model.article import Article
from pufa.model.artifact import Artifact
from pufa.model.dates import day_words
from pufa.model.library import Library
from pufa.model.moment import CHINA
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Level, Status, Topic
from pufa.pages.linked import embedded
from pufa.pages.sheet import Head, Sheet, paged, word

_ON_FRONT = 6
_IN_BANNER = 30
"""How many alerts the front page and the banner look at: those that end last."""

_URGENCY = (Level.URGENT, Level.CAUTION, Level.INFO)


class Notice(NamedTuple):
    """An alert as pages show it: the article, the newer one that replaces it, and the days on which it is in force.

    `begins` is the first moment of its first day in China, `ends` the first moment after its last, both ISO 8601.
    """

    article: Article
    newer: Article | None
    begins: str
    ends: str


def notice(article: Article, library: Library) -> Notice | None:
    """The alert of `article`, or None where it has none."""
    if article.alert is None:
        return None
    ends = article.alert.expires + timedelta(days=1)
    return Notice(article, library.replacement(article), _midnight(article.alert.starts), _midnight(ends))


def _midnight(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA).date()}T00:00:00+08:00"


def _notices(library: Library, language: Language) -> list[Notice]:
    """Every alert of a language, withdrawn ones too; those that end last come first."""
    found = [n for article in library.shelf(language) if (n := notice(article, library))]
    return sorted(found, key=lambda n: (n.ends, n.begins), reverse=True)


def _foremost(notices: list[Notice], number: int) -> list[Notice]:
    """Of those that stand and are not replaced, the `number` that end last; the most urgent first."""
    standing = [n for n in notices if n.newer is None and n.article.status is Status.PUBLISHED][:number]
    return sorted(standing, key=lambda n: _URGENCY.index(_level(n)))


def _level(shown: Notice) -> Level:
    return shown.article.alert.severity if shown.article.alert else Level.INFO


def front(library: Library, language: Language) -> list[Notice]:
    """What the front page shows of the alerts."""
    return _foremost(_notices(library, language), _ON_FRONT)


def alert_sheets(library: Library, site: Site, language: Language) -> Iterator[Sheet]:
    """The pages that list every alert of a language, those that end last first."""
    pages = {other: paged(_notices(library, other)) for other in Language}
    last = len(pages[language])
    for number, shown in enumerate(pages[language], 1):
        tail = f" | {word('page_n', language).format(number)}" if number > 1 else ""
        head = Head(
            path=_page(site, language, number),
            language=language,
            title=word("alerts_title", language) + tail,
            description=word("alerts_lead", language),
            kind="alert",
            section=Topic.ALERTS,
            languages={other: _page(site, other, number) for other in Language if number <= len(pages[other])},
            changed=max((n.article.changed for n in shown), default=None),
        )
        near = {
            "newer": site.href(_page(site, language, number - 1)) if number > 1 else "",
            "older": site.href(_page(site, language, number + 1)) if number < last else "",
        }
        values = {"notices": shown, "levels": _URGENCY, "number": number, "last": last, **near}
        yield Sheet(head, "alerts.html", values)


def _page(site: Site, language: Language, number: int) -> str:
    return site.page(Topic.ALERTS if number == 1 else f"{Topic.ALERTS}/page/{number}", language)


def bulletin(library: Library, site: Site, language: Language) -> Artifact:
    """The file that the banner is filled from, as JSON: a page need not be made anew when an alert comes or goes."""
    shown = _foremost(_notices(library, language), _IN_BANNER)
    alerts = [
        {
            "severity": level,
            "level": level.to(language),
            "title": n.article.title,
            "url": site.href(site.article(n.article)),
            "begins": n.begins,
            "ends": n.ends,
            "until": word("alert_until", language).format(day_words(n.article.alert.expires, language)),
        }
        for n in shown
        if n.article.alert and (level := n.article.alert.severity)
    ]
    document = {"alerts": alerts, "more": word("alerts_more", language)}
    return Artifact(f"{site.root(language)}alerts.json", embedded(document).encode())
