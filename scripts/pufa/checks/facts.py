"""Where every figure, date, telephone number and quotation of an article comes from.

The rules of accounting, for what stands outside of conversations (whose lines are invented, and say so by their form):

- A telephone number is one of the official channels, always.
- A sentence is law-like when it names a law, a court, a provision, a punishment or an amount that decides about one.
  What it states must stand in a version of a provision that the article cites, or be told elsewhere in the article as
  part of its story; a quotation must stand there to the character.
- Guides and composite cases are fiction by declaration: all else in them is scene.
- A rumor check, and a case from public records, rests on what its front matter says: claim, evidence, sources, its own
  dates, and in a case loss, outcome and timeline. What stands in none of these, nor in a provision, nor in a channel,
  is unaccounted for. So is what an authority is quoted as saying.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from pufa.checks.figures import Item, Kind, items
from pufa.model.article import Article, Case, Rumor
from pufa.model.finding import Place
from pufa.model.library import Entry
from pufa.model.registry import Provision, Registries, Statute, Wording
from pufa.model.text import Language
from pufa.model.vocabulary import Basis, Term


class Origin(Term):
    """Where a fact comes from."""

    REGISTRY = "registry", "登记库的条文", "registry of statutes"
    DOCUMENT = "document", "只提要点的文件", "document known by its points"
    CHANNEL = "channel", "官方渠道", "official channel"
    SOURCE = "source", "传言、证据、来源", "claim, evidence or source"
    RECORD = "record", "资料部分", "front matter"
    SEARCH = "search", "搜索用的说法", "words people search by"
    COMPOSITE = "composite", "合成案例，编写的", "composite case, invented"
    SCENE = "scene", "指南的场景，编写的", "scene of a guide, invented"
    CHAT = "chat", "对话，编写的", "conversation, invented"
    OWN = "own", "作者自己的话", "the author's own words"


class Fact(NamedTuple):
    """A fact where it stands, and where it comes from: `origin` is None where nothing accounts for it. Sorts by place."""

    place: Place
    kind: Kind
    text: str
    origin: Origin | None
    detail: str = ""


_UNSAID = frozenset({"id", "basis", "fraud_type", "contact", "asks", "payment", "audience", "aliases", "scene", "status", "verdict", "laws"})  # fmt: skip
"""Keys whose values are closed vocabularies, names or provisions, which `check` has judged."""

_DATES = frozenset(
    {"date", "updated", "reviewed", "review_by", "withdrawn", "alert", "corrections", "conduct_date", "loss"}
)
_GROUNDS = {"claim": Origin.SOURCE, "evidence": Origin.SOURCE, "sources": Origin.SOURCE}
_SEARCHED = frozenset({"terms", "tags"})
_KEY = re.compile(r"([a-z_]+):")

_SENTENCE = re.compile(r".*?(?:[。！？；]+[”」）]*|(?<=[a-z0-9%)”])[.!?;]+[”)]*(?= |$)|$)")
_LAWLIKE = re.compile(
    r"罚款|罚金|拘留|拘役|徒刑|管制|数额|刑法|处罚法|诈骗法|条例|司法解释|最高法|最高检|量刑|判刑|入罪|定罪|立案标准|没收"
    r"|犯罪|从重|(?:19|20)\d\d ?年[^。]{0,8}意见|第 ?[零〇一二两三四五六七八九十百千\d]+ ?条|(?:元|[日天年月岁次])以[上下内]|《"
    r"|\b(?:fined?|fines|detention|imprison\w*|jail|prison|heavier sentence|sentenced|penalt\w+|Articles? \d|statutes?|(?:top|highest) court|interpretation|criminal|the law"
    r"|(?:19|20)\d\d opinion|opinion of (?:19|20)\d\d)\b|“(?:relatively large|huge)”"
    r"|\b(?:Law|Code|Regulations|Interpretation)\b"
)
_OPINION = re.compile(r"意见|最高法|\b[Oo]pinion|\b(?:top|highest) court")
"""How an opinion of courts is named that is known by its points only, by its kind or its issuer; its year stands beside."""

_AUTHORITY = re.compile(
    r"(?:警方|公安|民警|派出所|法院|检察|通报|中心|平台|官方|记者|新华社|人民日报|部门|专家|[Pp]olice|[Cc]ourt|[Mm]inistry|[Oo]fficials?|[Rr]eport)"
    r"[^“”，。,.]{0,12}(?:说|称|表示|指出|回应|写道|写着|提醒|said|says|told|wrote|writes|stated|warned)[^“”。.]{0,6}$"
)
_LAW_SAYS = re.compile(
    r"\b(?:law|code|article \d+|text|opinion|interpretation|provision|words?)\b[^“”.]{0,20}\b(?:says?|calls?|reads?|speaks? of|names?|defines?)[^“”.]{0,20}$",
    re.IGNORECASE,
)
"""How English words in quotation marks are said to be the law's; the official text being Chinese, others are not."""

