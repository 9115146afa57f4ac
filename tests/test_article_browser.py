"""What articles, the quiz, the sheet for the police and the emergency page do in a real browser, with script and without."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from test_browser import address, chromium, violations

__all__ = ["address", "chromium"]

pytestmark = [
    pytest.mark.browser,
    # Playwright's own pipes and sockets are closed by its process, later than Python looks.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

GUIDE = "/fraud-guides/fake-authority/"
LOVE = "/fraud-guides/romance-investment/"
Open = Callable[..., Page]

VOICES = """
    const spoken = []; let now = null;
    window.spoken = spoken;
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    Object.defineProperty(window, "speechSynthesis", { value: {
        getVoices: () => %s,
        speak(words) { spoken.push([words.voice.name, words.text]); now = words; setTimeout(() => now === words && words.onend()); },
        cancel() { now = null; },
    } });
"""


@pytest.fixture(scope="module")
def readers(chromium: Browser) -> Callable[..., BrowserContext]:
    """A context for each set of Playwright's options, kept: a new one costs a process that loads all fonts anew."""
    known: dict[str, BrowserContext] = {}

    def reader(**options: Any) -> BrowserContext:
        wanted = {"reduced_motion": "reduce", "service_workers": "block", **options}
        if repr(wanted) not in known:
            known[repr(wanted)] = chromium.new_context(**wanted)
        return known[repr(wanted)]

    return reader


@pytest.fixture
def visit(readers: Callable[..., BrowserContext], address: str) -> Iterator[Open]:
    """Open a page of the site as a reader who was never here; `options` are Playwright's.

    Where nothing is to be done to the window itself, it is one that was used before, and that a later visit of the
    same kind takes over.
    """
    scripted: list[Page] = []
    used: list[Page] = []

    def opened(path: str, script: str = "", **options: Any) -> Page:
        reader = readers(**options)
        if script:
            page = reader.new_page()
            scripted.append(page)
            page.add_init_script(script)
        else:
            page = reader.pages[0] if reader.pages else reader.new_page()
            used.append(page)
            page.set_viewport_size(options.get("viewport") or {"width": 1280, "height": 720})
            page.emulate_media(
                media="null", color_scheme="null", reduced_motion=options.get("reduced_motion", "reduce")
            )
        page.goto(address + path)
        return page

    yield opened
    for page in [*scripted, *used]:
        page.evaluate("localStorage.clear()")
    for page in scripted:
        page.close()


