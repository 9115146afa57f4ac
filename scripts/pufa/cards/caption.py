"""The words of a card, chosen from an article. Nothing here knows sizes or colours in pixels."""

from typing import NamedTuple

from pufa.model.article import Article, Case, FraudGuide, Rumor
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Status, Verdict

_HOTLINES = Text("被骗快拨 110 · 咨询 96110", "Scammed? Call 110 · Ask 96110")
_DEMO = Text("示范站点", "Demo site")
_CORRECTED = Text("已更正", "Corrected")
_VERDICT = Text("核查结论：", "Verdict: ")
_WITHDRAWN_FOR = Text("撤回原因：", "Withdrawn: ")
_DO_NOT_PASS_ON = Text("本文已撤回，请不要再转发。", "This page has been withdrawn. Please do not share it.")

_INKS = {Verdict.TRUE: "teal_deep", Verdict.UNPROVEN: "mask"}


class Word(NamedTuple):
    """A word in a colour of the palette."""

    text: str
    colour: str


class Caption(NamedTuple):
    """Everything that is written on a card.

    `kind` is `guide`, `case` or `rumor`; `context` goes beside the chip, the first part counts most; `mark` says
    that the article was corrected or withdrawn; `seal` is stamped on a rumor.
    """

    language: Language
    kind: str
    chip: str
    mark: Word | None
    context: tuple[str, ...]
    title: str
    line: str
    seal: Word | None
    site: str
    demo: str
    hotlines: str


def caption(article: Article, site: Site, registries: Registries) -> Caption:
    """Choose the words for `article` in its own language."""
    language = article.language
    withdrawn = article.status is Status.WITHDRAWN
    mark, seal = None, None
    if withdrawn:
        mark = Word(Status.WITHDRAWN.to(language), "coral_deep")
    elif article.corrections:
        mark = Word(_CORRECTED.to(language), "slate_deep")
    if isinstance(article, Rumor):
        # A verdict that was withdrawn must not go on travelling.
        seal = Word(article.verdict.to(language), _INKS.get(article.verdict, "coral_deep"))
        seal = Word(Status.WITHDRAWN.to(language), "slate_deep") if withdrawn else seal
    return Caption(
        language=language,
        kind=article.section.prefix,
        chip=article.section.noun[0 if language is Language.ZH else 1],
        mark=mark,
        context=_context(article, registries, withdrawn),
        title=_plain(article.title),
        line=_plain(_line(article, withdrawn)),
        seal=seal,
        site=_plain(site.name.to(language)),
        demo=_DEMO.to(language) if site.demo else "",
        hotlines=_HOTLINES.to(language),
    )


def masthead(kind: str, title: str, site: Site, language: Language) -> Caption:
    """The words of a picture that is no article's: `title`, who speaks and whom to call."""
    return Caption(
        language=language,
        kind=kind,
        chip="",
        mark=None,
        context=(),
        title=_plain(title),
        line="",
        seal=None,
        site=_plain(site.name.to(language)),
        demo=_DEMO.to(language) if site.demo else "",
        hotlines=_HOTLINES.to(language),
    )


def _context(article: Article, registries: Registries, withdrawn: bool) -> tuple[str, ...]:
    language = article.language
    if isinstance(article, Rumor):
        return () if withdrawn else (_VERDICT.to(language) + article.verdict.to(language),)
    fraud_type = registries.fraud_types.get(getattr(article, "fraud_type", None) or "")
    category = registries.categories.get(fraud_type.category) if fraud_type else None
    subject = category.to(language) if category else None
    if isinstance(article, Case):
        # Whoever sees only the picture should still see that nobody in it is real.
        return (_plain(subject or article.offence or ""), article.basis.to(language))
    return (subject,) if subject else ()


def _line(article: Article, withdrawn: bool) -> str:
    language = article.language
    if withdrawn:
        if article.withdrawn is None:
            return _DO_NOT_PASS_ON.to(language)
        return _WITHDRAWN_FOR.to(language) + article.withdrawn.reason
    if isinstance(article, FraudGuide):
        return article.giveaway
    return article.lesson if isinstance(article, Case) else article.summary


def _plain(text: str) -> str:
    """One line: white space of any kind is one space."""
    return " ".join(text.split())
