"""Paper: what is printed, in what size, and that it can be read, scanned and trusted."""

import io
import math
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from PIL import Image

from pufa import disk
from pufa.cards.studio import Studio
from pufa.cards.typeface import MissingGlyph
from pufa.host.project import read_project
from pufa.model.article import Article, Correction, FraudGuide, Rumor, Withdrawal
from pufa.model.body import Turn
from pufa.model.library import Library
from pufa.model.moment import CHINA
from pufa.model.site import Site
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Section, Status
from pufa.pages.theme import Theme
from pufa.paper.compositor import Compositor
from pufa.paper.imprint import Desk
from pufa.paper.kit import collections, papers, print_collection, print_paper
from pufa.paper.poster import poster_a3, poster_a4
from pufa.paper.prose import tree
from pufa.paper.roundup import columns, groups
from pufa.press import Kit, Press, Unprintable

ROOT = Path(__file__).parents[1]
ZH, EN = Language.ZH, Language.EN
SITE = Site(
    "https://pufa.example/", "pufa.example,2026", Text("普法", "Pufa"), Text("普法编辑部", "Pufa editors"), True
)
A3, A4, A5 = (297, 420), (210, 297), (148, 210)
BLEED = 3
MB = 2**20
LATER = datetime(2026, 12, 1, 9, tzinfo=CHINA)

SAMPLES = [
    ("task-rebate", ZH),
    ("fake-boss", EN),
    ("thirty-seven-minutes", EN),
    ("youyang-child-snatching", ZH),
]
"""A guide, a case and a rumor, both languages among them."""


@pytest.fixture(scope="module")
def library() -> Library:
    project = read_project(ROOT)
    assert not project.errors
    return project.library


@pytest.fixture(scope="module")
def desk(library: Library) -> Desk:
    files = disk.read_theme(ROOT)
    studio = Studio(files.art, disk.read_font(), files.palette, files.scenes)
    return Desk(SITE, library.registries, studio, files.art)


@pytest.fixture(scope="module")
def compositor() -> Compositor:
    return Compositor(disk.read_theme(ROOT).paper, disk.font_folder())


@pytest.fixture(scope="module")
def find(library: Library) -> Callable[[str, Language], Article]:
    def found(slug: str, language: Language) -> Article:
        return next(a for section in Section if (a := library.find(section, slug, language)))

    return found


@pytest.fixture(scope="module")
def printed(find: Any, desk: Desk, compositor: Compositor) -> Callable[[str, str, Language], bytes]:
    """The paper of a sample, set once."""

    @cache
    def paper(name: str, slug: str, language: Language) -> bytes:
        return print_paper(name, find(slug, language), desk, compositor)

    return paper


@pytest.fixture(scope="module")
def collected(library: Library, desk: Desk, compositor: Compositor) -> Callable[[str, Language], bytes]:
    """A collection of all guides, set once: the booklets take some seconds."""

    @cache
    def paper(name: str, language: Language) -> bytes:
        return print_collection(name, library, language, desk, compositor)

    return paper


class Letter(NamedTuple):
    """A character on a page: its size in points, and its box in points from the lower left corner."""

    sign: str
    size: float
    box: tuple[float, float, float, float]


def letters(page: pypdfium2.PdfPage, smaller_than: float = math.inf) -> Iterator[Letter]:
    """The letters of a page that are `smaller_than` a size in points."""
    text = page.get_textpage()
    for i in range(text.count_chars()):
        size = pdfium.FPDFText_GetFontSize(text.raw, i)
        if size < smaller_than and not pdfium.FPDFText_IsGenerated(text.raw, i):
            sign = chr(pdfium.FPDFText_GetUnicode(text.raw, i))
            if sign.strip():
                yield Letter(sign, size, text.get_charbox(i))


def read(page: pypdfium2.PdfPage) -> str:
    """The text of a page without its white space; a word parted at the end of a line has its hyphen."""
    return plain(page.get_textpage().get_text_range().replace("\ufffe", "-"))


