"""What search knows of an article: its Record, and the tiny page that Pagefind indexes in its place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from html import escape, unescape
from itertools import chain
from typing import NamedTuple, TypeVar

from pufa.model.article import Article, Case, FraudGuide, Rumor
from pufa.model.body import Chat, Heading, Prose
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Language
from pufa.model.vocabulary import Audience, Section
from pufa.search.cut import END, HAN, keys, name

N = TypeVar("N", int, float)

_HEAVIEST = 10.0
"""Pagefind cuts off heavier weights."""

_BESIDE = 0.6
"""What a word of a case or a rumor counts beside the same word of a guide: who is in trouble needs the guide first."""

_NOUN = {Language.ZH: 0, Language.EN: 1}
_TAG = re.compile(r"""</?([a-z0-9]+)(?:[^>"]|"[^"]*")*>""")
_INLINE = {"a", "code", "em", "s", "strong"}
_WRAPPED = re.compile(f"(?<=[{HAN}])\\s*\\n\\s*(?=[{HAN}])")


class Field(NamedTuple):
    """A part of an article. Each of its `texts` adds `weight` to the words that it holds, `most` in all."""

    texts: tuple[str, ...]
    weight: float
    most: float


class Record(NamedTuple):
    """An article as search sees it. `url` is its path from the root of the site: `/fraud-guides/task-rebate/`.

    `names` are what it is called: who types one of them exactly is taken to mean this article.
    """

    url: str
    title: str
    language: Language
    kind: Section
    audiences: tuple[Audience, ...]
    summary: str
    names: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def weights(self) -> dict[str, float]:
        """The weight of every key that it is found by: the sum over its fields, at most 10; a whole name has it all.

        What is no guide weighs less, but for its names: a rumor or a case that is called so is what was asked for.
        """
        weights: Counter[str] = Counter()
        for field in reversed(self.fields):  # the text comes last and has most keys: what is added first costs nothing
            held = Counter(chain.from_iterable(dict.fromkeys(keys(text)) for text in field.texts))
            for times, found in _by_value(held).items():
                weight = min(times * field.weight, field.most)
                weights.update(dict.fromkeys(found, weight))
        whole = {name(text): _HEAVIEST for text in self.names}
        share = 1 if self.kind is Section.GUIDES else _BESIDE
        return {key: min(weight * share, _HEAVIEST) for key, weight in weights.items()} | whole


def record(article: Article, site: Site, registries: Registries) -> Record:
    """What search knows of `article`."""
    return Record(
        url="/" + site.article(article).removesuffix("index.html"),
        title=article.title,
        language=article.language,
        kind=article.section,
        audiences=article.audience,
        summary=article.summary,
        names=tuple(_names(article, registries)),
        fields=tuple(_fields(article, registries)),
    )


def render_stage(article: Article, site: Site, registries: Registries) -> bytes:
    """The page that Pagefind indexes in place of `article`'s own: each key once, with its weight, heaviest first.

    Its title, its summary and the name of its kind travel beside the keys, for the list of results. Kind and audiences
    are keys too, of weight 0: they are how the browser narrows a search.
    """
    known = record(article, site, registries)
    facets = [f"kind{known.kind}", *(f"for{audience}" for audience in known.audiences)]
    weights = {facet.replace("-", "") + END: 0.0 for facet in facets} | known.weights
    shown = {"title": known.title, "summary": known.summary, "kind": known.kind.noun[_NOUN[known.language]]}
    spans = [
        f'<p data-pagefind-ignore data-pagefind-meta="{field}">{escape(text)}</p>' for field, text in shown.items()
    ]
    for weight, group in sorted(_by_value(weights).items(), reverse=True):
        spans.append(f'<span data-pagefind-weight="{weight:g}">{" ".join(sorted(group))}</span>')
    return f"<html><body>{''.join(spans)}</body></html>".encode()


def _by_value(counted: Mapping[str, N]) -> dict[N, list[str]]:
    found: dict[N, list[str]] = defaultdict(list)
    for key, value in counted.items():
        found[value].append(key)
    return found


def _names(article: Article, registries: Registries) -> Iterator[str]:
    """What it is called: its terms, its title up to the colon, and for a guide the name of its fraud."""
    yield from article.terms
    yield re.split("[：:]", article.title)[0]
    if isinstance(article, FraudGuide):
        yield _type_name(article.fraud_type, article.language, registries) or article.title


def _fields(article: Article, registries: Registries) -> Iterator[Field]:
    """The fields of `article`.

    The weights say what a page is about: its title, or a word that the officer says people search by, weighs as much as
    sixteen mentions. A guide carries the name of its fraud more heavily than a case of that fraud, so that whoever asks
    for a fraud by its name gets the guide first.
    """

    def once(weight: float, *texts: str | None) -> Field:
        return Field(tuple(text for text in texts if text), weight, weight)

    yield once(4, article.title)
    yield once(4, *article.terms)
    yield once(1, article.summary)
    yield once(1, *article.tags)
    match article:
        case FraudGuide():
            yield once(2, _type_name(article.fraud_type, article.language, registries))
            yield once(1, article.giveaway)
            yield once(0.5, *article.red_flags)
            yield once(0.5, *article.steps, *article.if_hit)
        case Case():
            yield once(0.5, _type_name(article.fraud_type, article.language, registries), article.offence)
            yield once(1, article.lesson)
            yield once(0.5, article.outcome, *(event.what for event in article.timeline))
        case Rumor():
            yield once(2, article.claim.text)
            yield once(0.5, article.checked_by, article.outcome, *(evidence.text for evidence in article.evidence))
            yield once(0.5, *(event.what for event in article.timeline))
    parts = article.body.parts
    yield once(0.5, *(part.text for part in parts if isinstance(part, Heading)))
    prose = (paragraph for part in parts if isinstance(part, Prose) for paragraph in _paragraphs(part.html))
    chats = (text for part in parts if isinstance(part, Chat) for text in (part.title, *(x.text for x in part.lines)))
    yield Field((*prose, *chats), 0.25, 1)


def _type_name(fraud_type: str | None, language: Language, registries: Registries) -> str | None:
    known = registries.fraud_types.get(fraud_type) if fraud_type else None
    return known.to(language) if known else None


def _paragraphs(html: str) -> list[str]:
    """The text of sanitised `html` by paragraphs: a paragraph for every stretch between block tags.

    A line break inside Chinese is only how the file was wrapped: it goes.
    """
    text = _TAG.sub(lambda tag: "" if tag[1] in _INLINE else "\0", html)  # no text holds a zero
    return [_WRAPPED.sub("", unescape(paragraph)) for paragraph in text.split("\0") if paragraph.strip()]