_TRANSLATED = {
    "relatively large": "数额较大", "large": "数额巨大", "huge": "数额巨大", "especially huge": "数额特别巨大",
    "particularly huge": "数额特别巨大", "serious": "情节严重", "serious circumstances": "情节严重",
    "knowing": "明知", "knows": "明知", "knowingly": "明知", "deliberately": "故意",
}  # fmt: skip
"""Terms of the law as English pages put them, and the words of the official text that they stand for."""


class _Line(NamedTuple):
    """A line of an article: its number from 1, its text, the key of the front matter it stands under, or its block."""

    number: int
    text: str
    key: str
    block: str


class _Sentence:
    """A sentence of a line, from `start` to before `end`."""

    def __init__(self, line: _Line, start: int, end: int) -> None:
        self.line, self.start, self.end = line, start, end

    @cached_property
    def lawlike(self) -> bool:
        """Whether it states what the law says."""
        return _LAWLIKE.search(self.line.text, self.start, self.end) is not None


class _Known(NamedTuple):
    """What some texts state."""

    figures: frozenset[tuple[float, str]]
    numbers: frozenset[float]
    dates: frozenset[tuple[int | None, int | None, int | None]]
    clocks: frozenset[str]
    text: str

    def holds(self, item: Item, *, strict: bool = False) -> bool:
        """Whether the texts state what `item` states: the same number, a date at least as exact, words to the letter.

        A number counts the same thing, and where the texts do not say what theirs counts, only unless `strict`.
        """
        if item.kind is Kind.QUOTATION:
            return item.word.strip("，。,.！？!?；;：: ") in self.text
        if item.kind is Kind.DATE and item.word:
            return item.word in self.clocks
        if item.kind is Kind.DATE:
            return any(
                all(said in (None, known) for said, known in zip(item.day, day, strict=True)) for day in self.dates
            )
        if not item.unit:
            return bool(item.values & self.numbers)
        units = ("倍", "次") if item.unit == "times" else (item.unit,)
        return any((v, u) in self.figures for v in item.values for u in (units if strict else (*units, "")))


def _known(texts: Iterable[str]) -> _Known:
    figures: set[tuple[float, str]] = set()
    dates: set[tuple[int | None, int | None, int | None]] = set()
    clocks: set[str] = set()
    kept = [text for text in texts if text]
    for text in kept:
        for line in text.split("\n"):
            for item in items(line, exact=False):
                if item.kind is Kind.FIGURE:
                    figures.update((value, item.unit) for value in item.values)
                elif item.kind is Kind.DATE:
                    dates.add(item.day)
                    clocks.add(item.word)
    return _Known(
        frozenset(figures), frozenset(v for v, _ in figures), frozenset(dates), frozenset(clocks), "\n".join(kept)
    )


def _joined(parts: Iterable[_Known]) -> _Known:
    found = list(parts)
    return _Known(
        frozenset().union(*(p.figures for p in found)),
        frozenset().union(*(p.numbers for p in found)),
        frozenset().union(*(p.dates for p in found)),
        frozenset().union(*(p.clocks for p in found)),
        "\n".join(p.text for p in found),
    )


def facts(entries: Iterable[Entry], registries: Registries) -> Iterator[Fact]:
    """Every fact of the articles, article by article in the order of their lines. Time is linear in their text."""
    ground = _Ground(registries)
    everything = list(entries)
    originals = {e.article.id: e.article for e in everything if e.article.language is Language.ZH}
    for entry in everything:
        account = _Account(entry, originals.get(entry.article.id, entry.article), ground)
        yield from sorted(account.facts(), key=lambda fact: fact[:3])