def said(data: bytes) -> str:
    """All text of a PDF without its white space."""
    return "".join(map(read, pypdfium2.PdfDocument(data)))


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def looks(data: bytes, dpi: int, page: int = 0) -> Image.Image:
    return pypdfium2.PdfDocument(data)[page].render(scale=dpi / 72).to_pil().convert("RGB")


def millimetres(box: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(value) * 25.4 / 72 for value in box)
    return left, bottom, right, top


def embedded(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    """Every font by name, and whether its outlines are in the file."""
    for page in pdf.pages:
        for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
            for inner in font.get("/DescendantFonts", [font]):
                descriptor = inner.FontDescriptor
                yield str(inner.BaseFont), any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def figures(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every figure of the structure tree."""

    def walk(node: Any) -> Iterator[pikepdf.Dictionary]:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                yield from walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == "/Figure":
                yield node
            if "/K" in node:
                yield from walk(node.K)

    yield from walk(pdf.Root.StructTreeRoot.K)


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of every bookmark."""
    number = {page.objgen: i for i, page in enumerate(pdf.pages, 1)}
    found = []
    with pdf.open_outline() as outline:

        def walk(items: Any, level: int) -> None:
            for item in items:
                target = item.destination if item.destination is not None else item.action.D
                found.append((level, item.title, number[target[0].objgen]))
                walk(item.children, level + 1)

        walk(outline.root, 1)
    return found


def open_pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def sound(data: bytes, size: tuple[int, int], language: Language, title: str) -> pikepdf.Pdf:
    """The PDF, after all that must hold for every one of them."""
    pdf = open_pdf(data)
    assert pdf.check_pdf_syntax() == []
    for page in pdf.pages:
        left, bottom, right, top = millimetres(page.trimbox)
        assert (right - left, top - bottom) == pytest.approx(size, abs=0.6)
        assert millimetres(page.mediabox) == pytest.approx(
            (left - BLEED, bottom - BLEED, right + BLEED, top + BLEED), abs=0.01
        )
    fonts = list(embedded(pdf))
    assert fonts
    assert all(inside for _, inside in fonts)
    assert all(re.match(r"/[A-Z]{6}\+NotoSansCJKsc", name) for name, _ in fonts)  # subsets of one family
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang).startswith(str(language))
    assert str(pdf.docinfo.Title) == title
    assert str(pdf.docinfo.Author) == SITE.unit.to(language)
    drawn = list(figures(pdf))
    assert drawn
    assert all(str(figure.get("/Alt", "")) for figure in drawn)
    return pdf


@pytest.mark.parametrize(("slug", "language"), SAMPLES)
@pytest.mark.parametrize(
    ("name", "size", "pages"), [("poster-a4", A4, 1), ("poster-a3", A3, 1), ("handout", A4, 2)], ids=lambda v: str(v)
)
def test_a_paper_is_sound_of_its_size_and_on_its_pages(
    name: str, size: tuple[int, int], pages: int, slug: str, language: Language, printed: Any, find: Any
) -> None:
    data, article = printed(name, slug, language), find(slug, language)
    pdf = sound(data, size, language, article.title)
    assert len(pdf.pages) == pages
    assert len(data) <= 2 * MB
    assert plain(bookmarks(pdf)[0][1]) == plain(article.title)


@pytest.mark.parametrize(("slug", "language"), SAMPLES)
@pytest.mark.parametrize("name", ["poster-a4", "poster-a3", "handout"])
def test_what_must_stand_on_a_paper_can_be_selected_and_the_code_leads_to_the_article(
    name: str, slug: str, language: Language, printed: Any, find: Any, desk: Desk
) -> None:
    article = find(slug, language)
    text = said(printed(name, slug, language))
    take = article.giveaway if isinstance(article, FraudGuide) else getattr(article, "lesson", article.summary)
    demo = {ZH: "示范站点", EN: "Demonstration,notanofficialsite"}[language]
    noun = article.section.noun[0 if language is ZH else 1]
    day = {ZH: "{0.year}年{0.month}月{0.day}日版", EN: "Versionof{0.day}November2026"}[language].format(article.version)
    for words in (article.title, take, noun, "110", "96110", SITE.name.to(language), "pufa.example", demo, day):
        assert plain(words) in text
    if isinstance(article, Rumor):
        assert text.count(plain(article.verdict.to(language))) >= 2  # beside the chip, and on the stamp
    page = len(open_pdf(printed(name, slug, language)).pages) - 1
    dpi = 200
    (code,) = zxingcpp.read_barcodes(looks(printed(name, slug, language), dpi, page))
    assert code.text == SITE.absolute(SITE.article(article))
    at = code.position
    assert (at.top_right.x - at.top_left.x) * 25.4 / dpi >= 25
    assert (at.bottom_left.y - at.top_left.y) * 25.4 / dpi >= 25


def test_a_large_poster_tells_more_than_a_small_one(printed: Any, find: Any) -> None:
    guide = find("task-rebate", ZH)
    small, large = (said(printed(name, guide.slug, ZH)) for name in ("poster-a4", "poster-a3"))
    assert all(plain(words) in large for words in (*guide.red_flags, *guide.steps))
    assert [plain(step) in small for step in guide.steps[:4]] == [True, True, True, False]
    assert not any(plain(flag) in small for flag in guide.red_flags)


@pytest.mark.parametrize(("slug", "language"), [*SAMPLES, ("lending-cards", EN)])
def test_no_letter_of_a_handout_is_smaller_than_18_points(slug: str, language: Language, printed: Any) -> None:
    pages = pypdfium2.PdfDocument(printed("handout", slug, language))
    assert min(letter.size for page in pages for letter in letters(page)) >= 18 - 0.01
    assert max(letter.size for page in pages for letter in letters(page) if letter.sign == "9") >= 90


@pytest.mark.parametrize(
    ("name", "slug", "language"),
    [(name, slug, language) for name in ("poster-a4", "poster-a3") for slug, language in SAMPLES],
)
def test_a_poster_can_be_read_in_black_and_white(name: str, slug: str, language: Language, printed: Any) -> None:
    data, dpi = printed(name, slug, language), 216
    grey = looks(data, dpi).convert("L")
    page = pypdfium2.PdfDocument(data)[0]
    height = page.get_height()
    for letter in letters(page):
        if letter.sign.isalnum():
            left, bottom, right, top = letter.box
            part = [value * dpi / 72 for value in (left - 1, height - top - 1, right + 1, height - bottom + 1)]
            dark, light = grey.crop(tuple(map(round, part))).getextrema()
            assert contrast(dark, light) >= (3 if letter.size >= 18 else 4.5), letter


def contrast(dark: Any, light: Any) -> float:
    """The contrast of two greys as WCAG 2 counts it."""

    def luminance(value: float) -> float:
        value /= 255
        return value / 12.92 if value <= 0.03928 else float(((value + 0.055) / 1.055) ** 2.4)

    return (luminance(light) + 0.05) / (luminance(dark) + 0.05)


def test_the_same_article_gives_the_same_bytes_and_no_path_of_this_machine(find: Any, desk: Desk) -> None:
    article = find("fake-boss", ZH)
    once, again = (
        print_paper("poster-a3", article, desk, Compositor(disk.read_theme(ROOT).paper, disk.font_folder()))
        for _ in range(2)
    )
    assert once == again
    pdf = open_pdf(once)
    assert str(pdf.docinfo.CreationDate).startswith("D:20261123")
    whole = b"".join(bytes(o.read_bytes()) if isinstance(o, pikepdf.Stream) else str(o).encode() for o in pdf.objects)
    for folder in (ROOT, disk.font_folder(), Path.home()):
        assert str(folder).encode() not in once + whole


@pytest.mark.parametrize("name", ["poster-a4", "poster-a3", "handout"])
def test_what_an_article_says_is_never_code(name: str, find: Any, desk: Desk, compositor: Compositor) -> None:
    title, lesson = '#panic("x") $a$ *b* [c] @d', '<e> _f_ `g` \\h #sys.inputs // "i"'
    case = find("thirty-seven-minutes", ZH).model_copy(update={"title": title, "lesson": lesson})
    text = said(print_paper(name, case, desk, compositor))
    assert plain(title) in text
    assert plain(lesson) in text


@pytest.mark.parametrize("name", ["poster-a4", "poster-a3", "handout"])
@pytest.mark.parametrize("slug", ["task-rebate", "youyang-child-snatching"])
def test_a_withdrawn_paper_says_so_and_why_and_advises_nothing(
    name: str, slug: str, find: Any, desk: Desk, compositor: Compositor
) -> None:
    reason = "所依据的材料已被发布单位撤销。"
    article = find(slug, ZH)
    gone = article.model_copy(update={"status": Status.WITHDRAWN, "withdrawn": Withdrawal(date=LATER, reason=reason)})
    text = said(print_paper(name, gone, desk, compositor))
    assert text.count("已撤回") >= 2  # beside the chip, and stamped
    assert plain(reason) in text
    advice = (*article.steps, *article.red_flags) if isinstance(article, FraudGuide) else ()
    evidence = tuple(e.text for e in article.evidence) if isinstance(article, Rumor) else ()
    assert not any(plain(words) in text for words in (*advice, *evidence))
    if isinstance(article, Rumor):
        assert f"核查结论：{article.verdict.zh}" not in text


@pytest.mark.parametrize("name", ["poster-a4", "poster-a3", "handout"])
def test_a_corrected_paper_says_since_when_and_an_official_site_is_not_called_a_demonstration(
    name: str, find: Any, desk: Desk, compositor: Compositor
) -> None:
    guide = find("task-rebate", ZH).model_copy(update={"corrections": (Correction(date=LATER, text="改了一处"),)})
    text = said(print_paper(name, guide, desk._replace(site=SITE._replace(demo=False)), compositor))
    assert "2026年12月1日已更正" in text
    assert "2026年12月1日版" in text
    assert "示范站点" not in text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("section", list(Section))
def test_the_longest_titles_and_takeaways_are_not_cut(
    section: Section, language: Language, library: Library, desk: Desk
) -> None:
    shelf = library.shelf(language, section)
    takes: dict[Section, Callable[[Any], str]] = {
        Section.GUIDES: lambda a: a.giveaway, Section.CASES: lambda a: a.lesson, Section.RUMORS: lambda a: a.summary
    }  # fmt: skip
    take = takes[section]
    longest = {max(shelf, key=lambda a: len(a.title)).slug, max(shelf, key=lambda a: len(take(a))).slug}
    for article in (a for a in shelf if a.slug in longest):
        for copy in (poster_a4(article, desk), poster_a3(article, desk)):
            assert plain("".join(copy.values["headline"]["lines"])) == plain(article.title)
            assert plain("".join(copy.values["take"]["lines"])) == plain(take(article))


@pytest.mark.parametrize(("slug", "language"), [("fake-boss", ZH), ("fake-boss", EN), ("fake-credit-repair", EN)])
def test_the_longest_steps_and_flags_stand_whole_on_a_large_poster(
    slug: str, language: Language, printed: Any, find: Any
) -> None:
    guide, data = find(slug, language), printed("poster-a3", slug, language)
    text = said(data)
    assert all(plain(words) in text for words in (*guide.steps, *guide.red_flags))
    assert min(letter.size for letter in letters(pypdfium2.PdfDocument(data)[0])) >= 8.5 - 0.01


def test_what_is_far_too_long_loses_its_end_and_not_the_sheet(find: Any, desk: Desk, compositor: Compositor) -> None:
    endless = tuple("这一步说得没完没了，" * 39 for _ in range(7))
    guide = find("task-rebate", ZH).model_copy(
        update={"steps": endless, "red_flags": endless, "giveaway": "一句话" * 13, "title": "很长的标题" * 16}
    )
    for name in papers(guide):
        data = print_paper(name, guide, desk, compositor)
        assert len(open_pdf(data).pages) <= 2
        assert "…" in said(data)
        assert "pufa.example" in said(data)


def test_a_character_that_the_font_lacks_is_reported(find: Any, desk: Desk, compositor: Compositor) -> None:
    guide = find("task-rebate", ZH).model_copy(update={"giveaway": "别点🎣"})
    with pytest.raises(MissingGlyph):
        print_paper("poster-a4", guide, desk, compositor)
    kit = Kit(Theme({}, {}, desk.art), lambda: desk.studio, compositor)
    with pytest.raises(Unprintable):
        list(Press(Library([], desk.registries), SITE, kit).papers(guide))
    fine = find("fake-boss", ZH)
    with pytest.raises(Unprintable) as refused:
        list(Press(Library([fine, guide], desk.registries), SITE, kit).collections(ZH))
    assert [finding.place.path for finding in refused.value.findings] == [guide.path]


@pytest.mark.parametrize("language", list(Language))
def test_the_roundup_has_every_giveaway_on_one_sheet_large_enough(
    language: Language, library: Library, collected: Any
) -> None:
    data = collected("roundup-a3", language)
    kinds = sorted(library.registries.fraud_types.values(), key=lambda kind: kind.n)
    guides = [(kind, guide) for kind in kinds if (guide := library.guide(kind.id, language))]
    title = {ZH: "{} 种骗局，一句话识破", EN: "{} frauds, each unmasked in a line"}[language].format(len(guides))
    pdf = sound(data, A3, language, title)
    assert len(pdf.pages) == 1
    assert len(data) <= 2 * MB
    text = said(data)
    for kind, guide in guides:
        assert isinstance(guide, FraudGuide)
        assert plain(f"{kind.n}{kind.to(language)}{guide.giveaway}") in text
    for category in library.registries.categories.values():
        assert plain(category.to(language) + category.motto.to(language)) in text
    for words in ("110", "96110", "pufa.example"):
        assert words in text
    page = pypdfium2.PdfDocument(data)[0]
    assert min(letter.size for letter in letters(page)) >= 8.5 - 0.01
    dpi = 200
    (code,) = zxingcpp.read_barcodes(looks(data, dpi))
    assert code.text == SITE.absolute(SITE.section(Section.GUIDES, language))
    assert (code.position.top_right.x - code.position.top_left.x) * 25.4 / dpi >= 25


def test_a_roundup_counts_what_there_is_and_leaves_out_what_was_withdrawn(
    library: Library, desk: Desk, compositor: Compositor
) -> None:
    kept, gone = (library.guide(slug, ZH) for slug in ("task-rebate", "fake-boss"))
    assert isinstance(kept, FraudGuide)
    assert isinstance(gone, FraudGuide)
    withdrawn = gone.model_copy(
        update={"status": Status.WITHDRAWN, "withdrawn": Withdrawal(date=LATER, reason="写错了")}
    )
    few = Library([kept, withdrawn], library.registries)
    text = said(print_collection("roundup-a3", few, ZH, desk, compositor))
    assert "1种骗局，一句话识破" in text
    assert plain(gone.giveaway) not in text
    assert collections(few, EN) == ()


def test_the_columns_of_a_roundup_hold_every_group_once_in_order(library: Library) -> None:
    found = groups(library, ZH)
    placed = columns(found, ZH)
    numbers = [[group.guides[0][0].n for group in column] for column in placed]
    assert all(column == sorted(column) for column in numbers)
    assert sorted(n for column in numbers for n in column) == [group.guides[0][0].n for group in found]


@pytest.mark.parametrize("language", list(Language))
def test_the_booklet_has_every_guide_on_two_to_four_pages_under_its_bookmark(
    language: Language, library: Library, collected: Any
) -> None:
    data = collected("booklet", language)
    pdf = sound(data, A5, language, {ZH: "防骗手册", EN: "The fraud handbook"}[language])
    assert len(data) <= 6 * MB
    marks = [(title, page) for _, title, page in bookmarks(pdf)]
    guides = [guide for group in groups(library, language) for _, guide in group.guides]
    places = {plain(title): page for title, page in reversed(marks)}
    starts = [places[plain(guide.title)] for guide in guides]
    ends = [*starts[1:], places[{ZH: "出了事找谁", EN: "Whomtocall"}[language]]]
    assert all(2 <= end - start <= 4 for start, end in zip(starts, ends, strict=True))
    pages = list(map(read, pypdfium2.PdfDocument(data)))
    contents = "".join(pages[1 : min(starts) - 2])
    for guide, start, end in zip(guides, starts, ends, strict=True):
        told = "".join(pages[start - 1 : end - 1])
        assert plain(f"{guide.title}{start}") in contents
        for words in (guide.giveaway, guide.summary, *guide.red_flags, *guide.steps, *guide.if_hit):
            assert plain(words).replace("-", "") in told.replace("-", "")  # a word may be parted at the end of a line
        for quotation in guide.body.quotations:
            law, _, number = quotation.id.partition("/")
            statute = library.registries.statutes[law]
            provision = next(p for p in statute.provisions if p.number == number)
            cited = statute.name + provision.article if language is ZH else f"{statute.en}, Article {number}"
            assert plain(cited) in told
        spoken = [line for chat in guide.body.chats for line in chat.lines if isinstance(line, Turn)]
        assert all(plain(line.who) in told for line in spoken)
    for channel in library.registries.channels.values():
        assert plain(channel.name.to(language)) in "".join(pages[ends[-1] - 1 :])
    assert plain("CC BY 4.0") in pages[-1]
    assert {ZH: "示范站点", EN: "demonstrationsite"}[language] in pages[-1]
    assert {ZH: "2026年11月23日版", EN: "Versionof23November2026"}[language] in pages[-1]
    (code,) = zxingcpp.read_barcodes(looks(data, 150, len(pages) - 1))
    assert code.text == SITE.absolute(SITE.section(Section.GUIDES, language))


@pytest.mark.parametrize("language", list(Language))
def test_no_letter_of_the_large_booklet_is_smaller_than_16_points(language: Language, collected: Any) -> None:
    data = collected("booklet-large", language)
    sound(data, A5, language, {ZH: "防骗手册 · 大字版", EN: "The fraud handbook · Large print"}[language])
    assert len(data) <= 6 * MB
    # the numbers in their discs are no body
    assert any(True for page in pypdfium2.PdfDocument(data) for _ in letters(page, 16 + 0.01)), "its body"
    small = [one for page in pypdfium2.PdfDocument(data) for one in letters(page, 16 - 0.01)]
    assert {one.sign for one in small} <= set("0123456789")


def test_the_press_names_papers_and_collections_and_needs_a_compositor(
    find: Any, library: Library, desk: Desk, compositor: Compositor
) -> None:
    theme = Theme({}, {}, desk.art)
    one = Library([find("task-rebate", EN)], library.registries)
    press = Press(one, SITE, Kit(theme, lambda: desk.studio, compositor))
    folder = "en/kit/fraud-guides/task-rebate"
    assert [a.path for a in press.papers(one.articles[0])] == [
        f"{folder}/poster-a4.pdf", f"{folder}/poster-a3.pdf", f"{folder}/handout.pdf"
    ]  # fmt: skip
    assert [a.path for a in press.collections(EN)] == ["en/roundup-a3.pdf", "en/booklet.pdf", "en/booklet-large.pdf"]
    assert list(press.collections(ZH)) == []
    with pytest.raises(ValueError, match="no compositor"):
        next(Press(one, SITE, Kit(theme, lambda: desk.studio)).papers(one.articles[0]))


def test_no_template_asks_for_a_package_or_a_file_that_is_not_its_own() -> None:
    for name, source in disk.read_theme(ROOT).paper.items():
        assert "@preview" not in source, name
        assert set(re.findall(r'import "([^"]+)"', source)) <= {"lib.typ"}
        assert not re.search(r"\beval\b|\bread\(|\binclude\b", source), name


def test_prose_becomes_a_tree_of_what_it_says() -> None:
    html = '<p>先<strong>停</strong>，<a href="pufa:cases/x">看这里</a>&lt;b&gt;<br>再说</p>\n<ul>\n<li>一</li>\n</ul>'
    assert tree(html) == [
        {
            "tag": "p",
            "children": [
                "先", {"tag": "strong", "children": ["停"]}, "，", {"tag": "a", "children": ["看这里"]}, "<b>",
                {"tag": "br", "children": []}, "再说",
            ],
        },
        {"tag": "ul", "children": [{"tag": "li", "children": ["一"]}]},
    ]  # fmt: skip
