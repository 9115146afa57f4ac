"""The posters: A4 for a noticeboard, A3 for a hall. Each has its own composition; only the words come from one place."""

from typing import Any, NamedTuple

from pufa.cards.caption import Caption
from pufa.cards.layout import Desk as Measures
from pufa.cards.story import Part, Story, story
from pufa.cards.typography import Setting, paragraph
from pufa.model.article import Article, Case, Rumor
from pufa.model.dates import day_words, yuan_words
from pufa.model.text import Language
from pufa.model.vocabulary import Status
from pufa.paper import words
from pufa.paper.compositor import Copy
from pufa.paper.imprint import Desk, imprint
from pufa.paper.picture import scene

TITLE = 850
"""The weight of titles."""

_AROUND = 64  # points that the takeaway's panel needs around its text
_UNDER = 190  # points that the facts below the takeaway need on a large sheet
_BALANCED = 3  # lines
_SAFE = 0.98  # Typst sets quotation marks a little wider than cards do


class Sheet(NamedTuple):
    """The measures of the upper half of a sheet, in points from the upper left corner of what is trimmed.

    Title and takeaway are as large as `titles` and `takes` allow, and leave the scene at least `scene` of height; feet
    stand at `feet`. `beside`: the scene stands to the right of the takeaway, else below it. `seal` is how wide the
    verdict stamp is, `shape` that of the ground.
    """

    width: float
    margin: float
    top: float
    titles: range
    most: int
    takes: range
    take_width: float
    feet: float
    scene: float
    beside: bool
    seal: float
    shape: str


A4 = Sheet(595.28, 48, 88, range(66, 29, -1), 3, range(27, 14, -1), 455, 514, 196, False, 172, "-square")
A3 = Sheet(841.89, 58, 104, range(94, 47, -2), 3, range(36, 17, -1), 282, 614, 300, True, 190, "")


def poster_a4(article: Article, desk: Desk) -> Copy:
    """210×297 mm: title, takeaway, scene, and three things to do or to know."""
    told = story(article, desk.site, desk.registries)
    values, pictures = _upper(article, told, A4, desk)
    panels = [_three(part) for part in [_main(told)] if part]
    values["panels"] = [panel_values(part) for part in panels]
    return Copy("poster-a4.typ", values, pictures, article.changed)


def poster_a3(article: Article, desk: Desk) -> Copy:
    """297×420 mm: besides, how it comes about, all flags and all steps, and the first hour."""
    told = story(article, desk.site, desk.registries)
    values, pictures = _upper(article, told, A3, desk)
    parts = in_words(article, told)
    hour = next((part for part in parts if part.form == "hour"), None)
    facts, panels = _facts_and_panels(article, parts)
    values["facts"] = panel_values(facts) if facts else None
    values["panels"] = [panel_values(part) for part in panels]
    values["strip"] = panel_values(hour) if hour else None
    return Copy("poster-a3.typ", values, pictures, article.changed)


def panel_values(part: Part) -> dict[str, Any]:
    """A chapter for a template: form, heading, and its items, each the halves of a pair or one alone."""
    return {"form": part.form, "heading": part.heading, "items": [item.split("\t") for item in part.items]}


def in_words(article: Article, told: Story) -> list[Part]:
    """The chapters, with what a case lost in the figures that people speak in: they are read aloud from a wall."""
    if not isinstance(article, Case) or not article.loss:
        return list(told.parts)
    lost = words.LOST.to(article.language).format(yuan_words(article.loss, article.language))
    return [
        part._replace(items=(lost, *part.items[1:])) if part.form == "lines" else part for part in told.parts
    ]  # the first of the lines is the loss


def heading_values(article: Article, told: Story) -> dict[str, Any]:
    """What stands above a title: chip, mark, context; and the verdict's stamp."""
    caption, language = told.caption, article.language
    mark, seal = caption.mark, caption.seal
    if article.status is Status.WITHDRAWN:
        seal = seal or mark  # a sheet on a wall must say so from far away
    return {
        "chip": caption.chip,
        "mark": {"text": _marked(article, caption), "colour": mark.colour} if mark else None,
        "context": [part for part in caption.context if part],
        "seal": {"lines": _stamped(seal.text, language), "colour": seal.colour} if seal else None,
        "withdrawn": article.status is Status.WITHDRAWN,
        "take_down": words.TAKE_DOWN.to(language) if article.status is Status.WITHDRAWN else "",
        "scan": told.scan,
    }


def scene_of(article: Article, desk: Desk) -> str:
    """The scene of an article; what was withdrawn is not acted out again. Raises UnknownScene."""
    scenes = desk.studio.scenes
    own = scenes.of(article)
    return scenes.rumor if article.status is Status.WITHDRAWN else own


def take_label(article: Article, told: Story) -> str:
    """What stands over the takeaway: that it unmasks the fraud, that it is the lesson, what the verdict is."""
    if article.status is Status.WITHDRAWN:
        return words.WHY_WITHDRAWN.to(article.language)
    if isinstance(article, Rumor):
        return told.verdict.text if told.verdict else ""
    if isinstance(article, Case):
        return words.LESSON.to(article.language)
    return told.parts[0].heading


def take_text(article: Article, told: Story) -> str:
    """The takeaway itself: of a withdrawn article its reason, which the label introduces."""
    if article.withdrawn:
        return article.withdrawn.reason
    return told.caption.line