class _Ground:
    """What the registries state, read once for all articles."""

    def __init__(self, registries: Registries) -> None:
        self.registries = registries
        self._provisions: dict[tuple[str, str], _Known] = {}

    @cached_property
    def channels(self) -> _Known:
        """What the registry of channels says in all."""
        channels = self.registries.channels.values()
        said = [
            text
            for c in channels
            for text in (c.name.zh, c.name.en, c.purpose.zh, c.purpose.en, *((c.note.zh, c.note.en) if c.note else ()), *c.sources)
        ]  # fmt: skip
        return _known([*said, *(text for step in self.registries.first_hour for text in (step.zh, step.en))])

    @cached_property
    def opinions(self) -> list[tuple[str, int, _Known]]:
        """The opinions of courts known by their points: id, year, and what they state."""
        found = [d for d in self.registries.documents.values() if _OPINION.search(d.name.zh)]
        return [
            (d.id, d.issued.first.year, _known([d.name.zh, d.number or "", str(d.issued), *(t for p in d.points for t in (p.zh, p.en))]))
            for d in found
        ]  # fmt: skip

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """The names of the laws, with their ids; the longest last, so that it wins where two end at one place."""
        laws = self.registries.statutes.values()
        return sorted(((n, s.id) for s in laws for n in (s.name, s.short, s.en)), key=lambda pair: len(pair[0]))

    @cached_property
    def telephones(self) -> frozenset[str]:
        """The numbers of the channels; some are known by a number that only sends messages, which is their id."""
        return frozenset(n for c in self.registries.channels.values() for n in (c.tel, c.id) if n)

    def provision(self, statute: Statute, provision: Provision) -> _Known:
        """What a provision says in any of its versions, with the dates of the law."""
        key = statute.id, provision.number
        if key not in self._provisions:
            law = (statute.name, statute.short, statute.en, statute.adopted, statute.revised, statute.amended, statute.last_amended, statute.in_force)  # fmt: skip
            own = (provision.plain.zh, provision.plain.en, provision.penalty, provision.topic, provision.offence)
            versions = (
                text
                for v in provision.versions
                for text in (v.text, v.penalty, v.note, str(v.valid_from or ""), str(v.valid_to or ""), v.article)
            )
            self._provisions[key] = _known(text for text in (*law, *own, *versions) if text)
        return self._provisions[key]


