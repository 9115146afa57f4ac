"""The page of a share kit and the page that tells whether a picture is ours, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from test_article_browser import Open, readers, visit
from test_browser import address, chromium

__all__ = ["address", "chromium", "readers", "visit"]

pytestmark = [
    pytest.mark.browser,
    # Playwright's own pipes and sockets are closed by its process, later than Python looks.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

KIT = "/kit/fraud-guides/fake-loan/"
CARD = "cards/fraud-guides/fake-loan.png"


def test_a_guide_leads_to_its_share_kit_whose_pictures_can_be_saved(visit: Open) -> None:
    page = visit("/fraud-guides/fake-loan/", java_script_enabled=False)
    page.get_by_role("link", name="更多图片和现成的文字").click()
    assert page.url.endswith(KIT)
    pictures = page.locator(".shots img")
    assert pictures.count() == 2
    assert all("贷款" in (pictures.nth(n).get_attribute("alt") or "") for n in range(2))
    assert page.locator(".shots a[download]").count() == 2
    assert page.locator("#weibo").input_value().endswith("/fraud-guides/fake-loan/")
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")


def test_the_article_for_wechat_is_copied_with_its_styles(visit: Open) -> None:
    page = visit(KIT, permissions=["clipboard-read", "clipboard-write"])
    box = page.locator(".copy[data-rich]")
    box.get_by_role("button").click()
    expect(box.get_by_role("status")).to_have_text("复制好了，可以去粘贴了。")
    pasted = page.evaluate(
        """async () => { const [item] = await navigator.clipboard.read();
            return (await item.getType("text/html")).text(); }"""
    )
    assert '<section style="' in pasted
    assert "<h2 style=" in pasted
    assert "class=" not in pasted


def answer(page: Page, file: Path | dict[str, object]) -> str:
    """What the page says of a file."""
    page.locator("[data-verify] input").set_input_files(file)  # type: ignore[arg-type]  # a payload in Playwright's eyes
    expect(page.locator("[data-answer] .notice")).to_have_count(1)
    return page.locator("[data-answer]").inner_text()


def test_a_picture_of_the_site_is_known_and_leads_to_its_article(visit: Open, site: Path) -> None:
    page = visit("/verify/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert "是我们发的图，内容是现在这一版" in answer(page, site / CARD)
    assert page.locator("[data-answer] a").get_attribute("href") == "/fraud-guides/fake-loan/"
    (only,) = [url for url in asked if "/verify/" in url]
    assert len(only.rpartition("/verify/")[2]) == len("ab.json"), "two digits of the digest leave the device"


def test_a_picture_that_was_changed_is_not_known_and_leads_nowhere_but_here(visit: Open, site: Path) -> None:
    page = visit("/verify/")
    data = (site / CARD).read_bytes()
    changed = {"name": "a.png", "mimeType": "image/png", "buffer": data + b"!"}
    assert "认不出来" in answer(page, changed)
    assert page.locator("[data-answer] a").get_attribute("href") == "https://pufa.example/fraud-guides/fake-loan/"
    foreign = {**changed, "buffer": data.replace(b"https://pufa.example/", b"https://evil.example/")}
    assert "认不出来" in answer(page, foreign)
    expect(page.locator("[data-answer] a")).to_have_count(0)


def test_without_script_the_page_says_what_to_do_instead(visit: Open) -> None:
    page = visit("/verify/", java_script_enabled=False)
    expect(page.locator("noscript .notice, .notice").first).to_contain_text("扫图上的二维码")
    expect(page.locator("[data-verify]")).to_be_hidden()
