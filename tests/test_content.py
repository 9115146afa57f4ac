"""What the flagship's own articles must be: complete, in both languages, borne out, and no two of them alike."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from pufa.checks.facts import facts
from pufa.checks.rules import check
from pufa.intake.article import parse_article
from pufa.model.article import Article, Case, FraudGuide, Rumor
from pufa.model.body import Chat, Heading, Prose, RedFlag, Turn
from pufa.model.library import Entry
from pufa.model.registry import Registries, Wording
from pufa.model.text import Language
from pufa.model.vocabulary import Basis, Verdict

ROOT = Path(__file__).parents[1]
ZH, EN = Language.ZH, Language.EN
HAN = re.compile(r"[一-鿿]")


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    found = []
    for path in sorted(ROOT.glob("content/*/*.md")):
        entry, findings = parse_article(path.relative_to(ROOT).as_posix(), path.read_bytes())
        assert entry, findings
        found.append(entry)
    return found


@pytest.fixture(scope="module")
def articles(entries: list[Entry]) -> list[Article]:
    return [entry.article for entry in entries]


def guides(articles: Iterable[Article], language: Language) -> list[FraudGuide]:
    return [a for a in articles if isinstance(a, FraudGuide) and a.language is language]


def words(article: Article) -> str:
    """What an author wrote in the body, conversations too; what registries fill in is left out."""
    said: list[str] = []
    for part in article.body.parts:
        if isinstance(part, Prose):
            said.append(unescape(re.sub(r"<[^>]+>", "", part.html)))
        elif isinstance(part, Heading):
            said.append(part.text)
        elif isinstance(part, Chat):
            said += [part.title, *(f"{one.who}{one.text}" if isinstance(one, Turn) else one.text for one in part.lines)]
    return "\n".join(said)


def shared(texts: dict[str, list[str]], length: int) -> Iterator[tuple[str, str, str]]:
    """Runs of `length` signs or words that stand in two texts, with the names of both."""
    first: dict[tuple[str, ...], str] = {}
    for name, text in texts.items():
        for run in {tuple(text[at : at + length]) for at in range(len(text) - length + 1)}:
            if first.setdefault(run, name) != name:
                yield " ".join(run), first[run], name


def test_nothing_is_left_to_mend_and_no_advice_is_open(entries: list[Entry], registries: Registries) -> None:
    assert [finding.line(ZH) for finding in check(entries, registries)] == []


def test_every_figure_date_telephone_number_and_quotation_has_an_origin(
    entries: list[Entry], registries: Registries
) -> None:
    assert [(fact.place, fact.text) for fact in facts(entries, registries) if fact.origin is None] == []


def test_every_fraud_of_the_round_up_has_its_guide_in_both_languages(
    articles: list[Article], registries: Registries
) -> None:
    for language in Language:
        assert {a.slug for a in guides(articles, language)} == set(registries.fraud_types)


def test_a_guide_is_700_to_1200_chinese_characters_long(articles: list[Article]) -> None:
    lengths = {a.slug: len(HAN.findall(words(a))) for a in guides(articles, ZH)}
    assert {slug: n for slug, n in lengths.items() if not 700 <= n <= 1_200} == {}


@pytest.mark.parametrize("language", Language)
def test_a_guide_replays_one_conversation_of_8_to_16_lines_with_its_red_flags(
    articles: list[Article], language: Language
) -> None:
    for a in guides(articles, language):
        (chat,) = a.body.chats
        count = Counter(type(line) for line in chat.lines)
        assert 8 <= count[Turn] <= 16, a.path
        assert 2 <= count[RedFlag] <= 4, a.path


def test_a_guide_begins_with_something_seen_and_does_not_say_fraud(articles: list[Article]) -> None:
    for a in guides(articles, ZH):
        opening = ""
        for part in a.body.parts:
            if not isinstance(part, Prose):
                break
            opening += re.sub(r"<[^>]+>|\s", "", part.html)
        assert 0 < len(unescape(opening)) <= 120, a.path
        assert "诈骗" not in opening, a.path


def test_no_two_guides_are_built_from_the_same_sentences(articles: list[Article]) -> None:
    """All pairs: no run of 30 signs in Chinese, no run of 16 words in English, stands in two bodies."""
    chinese = {a.slug: [*re.sub(r"\s", "", words(a))] for a in guides(articles, ZH)}
    english = {a.slug: re.findall(r"\w+", words(a).lower()) for a in guides(articles, EN)}
    assert list(shared(chinese, 30)) == []
    assert list(shared(english, 16)) == []


def test_a_copied_sentence_would_be_found() -> None:
    one, other = (
        "他先报订单，再报地址，最后报你的名字，一样也没有错。",
        "那天，他先报订单，再报地址，最后报你的名字，一样也没有错。",
    )
    assert list(shared({"a": [*one], "b": [*other]}, 20))
    assert list(shared({"a": [*one], "b": [*other]}, 30)) == []


def test_every_guide_quotes_a_provision_that_was_verified(articles: list[Article], registries: Registries) -> None:
    for a in articles:
        if isinstance(a, FraudGuide):
            wordings = [registries.cite(q.id, q.as_of or a.law_date) for q in a.body.quotations]
            assert wordings, a.path
            assert all(isinstance(w, Wording) and w.provision.verified.quotable for w in wordings), a.path


def test_what_an_article_quotes_is_read_in_plain_words_and_not_only_labelled(
    articles: list[Article], registries: Registries
) -> None:
    quoted = {registries.cite(q.id, q.as_of or a.law_date) for a in articles for q in a.body.quotations}
    assert len(quoted) > 30
    for wording in quoted:
        assert isinstance(wording, Wording)
        plain = wording.provision.plain
        assert len(plain.zh) >= 20, plain.zh
        assert len(plain.en.split()) >= 9, plain.en


def test_twelve_composite_cases_say_so_at_the_top_and_are_of_many_kinds_and_for_many_readers(
    articles: list[Article], registries: Registries
) -> None:
    for language, top in ((ZH, "合成案例"), (EN, "A composite case")):
        cases = [a for a in articles if isinstance(a, Case) and a.language is language and a.basis is Basis.COMPOSITE]
        about_fraud = [a for a in cases if a.fraud_type]
        assert len(cases) >= 12
        assert len(cases) - len(about_fraud) >= 3, "offence pages"
        for a in cases:
            assert words(a).lstrip().startswith(top), a.path
        assert len({registries.fraud_types[a.fraud_type].category for a in about_fraud if a.fraud_type}) >= 8
        assert len({reader for a in cases for reader in a.audience} - {"everyone"}) >= 6


def test_a_rumor_check_rests_on_two_sources_that_it_names(articles: list[Article]) -> None:
    for language in Language:
        rumors = [a for a in articles if isinstance(a, Rumor) and a.language is language]
        assert len(rumors) >= 8
        for a in rumors:
            assert len({e.source for e in a.evidence}) >= 2, a.path
        assert {a.verdict for a in rumors} == set(Verdict)


def test_both_languages_cite_the_same_provisions_and_sources(articles: list[Article]) -> None:
    twins = {(a.section, a.slug, a.language): a for a in articles}
    for a in articles:
        if a.language is ZH:
            twin = twins[a.section, a.slug, EN]
            assert (twin.id, twin.laws) == (a.id, a.laws), twin.path
            assert [(s.id, s.date, s.url) for s in twin.sources] == [(s.id, s.date, s.url) for s in a.sources]
            if isinstance(a, Case) and isinstance(twin, Case):
                assert (twin.conduct_date, twin.loss, twin.fraud_type) == (a.conduct_date, a.loss, a.fraud_type)


def test_the_conversations_of_neighbours_in_the_round_up_do_not_end_alike(
    articles: list[Article], registries: Registries
) -> None:
    """A turn that saves is told once: two guides in a row do not both end with “等下”."""
    told = {a.slug: a.body.chats[0] for a in guides(articles, ZH)}
    order = [t.id for t in sorted(registries.fraud_types.values(), key=lambda t: t.n)]
    waits = {slug: re.search("等下|等会|等等|等一下", _last(chat)) is not None for slug, chat in told.items()}
    assert [(a, b) for a, b in pairwise(order) if waits[a] and waits[b]] == []
    assert sum(waits.values()) <= 6


def _last(chat: Chat) -> str:
    return "".join([line.text for line in chat.lines if isinstance(line, Turn)][-2:])