class _Account:
    """The accounting of one article."""

    def __init__(self, entry: Entry, original: Article, ground: _Ground) -> None:
        self._article: Article = entry.article
        self._original = original
        self._named: tuple[int, list[tuple[str, int, _Known]]] = 0, []
        self._ground = ground
        self._lines = list(_lines(entry.text))
        article = entry.article
        self._invented: Origin | None = Origin.SCENE
        if isinstance(article, Case):
            self._invented = Origin.COMPOSITE if article.basis is Basis.COMPOSITE else None
        elif isinstance(article, Rumor):
            self._invented = None

    @cached_property
    def _provisions(self) -> list[tuple[Statute, Provision]]:
        found = (self._ground.registries.cite(id, on) for id, on in dict.fromkeys(self._article.cited))
        return [(w.statute, w.provision) for w in found if isinstance(w, Wording)]

    @cached_property
    def _law(self) -> _Known:
        return _joined(self._ground.provision(*cited) for cited in self._provisions)

    @cached_property
    def _grounds(self) -> _Known:
        """What the front matter of an article that rests on sources states, its own and its Chinese original's."""
        said: list[str] = []
        for a in (self._article, self._original):
            said += [text for s in a.sources for text in (s.title, s.issuer, str(s.date))]
            if isinstance(a, Rumor):
                said += [a.claim.text, a.claim.where, str(a.claim.first_seen), *(e.text for e in a.evidence)]
            if isinstance(a, Case):
                said += [
                    str(a.conduct_date),
                    f"{a.loss} 元",
                    a.outcome,
                    *(t for e in a.timeline for t in (e.at, e.what)),
                ]
        return _known(said)

    @cached_property
    def _spans(self) -> frozenset[float]:
        """How many years lie between any two dates that the sources give."""
        years = {day[0] for day in self._grounds.dates if day[0]}
        return frozenset(float(abs(a - b)) for a in years for b in years if a != b)

    @cached_property
    def _record(self) -> _Known:
        a = self._article
        dates = [a.date, a.reviewed, a.review_by, *([a.updated] if a.updated else []), *(c.date for c in a.corrections)]
        return _known([*(f"{d:%Y-%m-%d}" for d in dates), *(c.text for c in a.corrections)])

    @cached_property
    def _story(self) -> _Known:
        """What the article tells as its story: its conversations, and every sentence that is not law-like."""
        told = []
        for line in self._lines:
            if line.key in _UNSAID or line.key in _SEARCHED:
                continue
            if line.block == "chat" or line.key:
                told.append(line.text)
            else:
                told += [line.text[s:e] for s, e in _sentences(line.text) if not _Sentence(line, s, e).lawlike]
        return _known(told)

    def facts(self) -> Iterator[Fact]:
        """Every fact, accounted for as far as can be."""
        for line in self._lines:
            if line.key in _UNSAID or line.block in ("provision", "channel"):
                continue
            sentences = [_Sentence(line, start, end) for start, end in _sentences(line.text)]
            starts = [sentence.start for sentence in sentences]
            for item in items(line.text):
                sentence = sentences[bisect_right(starts, item.start) - 1]
                origin, detail = self._origin(item, sentence, line.text[sentence.start : item.start])
                yield Fact(Place(self._article.path, line.number, item.start + 1), item.kind, item.text, origin, detail)

    def _origin(self, item: Item, sentence: _Sentence, before: str) -> tuple[Origin | None, str]:
        line = sentence.line
        if item.kind is Kind.TELEPHONE:
            return (Origin.CHANNEL if item.word in self._ground.telephones else None), ""
        if line.key in _DATES:
            return Origin.RECORD, line.key
        if line.key in _GROUNDS:
            return _GROUNDS[line.key], line.key
        if line.key in _SEARCHED:
            return Origin.SEARCH, line.key
        if line.block == "chat":
            return Origin.CHAT, ""
        if item.kind is Kind.PROVISION:
            return self._numbered(item, before)
        if self._invented and (not sentence.lawlike or (item.kind is Kind.DATE and not item.day[0])):
            return self._invented, ""
        if not self._invented and (borne := self._grounded(item)):
            return borne
        if found := self._cited(item):
            return Origin.REGISTRY, found
        if sentence.lawlike and (found := self._mentioned(item, line)):
            return Origin.DOCUMENT, found
        if self._invented:
            if item.kind is Kind.QUOTATION:
                told = self._article.language is Language.EN and not _LAW_SAYS.search(before)
            else:
                told = before.count("“") > before.count("”") or item.unit in ("小时", "分钟")
            return (self._invented if told or self._story.holds(item) else None), ""
        own = item.kind is Kind.QUOTATION and not sentence.lawlike and not _AUTHORITY.search(before)
        return (Origin.OWN if own else None), ""

    def _grounded(self, item: Item) -> tuple[Origin, str] | None:
        """What in its front matter, or in the registry of channels, bears out an article that rests on sources."""
        for origin, known in ((Origin.SOURCE, self._grounds), (Origin.RECORD, self._record), (Origin.CHANNEL, self._ground.channels)):  # fmt: skip
            if known.holds(item):
                return origin, ""
        if item.unit == "年" and item.values & self._spans:
            return Origin.SOURCE, "="
        return None

    def _cited(self, item: Item) -> str:
        """The provision cited that states what `item` states, as an id, or nothing."""
        if item.kind is Kind.QUOTATION and (official := _TRANSLATED.get(item.word.lower().strip(".,"))):
            item = item._replace(word=official)
        if not self._law.holds(item, strict=True):
            return ""
        found = (
            f"{s.id}/{p.number}" for s, p in self._provisions if self._ground.provision(s, p).holds(item, strict=True)
        )
        return next(found, "")

    def _mentioned(self, item: Item, line: _Line) -> str:
        """The document that states what `item` states, named in the `line` by its kind and its year, or nothing."""
        if line.number != self._named[0]:
            named = [d for d in self._ground.opinions if str(d[1]) in line.text] if _OPINION.search(line.text) else []
            self._named = line.number, named
        return next((id for id, _, known in self._named[1] if known.holds(item)), "")

    def _numbered(self, item: Item, before: str) -> tuple[Origin | None, str]:
        """The provision that a number means: of the law named last before it, else of any law that is cited."""
        named = {before.rfind(name) + len(name): law for name, law in self._ground.names if name in before}
        wanted = named[max(named)] if named else None
        for statute, provision in self._provisions:
            numbers = {provision.number, *(v.number for v in provision.versions)}
            if item.word in numbers and wanted in (None, statute.id):
                return Origin.REGISTRY, f"{statute.id}/{provision.number}"
        return None, ""


def _lines(text: str) -> Iterator[_Line]:
    """The lines, each with where it stands; the fences and the opening lines of blocks are left out."""
    inside, key, block = None, "", ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.rstrip() == "---" and inside is not False:
            inside = inside is None
            key = ""
        elif inside:
            key = match[1] if (match := _KEY.match(line)) else key
            yield _Line(number, line, key, "")
        elif line.startswith("///"):
            name = line.removeprefix("///").split("|")[0].strip()
            if name == "chat":
                yield _Line(number, line, "", "chat")
            block = name
        elif line.strip():
            yield _Line(number, _LINK.sub(_blank, line), "", block)


_LINK = re.compile(r"\]\([^)\s]*\)|https?://\S+")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    """The beginnings and ends of the sentences of a line."""
    start = 0
    while start < len(line):
        match = _SENTENCE.match(line, start)
        end = max(match.end() if match else len(line), start + 1)
        yield start, end
        start = end
