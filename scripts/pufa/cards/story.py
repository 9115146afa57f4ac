"""The words of the larger pictures, chosen from an article: what the long picture tells and the tiles take apart."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from pufa.cards.caption import Caption, Word, caption
from pufa.model.article import Article, Case, Event, FraudGuide, Rumor
from pufa.model.body import Turn
from pufa.model.dates import day_words, when_words
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Status

_GIVEAWAY = Text("一句识破", "In one sentence")
_CHAT = Text("他是这么聊的", "How the chat goes")
_CHAT_ON = Text("聊着聊着……", "And then…")
_FLAGS = Text("看见这些就停", "Stop when you see")
_STEPS = Text("还没转钱，这样做", "Before any money moves")
_FIRST_HOUR = Text("被骗后第一小时", "The first hour")
_SPECIAL = Text("这种骗局，还要", "With this fraud, also")
_CALLS = Text("记住两个号码", "Two numbers to keep")
_CHECK = Text("想查证，去这里", "Where to check")
_FOUND_HOW = Text("他怎么找来，要什么", "How he comes, what he wants")
_CONTACT = Text("找来的路：", "He comes by: ")
_ASKS = Text("要你做的：", "He wants you to: ")
_PAYMENT = Text("钱走的路：", "The money goes by: ")
_SHORT = Text("先说几句", "In short")
_HAPPENED = Text("事情经过", "What happened")
_ENDED = Text("后来怎样", "How it ended")
_LOST = Text("损失 {} 元", "{:,} yuan lost")
_LESSON = Text("一句教训", "The lesson")
_CLAIM = Text("有人在传", "What is being said")
_MEANS = Text("结论是什么意思", "What the verdict means")
_EVIDENCE = Text("查到了什么", "What was found")
_SPREAD = Text("怎么传开的", "How it spread")
_CHECKED = Text("谁查的，哪来的", "Who checked, where it came from")
_CHECKED_BY = Text("核查：", "Checked by: ")
_WHERE = Text("流传于：", "Seen on: ")
_FIRST_SEEN = Text("最早见于：", "First seen: ")
_OUTCOME = Text("结果：", "Outcome: ")
_SCAN = Text("扫码读全文", "Scan to read it all")
_WHOLE = Text("全文在这里", "The whole story is here")
_READ = Text("或在浏览器里输入网址", "Or type the address")
_VERDICT = Text("核查结论：", "Verdict: ")
_FLAG = Text("红旗", "Red flag")


class Part(NamedTuple):
    """A chapter: its heading and its items. `form` is `flags`, `steps`, `hour`, `lines`, `events`, `calls` or `statement`.

    Items of `events` and `calls` are pairs, parted by a tab: when and what; number and purpose.
    """

    form: str
    heading: str
    items: tuple[str, ...]


class Remark(NamedTuple):
    """One thing said in a chat, or (without `who`) a red flag between the lines. `art` draws who says it.

    `at` is when, as it is written: `21:30`, `第 3 天 09:00`.
    """

    who: str
    art: str
    me: bool
    text: str
    at: str = ""


class Chat(NamedTuple):
    """A conversation and its two headings: for the beginning, and for how it goes on."""

    heading: str
    on: str
    flag: str
    remarks: tuple[Remark, ...]


class Story(NamedTuple):
    """All words. `subject` is what the article is about, in a few words; `address` is for the code, `domain` for people.

    A withdrawn article has no parts and no chat.
    """

    caption: Caption
    subject: str
    parts: tuple[Part, ...]
    chat: Chat | None
    verdict: Word | None
    scan: str
    whole: str
    read: str
    address: str
    domain: str

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that may be drawn, for the check of the font."""
        words = self.caption
        said = [text for part in self.parts for text in (part.heading, *part.items)]
        if self.chat:
            said += [self.chat.heading, self.chat.on, self.chat.flag]
            said += [text for remark in self.chat.remarks for text in (remark.who, remark.text, remark.at)]
        said += [word.text for word in (words.mark, words.seal, self.verdict) if word]
        own = (self.subject, self.scan, self.whole, self.read, self.domain)
        shown = (words.chip, *words.context, words.title, words.line, words.site, words.demo, words.hotlines)
        return tuple(text.replace("\t", "") for text in (*shown, *own, *said, "…·-"))


def story(article: Article, site: Site, registries: Registries) -> Story:
    """Choose the words for `article` in its own language."""
    words, language = caption(article, site, registries), article.language
    withdrawn = article.status is Status.WITHDRAWN
    address = site.absolute(site.article(article))
    parts = () if withdrawn else _parts(article, registries)
    return Story(
        caption=words,
        subject=_subject(article, registries),
        parts=tuple(_plain(part) for part in parts if part.items),
        chat=None if withdrawn else _chat(article),
        verdict=words.seal and Word(("" if withdrawn else _VERDICT.to(language)) + words.seal.text, words.seal.colour),
        scan=_SCAN.to(language),
        whole=_WHOLE.to(language),
        read=_READ.to(language),
        address=address,
        domain=(urlsplit(site.url).netloc + site.base).rstrip("/"),
    )