def sheets_of_paper(page: Page) -> int:
    """How many pages `page` takes when it is printed on A4."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))


def seen(page: Page) -> int:
    """How many lines of the conversation can be seen."""
    return page.locator(".talk .turn:visible").count()


# conversations


def test_a_conversation_is_played_from_the_keyboard_and_stops_at_its_red_flags(visit: Open) -> None:
    page = visit(GUIDE)
    whole = seen(page)
    page.locator("[data-talk-start] button").press("Enter")
    assert seen(page) == 1
    log = page.get_by_role("log")
    assert log.get_attribute("aria-live") == "polite"
    assert page.evaluate("document.activeElement.dataset.act") == "next", "with reduced motion nothing plays by itself"
    ask = page.get_by_role("group", name="停一停")
    for _ in range(whole):
        if ask.count():
            break
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "LEGEND"
    assert page.locator(".talk .flag:visible").count() == 0
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "很多人都会再听听" in log.inner_text()
    assert "电话始终捏在他手里" in log.inner_text()
    assert page.evaluate("document.activeElement.dataset.act") == "next"
    assert violations(page) == []
    shown = seen(page)
    page.locator("[data-act=back]").press("Enter")
    assert page.locator(".talk .flag:visible").count() == 0
    page.emulate_media(media="print")
    assert seen(page) == whole
    page.emulate_media(media="screen", reduced_motion="reduce")
    assert seen(page) == shown
    page.locator("[data-act=all]").press("Enter")
    assert seen(page) == whole
    assert page.get_by_role("log").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "一句一句放给我看"


def test_a_conversation_that_plays_waits_at_a_red_flag_for_ever(visit: Open) -> None:
    page = visit(GUIDE, reduced_motion="no-preference")
    page.clock.install()
    page.reload()
    page.locator("[data-talk-start] button").click()
    page.clock.run_for(120_000)
    expect(page.locator(".ask")).to_be_visible()
    stopped = seen(page)
    assert 1 < stopped < page.locator(".talk .turn").count()
    page.clock.run_for(120_000)
    assert seen(page) == stopped


# the quiz


def answer(page: Page, number: int, right: bool) -> None:
    """Choose a line of the question, and open its answer, from the keyboard."""
    item = page.locator(".question:visible").nth(number)
    item.locator("input[data-answer]" if right else "input:not([data-answer])").first.press("Space")
    item.locator("summary").press("Enter")


def test_the_quiz_picks_ten_counts_kindly_and_keeps_the_result_only_until_it_is_cleared(visit: Open) -> None:
    page = visit("/quiz/")
    assert page.locator(".question:visible").count() == 10
    for number in range(10):
        answer(page, number, right=number > 1)
    score = page.locator("[data-quiz-score]")
    expect(score).to_contain_text("10 道里答对了 8 道")
    assert 1 <= score.locator("a").count() <= 2
    assert "这条也值得警惕" in page.locator(".question:visible").first.inner_text()
    assert violations(page, "dark") == []
    page.reload()
    assert "上次 10 道里答对 8 道" in page.locator("[data-quiz-last]").inner_text()
    page.locator("[data-quiz-clear]").press("Enter")
    assert page.evaluate("localStorage.getItem('pufa-quiz')") is None
    page.reload()
    assert page.locator("[data-quiz-last]:visible").count() == 0


def test_a_guide_ends_with_questions_about_itself(visit: Open) -> None:
    page = visit(GUIDE)
    assert page.locator(".question").count() == 3
    answer(page, 0, right=True)
    expect(page.locator(".question").first).to_contain_text("对，就是这一条。")
    assert page.evaluate("localStorage.length") == 0
    assert violations(page, "light") == []


# without script


def test_without_script_everything_is_there_to_read_and_to_print(visit: Open) -> None:
    page = visit(LOVE, java_script_enabled=False)
    assert seen(page) == page.locator(".talk .turn").count()
    assert page.locator(".talk .flag:visible").count() == page.locator(".talk .flag").count()
    assert page.locator("main button:visible").count() == 0
    assert page.locator("textarea[readonly]").is_visible()
    first = page.locator(".question").first
    first.locator("summary").click()
    assert "是这一条" in first.inner_text()
    page.get_by_role("link", name="快速离开").click()
    assert page.url.endswith("/blank.html")
    sheet = visit("/first-hour/", java_script_enabled=False)
    assert sheet.locator("[data-transfer]:visible").count() == 4
    assert sheets_of_paper(sheet) == 1
    quiz = visit("/quiz/", java_script_enabled=False)
    assert quiz.locator(".question:visible").count() == quiz.locator(".question").count() > 10
    assert sheets_of_paper(visit("/emergency/", java_script_enabled=False)) == 1


@pytest.mark.parametrize("path", ["/fraud-guides/", "/en/fraud-guides/"])
def test_the_round_up_is_one_page_of_paper(visit: Open, path: str) -> None:
    assert sheets_of_paper(visit(path)) == 1


# the sheet for the police


@pytest.mark.parametrize("path", ["/first-hour/", "/en/first-hour/"])
def test_a_full_sheet_for_the_police_is_one_page_of_paper(visit: Open, path: str) -> None:
    page = visit(path)
    for _ in range(3):
        page.locator("[data-add] button").press("Enter")
    assert page.evaluate("document.activeElement.id") == "when-4"
    assert page.locator("[data-add]:visible").count() == 0
    for field in page.locator("[data-record] input[type=text]").all():
        field.fill("6222020200112233445 某某银行某某支行")
    page.locator("#said").fill("他说他是客服。" * 34)
    for box in page.locator("[id^=kept]").all():
        box.check()
    assert sheets_of_paper(page) == 1
    assert violations(page) == []


def test_the_sheet_sends_nothing_and_keeps_nothing_unless_told_to(visit: Open) -> None:
    page = visit("/first-hour/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#amount-1").fill("67000")
    page.locator("#amount-1").press("Enter")
    assert page.locator("#amount-1").input_value() == "67000"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.reload()
    assert page.locator("#amount-1").input_value() == ""
    page.locator("#keep").check()
    page.locator("[data-add] button").click()
    page.locator("#amount-2").fill("31000")
    page.reload()
    assert page.locator("#amount-2").input_value() == "31000"
    assert page.locator("[data-transfer]:visible").count() == 2
    page.locator("[data-clear]").click()
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("#amount-1").input_value() == ""
    assert not [url for url in asked if "67000" in url or "31000" in url]
    stopped = page.evaluate("fetch('/index.html').then(() => 'sent', () => 'stopped')")
    assert stopped == "stopped", "the policy itself forbids it"


# leaving


def test_leaving_replaces_the_page_so_that_back_does_not_return(visit: Open, address: str) -> None:
    page = visit("/")
    page.goto(address + LOVE)
    page.locator('a[href="#hour"]').first.click()
    assert page.url.endswith("#hour")
    page.get_by_role("link", name="快速离开").click()
    page.wait_for_url("**/blank.html")
    assert page.title() == "新标签页"
    assert page.locator("body").inner_text().strip() == ""
    page.go_back()
    assert page.url == address + "/"


def test_escape_leaves_when_it_is_pressed_twice_and_says_so_after_the_first(visit: Open) -> None:
    page = visit("/emergency/")
    page.keyboard.press("Escape")
    assert page.get_by_role("status").filter(has_text="再按一次 Esc").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_url("**/blank.html")
    calm = visit(GUIDE)
    calm.keyboard.press("Escape")
    calm.keyboard.press("Escape")
    calm.wait_for_timeout(200)
    assert calm.url.endswith(GUIDE)


# the elder view

ELDER = "localStorage.setItem('pufa-elder', '1')"
TYPE = """() => [...document.querySelectorAll("main p, main li, main dd")]
    .filter((e) => e.getClientRects().length && !e.closest(".toc"))
    .map((e) => ["fontSize", "lineHeight"].map((name) => parseFloat(getComputedStyle(e)[name])))"""
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth)
    .map((e) => e.outerHTML.slice(0, 100))"""
