"""Rules about titles, summaries and marks."""

import re
import unicodedata
from collections.abc import Iterator

from pufa.model.article import Rumor
from pufa.model.finding import Finding, Place
from pufa.model.library import Entry
from pufa.model.registry import Registries
from pufa.model.text import Text

TITLE = 30
SUMMARY = 120
_TAG = re.compile(r"<[/!]?[A-Za-z][^>]*>?|<!--")
_STARS = re.compile(r"\d\*{2,}\d*|\*{4,}\d")


def width(text: str) -> float:
    """The width of `text` in Chinese characters: a Latin letter is half of one, and so is all that stands in Latin text.

    “ and ” are wide in Chinese only (Unicode Annex 11, ambiguous width).
    """
    wide = "WFA" if any(unicodedata.east_asian_width(c) == "W" for c in text) else "WF"
    return sum(1.0 if unicodedata.east_asian_width(c) in wide else 0.5 for c in text)


def title_fits(entry: Entry, _: Registries) -> Iterator[Finding]:
    """A title has at most 30 Chinese characters, or 60 Latin ones."""
    size = width(entry.article.title)
    if size > TITLE:
        yield Finding(
            entry.places[("title",)],
            "R02",
            "title",
            Text(
                f"标题有 {size:g} 个字宽，最多 {TITLE}。",
                f"the title is {size * 2:g} letters wide, at most {TITLE * 2}.",
            ),
            Text("删短，细节放进 summary。", "Shorten it; details belong in the summary."),
        )


def summary_fits(entry: Entry, _: Registries) -> Iterator[Finding]:
    """A summary has at most 120 characters."""
    size = len(entry.article.summary)
    if size > SUMMARY:
        yield Finding(
            entry.places[("summary",)],
            "R03",
            "summary",
            Text(f"提要有 {size} 字，最多 {SUMMARY}。", f"the summary has {size} characters, at most {SUMMARY}."),
            Text("删到一两句。", "Cut it to one or two sentences."),
        )


def title_does_not_repeat_the_rumor(entry: Entry, _: Registries) -> Iterator[Finding]:
    """A title never states the rumor as fact."""
    article = entry.article
    if isinstance(article, Rumor) and article.verdict.value != "true":
        claim = re.split(r"[（(]", article.claim.text)[0].strip("。！!. ")
        if len(claim) >= 4 and claim in article.title:
            yield Finding(
                entry.places[("title",)],
                "R05",
                "title",
                Text(
                    "标题照抄了传言，读者会当成事实转发。", "the title repeats the rumor, and will be shared as a fact."
                ),
                Text(
                    f"先说结论，例如 title: 查过了：{article.verdict.zh}",
                    f"Begin with the verdict: {article.verdict.en}.",
                ),
            )


def plain_text_holds_no_tags(entry: Entry, _: Registries) -> Iterator[Finding]:
    """Front matter is plain text: nothing in it looks like an HTML tag."""
    typed = entry.article.model_dump(include=set(type(entry.article).typed()), exclude_unset=True)
    for at, value in _strings(typed, ()):
        if match := _TAG.search(value):
            yield Finding(
                entry.places[at],
                "R21",
                str(at[0]),
                Text(
                    f"这里只写文字，不能有“{match.group()[:20]}”这样的标签。",
                    f"plain text only, no tags like “{match.group()[:20]}”.",
                ),
                Text("删掉尖括号和里面的内容。", "Delete the angle brackets and what is in them."),
            )


def _strings(value: object, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string below `value`, with its path."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*at, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _strings(inner, (*at, number))


def masks_survive_markdown(entry: Entry, _: Registries) -> Iterator[Finding]:
    """Masked numbers are written with ×: Markdown may eat stars."""
    for number, line in enumerate(entry.text.split("\n"), 1):
        if match := _STARS.search(line):
            yield Finding(
                Place(entry.article.path, number, match.start() + 1),
                "R06",
                "",
                Text("号码用星号打码，显示时会丢。", "a number is masked with stars, which get lost on the page."),
                Text("改用 ×，例如 1××××××××××。", "Use ×, for example 1××××××××××."),
            )


def template_is_filled_in(entry: Entry, _: Registries) -> Iterator[Finding]:
    """Nothing of the template's own instructions (`【写：…】`) is left."""
    for number, line in enumerate(entry.text.split("\n"), 1):
        if (column := line.find("【写：")) >= 0:
            yield Finding(
                Place(entry.article.path, number, column + 1),
                "R20",
                "",
                Text("这里还是模板里的提示。", "this is still the template's instruction."),
                Text("换成您写的内容，或者删掉这一行。", "Replace it with your own words, or delete the line."),
            )