def _subject(article: Article, registries: Registries) -> str:
    kind = registries.fraud_types.get(getattr(article, "fraud_type", None) or "")
    if kind:
        return kind.to(article.language)
    return (article.offence if isinstance(article, Case) else None) or article.title


def _parts(article: Article, registries: Registries) -> list[Part]:
    if isinstance(article, FraudGuide):
        return _of_guide(article, registries)
    if isinstance(article, Case):
        return _of_case(article, registries)
    assert isinstance(article, Rumor)
    return _of_rumor(article, registries)


def _of_guide(guide: FraudGuide, registries: Registries) -> list[Part]:
    to, comma = guide.language, "、" if guide.language is Language.ZH else ", "
    ways = (
        _CONTACT.to(to) + comma.join(term.to(to) for term in guide.contact),
        _ASKS.to(to) + comma.join(term.to(to) for term in guide.asks),
        _PAYMENT.to(to) + comma.join(term.to(to) for term in guide.payment),
    )
    return [
        Part("statement", _GIVEAWAY.to(to), (guide.giveaway,)),
        Part("lines", _FOUND_HOW.to(to), ways),
        Part("flags", _FLAGS.to(to), guide.red_flags),
        Part("steps", _STEPS.to(to), guide.steps),
        _first_hour(registries, to),
        Part("lines", _SPECIAL.to(to), guide.if_hit),
        _calls(registries, to, _CALLS, ("110", "96110")),
    ]


def _of_case(case: Case, registries: Registries) -> list[Part]:
    to = case.language
    lost = (_LOST.to(to).format(case.loss),) if case.loss else ()
    return [
        Part("statement", _SHORT.to(to), (case.summary,)),
        Part("events", _HAPPENED.to(to), _events(case.timeline, to)),
        Part("lines", _ENDED.to(to), (*lost, case.outcome)),
        Part("statement", _LESSON.to(to), (case.lesson,)),
        _first_hour(registries, to),
        _calls(registries, to, _CALLS, ("110", "96110")),
    ]


def _events(timeline: Iterable[Event], to: Language) -> tuple[str, ...]:
    return tuple(f"{when_words(event.at, to)}\t{event.what}" for event in timeline)


def _of_rumor(rumor: Rumor, registries: Registries) -> list[Part]:
    to, claim = rumor.language, rumor.claim
    checked = [
        _CHECKED_BY.to(to) + rumor.checked_by,
        _WHERE.to(to) + claim.where,
        _FIRST_SEEN.to(to) + day_words(claim.first_seen, to),
        *([_OUTCOME.to(to) + rumor.outcome] if rumor.outcome else []),
    ]
    return [
        Part("statement", _CLAIM.to(to), (claim.text,)),
        Part("statement", _MEANS.to(to), (rumor.verdict.meaning(to),)),
        Part("lines", _EVIDENCE.to(to), tuple(evidence.text for evidence in rumor.evidence)),
        Part("events", _SPREAD.to(to), _events(rumor.timeline, to)),
        Part("lines", _CHECKED.to(to), tuple(checked)),
        _calls(registries, to, _CHECK, ("12377", "96110")),
    ]


def _first_hour(registries: Registries, to: Language) -> Part:
    return Part("hour", _FIRST_HOUR.to(to), tuple(step.to(to) for step in registries.first_hour))


def _calls(registries: Registries, to: Language, heading: Text, ids: tuple[str, ...]) -> Part:
    found = [registries.channels[id] for id in ids if id in registries.channels]
    return Part("calls", heading.to(to), tuple(f"{call.tel}\t{call.purpose.to(to)}" for call in found if call.tel))


def _chat(article: Article) -> Chat | None:
    to = article.language
    for chat in article.body.chats[:1]:
        said = []
        for line in chat.lines:
            if isinstance(line, Turn):
                character = f"characters/{line.character}"
                said.append(Remark(_line(line.who), character, line.me, _line(line.text), _line(line.at)))
            else:
                said.append(Remark("", "", False, _line(line.text)))
        return Chat(_CHAT.to(to), _CHAT_ON.to(to), _FLAG.to(to), tuple(said))
    return None


def _plain(part: Part) -> Part:
    return part._replace(items=tuple("\t".join(_line(half) for half in item.split("\t")) for item in part.items))


def _line(text: str) -> str:
    return " ".join(text.split())