def heading(article: Article, told: Story, desk: Desk) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What every paper of an article begins with: the imprint, and the values of its head."""
    caption, id = told.caption, desk.site.tag(article)
    values, pictures = imprint(
        desk, article.language, caption.kind, caption.title, article.summary, told.address, article.changed, id
    )
    return values | heading_values(article, told), pictures


def _upper(article: Article, told: Story, sheet: Sheet, desk: Desk) -> tuple[dict[str, Any], dict[str, bytes]]:
    language, caption = article.language, told.caption
    values, pictures = heading(article, told, desk)
    measures = Measures(desk.studio, language, caption.kind)
    title, take = _headline(article, told, sheet, measures)
    pitch, line_pitch = _pitches(language)
    y = sheet.top + title.size * pitch * len(title.lines)
    take_height = take.size * line_pitch * len(take.lines)
    values["headline"] = {**_set(title), "y": sheet.top, "pitch": pitch}
    values["take"] = {
        **_set(take), "y": y, "pitch": line_pitch, "height": take_height, "label": take_label(article, told)
    }  # fmt: skip
    pictures["ground"] = desk.art[f"backgrounds/{caption.kind}{sheet.shape}"]
    if sheet.beside:
        left, right, above = sheet.margin + sheet.take_width + 62, sheet.width - 26, y + 4
        stamped = left + sheet.seal * 0.54, (above + sheet.feet) / 2 - 20
    else:
        left, right, above = 24, sheet.width - 24, y + take_height + _AROUND
        stamped = sheet.margin + sheet.seal * 0.56, (above + sheet.feet) / 2 - 8
    if values["seal"]:
        values["seal"] |= {"x": stamped[0], "y": stamped[1], "diameter": sheet.seal}
        left = stamped[0] + sheet.seal * 0.58
    pictures["scene"] = scene(
        scene_of(article, desk), desk.studio, desk.art, right - left, sheet.feet - above, sheet.beside
    )
    values["scene"] = {
        "x": left,
        "y": above,
        "width": right - left,
        "alt": words.ILLUSTRATION.to(language).format(told.subject),
    }
    return values, pictures


def _headline(article: Article, told: Story, sheet: Sheet, measures: Measures) -> tuple[Setting, Setting]:
    """Title and takeaway, as large as leaves the scene its height; the ends of either go only where nothing else helps."""
    pitch, line_pitch = _pitches(article.language)
    room = (sheet.width - 2 * sheet.margin) * _SAFE
    text = take_text(article, told)
    free = sheet.feet - sheet.top - sheet.scene - (0 if sheet.beside else _AROUND)
    found: list[tuple[bool, int, Setting, Setting]] = []
    for height in range(int(free if sheet.beside else free * 0.72), 0, -8):
        title = measures.within(told.caption.title, TITLE, room, height, sheet.titles, pitch, sheet.most)
        if found and found[-1][2] == title:
            continue
        high = title.size * pitch * len(title.lines)
        left = sheet.feet - sheet.top - high - _UNDER if sheet.beside else free - high
        take = _taken(text, sheet, left, measures, line_pitch)
        found.append((title.whole and take.whole, title.size + 2 * take.size, title, take))
    *_, title, take = max(found, key=lambda one: one[:2])
    return title, take


def _taken(text: str, sheet: Sheet, height: float, measures: Measures, pitch: float) -> Setting:
    """The takeaway: balanced lines where they are few, else filled ones (to balance many takes long)."""
    width = sheet.take_width * _SAFE
    measure = measures.measure(700)
    if measure(text) * sheet.takes[len(sheet.takes) // 2] < _BALANCED * width:
        return measures.within(text, 700, width, height, sheet.takes, pitch, _BALANCED)
    for size in sheet.takes:
        found = paragraph(text, measures.language, measure, width / size)
        if len(found) * size * pitch <= height:
            return Setting(size, found)
    size = sheet.takes[-1]
    most = max(1, int(height / (size * pitch)))
    return Setting(size, paragraph(text, measures.language, measure, width / size, most), whole=False)


def _pitches(language: Language) -> tuple[float, float]:
    """From line to line in ems, of a title and of a takeaway."""
    return (1.22, 1.42) if language is Language.ZH else (1.12, 1.3)


def _set(setting: Setting) -> dict[str, Any]:
    return {"lines": list(setting.lines), "size": setting.size}


def _stamped(word: str, language: Language) -> list[str]:
    """Four Chinese characters stand two and two, English words one below the other."""
    if language is not Language.ZH:
        return word.split()
    return [word[:2], word[2:]] if len(word) == 4 else [word]


def _marked(article: Article, caption: Caption) -> str:
    """The mark of the caption; for a correction also the day, since paper is not changed any more."""
    assert caption.mark
    if article.corrections and article.status is not Status.WITHDRAWN:
        day = max(correction.date for correction in article.corrections)
        return words.CORRECTED_ON.to(article.language).format(day_words(day, article.language))
    return caption.mark.text


def _main(told: Story) -> Part | None:
    """The chapter that a small poster tells: steps, the first hour, or what was found."""
    wanted = {"guide": "steps", "case": "hour", "rumor": "lines"}[told.caption.kind]
    return next((part for part in told.parts if part.form == wanted), None)


def _three(part: Part) -> Part:
    return part._replace(items=part.items[:3])


def _facts_and_panels(article: Article, parts: list[Part]) -> tuple[Part | None, list[Part]]:
    """The chapter beside the scene, and the two below it."""
    if not parts:
        return None, []
    if isinstance(article, Case):
        facts = parts[0]
        return facts, [part for part in parts if part.form in ("events", "lines")]
    if isinstance(article, Rumor):
        lists = [part for part in parts if part.form in ("lines", "events")]
        return parts[0], lists[:1] + lists[1:2]
    return next(part for part in parts if part.form == "lines"), [
        part for part in parts if part.form in ("flags", "steps")
    ]
