"""The handout: one A4 sheet for older readers, at most two sides, large letters, few words."""

from collections.abc import Sequence

from pufa.cards.layout import Desk as Measures
from pufa.cards.story import Part, Story, story
from pufa.cards.typography import paragraph
from pufa.model.article import Article
from pufa.model.text import Language
from pufa.paper import words
from pufa.paper.compositor import Copy
from pufa.paper.imprint import Desk
from pufa.paper.picture import scene
from pufa.paper.poster import TITLE, heading, in_words, panel_values, scene_of, take_label, take_text

_WIDTH, _TOP, _FEET = 595.28 - 2 * 40, 96, 628
_SCENE = 250  # points of height that the scene has at least
_ITEMS = 3


def handout(article: Article, desk: Desk) -> Copy:
    """Front: title, scene, what to remember, the numbers. Back: what to look out for, and what to do."""
    told, language = story(article, desk.site, desk.registries), article.language
    caption = told.caption
    values, pictures = heading(article, told, desk)
    pitch, line_pitch = (1.2, 1.36) if language is Language.ZH else (1.1, 1.26)
    measures = Measures(desk.studio, language, caption.kind)
    title = measures.within(caption.title, TITLE, _WIDTH * 0.98, 150, range(60, 27, -1), pitch, 3)
    y = _TOP + title.size * pitch * len(title.lines)
    text, room = take_text(article, told), _FEET - _SCENE - y - 56
    for size in range(36, 17, -1):
        lines = paragraph(text, language, measures.measure(700), (_WIDTH - 44) * 0.98 / size)
        if len(lines) * size * line_pitch <= room:
            break
    else:
        lines = lines[: max(1, int(room / (size * line_pitch)))]
    height = len(lines) * size * line_pitch
    values["headline"] = {"lines": list(title.lines), "size": title.size, "y": _TOP, "pitch": pitch}
    values["take"] = {
        "lines": list(lines), "size": size, "y": y, "pitch": line_pitch, "label": take_label(article, told)
    }  # fmt: skip
    above = y + height + 64
    left, width = 24.0, 595.28 - 48
    if values["seal"]:
        values["seal"] |= {"x": 150, "y": (above + _FEET) / 2 - 6, "diameter": min(200, _FEET - above)}
        left, width = 266.0, 595.28 - 266 - 24
    pictures["scene"] = scene(scene_of(article, desk), desk.studio, desk.art, width, _FEET - above, False)
    values["scene"] = {
        "x": left, "y": above, "width": width, "alt": words.ILLUSTRATION.to(language).format(told.subject)
    }  # fmt: skip
    values["panels"] = [panel_values(part) for part in _chapters(told, in_words(article, told))]
    values["answer_it"] = words.ANSWER_IT.to(language)
    pictures["ground"] = desk.art[f"backgrounds/{caption.kind}-square"]
    return Copy("handout.typ", values, pictures, article.changed)


def _chapters(told: Story, chapters: Sequence[Part]) -> list[Part]:
    """Two chapters, of each the first three things: more would not be read."""
    wanted = {"guide": ("flags", "steps"), "case": ("lines", "hour"), "rumor": ("lines", "calls")}
    chosen = []
    for form in wanted[told.caption.kind]:
        part = next((part for part in chapters if part.form == form), None)
        if part:
            chosen.append(part._replace(items=part.items[:_ITEMS]))
    return chosen