SMALL = """() => [...document.querySelectorAll("a, button, input, summary, select, textarea, label.pick")]
    .filter((e) => e.getClientRects().length && !["radio", "checkbox"].includes(e.type) && !e.matches(".skip"))
    .filter((e) => e.tagName !== "A" || getComputedStyle(e).display !== "inline")
    .filter((e) => e.getBoundingClientRect().height < 48)
    .map((e) => e.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("path", ["/en" + LOVE, "/quiz/", "/first-hour/", "/emergency/"])
def test_the_elder_view_is_half_as_large_again_with_wide_lines_and_targets(visit: Open, path: str) -> None:
    page = visit(path, viewport={"width": 1280, "height": 800})
    plain = page.evaluate(TYPE)
    page.locator("[data-set=elder]").first.click()
    large = page.evaluate(TYPE)
    assert len(large) == len(plain) > 4
    assert min(b[0] / a[0] for a, b in zip(plain, large, strict=True)) >= 1.5
    assert min(line / size for size, line in large) >= 1.5
    page.reload()
    assert page.evaluate(TYPE) == large, "the device remembers it"
    for width, height in ((1280, 800), (360, 640), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(SMALL) == []
        assert page.evaluate(WIDE) == []
    assert violations(page, "light") == []


def test_a_page_is_read_aloud_by_a_voice_of_the_device_only(visit: Open) -> None:
    local = "[{ name: 'ours', lang: 'zh-CN', localService: true }, { name: 'far', lang: 'zh-CN', localService: false }]"
    page = visit(GUIDE, VOICES % local)
    page.locator("[data-aloud] button").click()
    expect(page.locator("[data-aloud] [role=status]")).to_have_text("读完了。")
    spoken = page.evaluate("spoken")
    assert {voice for voice, _ in spoken} == {"ours"}
    words = "".join(text for _, text in spoken)
    assert words.startswith("冒充公检法：要借你的手")
    assert "你涉嫌洗钱，案子已经立了" in words
    assert "复制文字" not in words
    page = visit("/en" + GUIDE, VOICES % "[{ name: 'ours', lang: 'en-GB', localService: true }]")
    page.locator("[data-aloud] button").click()
    expect(page.locator("[data-aloud] [role=status]")).to_have_text("That is the end.")
    pieces = [text for _, text in page.evaluate("spoken")]
    assert max(map(len, pieces)) <= 203
    lead = page.locator("main .lead").first.inner_text()
    assert lead in " ".join(pieces), "cut between words, nothing lost"
    for voices in ("[]", "[{ name: 'far', lang: 'zh-CN', localService: false }]"):
        page = visit(GUIDE, VOICES % voices)
        page.locator("[data-aloud] button").click()
        assert "没有装中文语音" in page.locator("[data-aloud]").inner_text()
        assert page.evaluate("spoken") == []


# sharing


def test_the_text_is_copied_or_at_least_selected(visit: Open, address: str) -> None:
    page = visit(GUIDE, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制文字").press("Enter")
    expect(page.locator(".copy [role=status]")).to_have_text("复制好了，可以去粘贴了。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".copy textarea").input_value()
    without = "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false;"
    page = visit(GUIDE, without)
    page.get_by_role("button", name="复制文字").click()
    expect(page.locator(".copy [role=status]")).to_have_text("文字已经选中，请自己按“复制”。")
    assert page.evaluate("getSelection().toString() || document.activeElement.value") == copied
