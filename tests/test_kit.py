"""The share kit and what comes after: words to copy, one archive, seals of what was issued, and files that are ours or not."""

import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from command import pufa
from conftest import few
from pufa import disk
from pufa.archive import archive
from pufa.intake.issued import parse_issued, render_issued
from pufa.model.article import FraudGuide
from pufa.model.artifact import Artifact
from pufa.model.kit import Item
from pufa.model.seal import Archive, Seal, Standing
from pufa.model.site import Site
from pufa.model.text import Language, Text
from pufa.pages.kit import WEIBO, weibo
from pufa.pages.verify import seal_files
from pufa.pages.wechat import for_wechat

SITE = Site("https://pufa.example/", "pufa.example,2026", Text("普法", "Pufa"), Text("编辑部", "Editors"), demo=True)
LONG = SITE._replace(url="https://law-education.some-county.some-province.gov.example/public/anti-fraud/")


def guide(**fields: Any) -> FraudGuide:
    values: dict[str, Any] = {
        "id": "guide-x",
        "title": "冒充客服",
        "summary": "提要。",
        "date": "2026-11-23",
        "reviewed": "2026-11-23",
        "review_by": "2027-11-23",
        "fraud_type": "fake-shop-agent",
        "contact": ["phone"],
        "asks": ["transfer"],
        "payment": ["cash"],
        "giveaway": "退款不用先交钱。",
        "red_flags": ["一", "二", "三"],
        "steps": ["先挂断电话。", "回到平台里查。", "打 96110 问。"],
        "path": "content/fraud-guides/x.md",
        "slug": "x",
        "language": "zh",
    }
    return FraudGuide.model_validate({**values, **fields})


# words


def test_a_post_tells_title_giveaway_as_many_steps_as_fit_and_the_address() -> None:
    post = weibo(guide(), "冒充客服", SITE)
    assert post == (
        "【冒充客服】退款不用先交钱。先挂断电话。回到平台里查。打 96110 问。（示范站点） https://pufa.example/fraud-guides/x/"
    )
    crowded = weibo(guide(steps=["长" * 90, "短。", "长" * 90]), "冒充客服", SITE)
    assert "短。" in crowded
    assert "长" not in crowded


@pytest.mark.parametrize("site", [SITE, LONG])
@pytest.mark.parametrize("language", list(Language))
def test_the_longest_article_makes_a_post_of_140_characters_with_its_whole_address(
    site: Site, language: Language
) -> None:
    long = guide(title="题" * 30, giveaway="破" * 40, steps=["做" * 80] * 3, language=language)
    post = weibo(long, f"核查：尚无定论｜{long.title}", site)
    assert len(post) <= WEIBO
    assert post.endswith(site.absolute(site.article(long)))
    assert long.title[:20] in post


def test_an_article_for_wechat_has_styles_on_its_elements_and_nothing_that_its_editor_removes() -> None:
    html = (
        '<h2 id="a" class="b">题</h2><p onclick="x()">字<a href="https://elsewhere.example/">链</a><br></p>'
        "<script>alert(1)</script><style>p{}</style><img src=x><ul><li>&lt;b&gt;</li></ul>"
        '<p><a href="https://pufa.example/cases/x/">在网站上看</a></p>'
    )
    made = for_wechat(html, "https://pufa.example/cases/x/")
    tags = re.findall(r"<([a-z0-9]+)([^>]*)>", made)
    assert {name for name, _ in tags} == {"section", "h2", "p", "br", "ul", "li"}
    assert all(re.fullmatch(r' style="[^"<>]+"', rest) for name, rest in tags if name != "br")
    assert "字链" in made
    assert "&lt;b&gt;" in made
    assert "elsewhere" not in made
    assert made.count("https://pufa.example/cases/x/") == 1
    assert "url(" not in made


# one file


def test_an_archive_is_the_same_whenever_it_is_made_and_gives_back_what_went_in() -> None:
    files = [Artifact("a.png", b"\x89PNG" * 99), Artifact("文字.txt", "字".encode() * 99)]
    one = archive(files)
    assert one == archive(files)
    with zipfile.ZipFile(io.BytesIO(one)) as bundle:
        assert bundle.testzip() is None
        assert [Artifact(name, bundle.read(name)) for name in bundle.namelist()] == files
        assert {entry.date_time for entry in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [entry.external_attr >> 16 for entry in bundle.infolist()] == [0o100644] * 2


# seals


def seal(digest: str = "a" * 64, version: str = "2026-11-23", **fields: Any) -> Seal:
    return Seal(digest, "guide-x", Language.ZH, "square", version)._replace(**fields)


@pytest.mark.parametrize(
    ("fields", "version", "standing"),
    [
        ({}, "2026-11-23", Standing.CURRENT),
        ({"updated": "2026-12-01"}, "2026-11-23", Standing.UPDATED),
        ({"corrections": [{"date": "2026-12-01", "text": "改。"}]}, "2026-11-23", Standing.CORRECTED),
        ({"corrections": [{"date": "2026-12-01", "text": "改。"}]}, "2026-12-01", Standing.CURRENT),
        (
            {"corrections": [{"date": "2026-12-01", "text": "改。"}], "updated": "2026-12-05"},
            "2026-12-01",
            Standing.UPDATED,
        ),
        (
            {"status": "withdrawn", "withdrawn": {"date": "2026-12-01", "reason": "错。"}},
            "2026-11-23",
            Standing.WITHDRAWN,
        ),
        ({"status": "draft"}, "2026-11-23", Standing.GONE),
    ],
)
def test_a_picture_that_was_issued_tells_what_has_become_of_its_article(
    fields: dict[str, Any], version: str, standing: Standing
) -> None:
    old = seal(version=version)
    assert Archive([], [old], [guide(**fields)]).standing(old) == standing


def test_a_picture_of_the_same_day_that_would_be_drawn_otherwise_today_is_not_called_current() -> None:
    old, new = seal("a" * 64), seal("b" * 64)
    known = Archive([new], [old], [guide()])
    assert (known.standing(new), known.standing(old)) == (Standing.CURRENT, Standing.REDRAWN)


def test_a_picture_of_no_article_is_of_one_that_is_gone() -> None:
    assert Archive([], [seal()], []).standing(seal()) is Standing.GONE


def test_seals_lie_in_files_by_the_first_two_digits_of_their_digests() -> None:
    one, other = seal("ab" + "0" * 62), seal("cd" + "1" * 62, name="weibo-3")
    files = {file.path: json.loads(file.data) for file in seal_files(Archive([one, other], [], [guide()]), SITE)}
    assert list(files) == ["verify/ab.json", "verify/cd.json"]
    assert files["verify/cd.json"]["1" * 62] == {
        "format": "九宫格第 3 张",
        "version": "2026-11-23",
        "standing": "current",
        "title": "冒充客服",
        "page": "/fraud-guides/x/",
        "now": "2026-11-23",
    }


def test_the_list_of_what_was_issued_is_read_as_it_was_written_and_each_file_stands_in_it_once() -> None:
    seals = [seal("b" * 64), seal("a" * 64), seal("b" * 64)]
    assert parse_issued(render_issued(seals)) == ([seal("a" * 64), seal("b" * 64)], [])


@pytest.mark.parametrize("line", ["a\tb", "x" * 64 + "\tguide-x\tzh\tsquare\t2026-11-23", "<script>"])
def test_a_line_of_that_list_that_is_no_seal_is_a_finding_with_its_line(line: str) -> None:
    data = render_issued([seal()]) + line.encode() + b"\n"
    seals, (finding,) = parse_issued(data)
    assert seals == [seal()]
    assert (finding.code, finding.place.path, finding.place.line) == ("F10", "content/issued.tsv", 2)


def test_a_format_that_was_given_up_keeps_its_name() -> None:
    assert Item("daguerreotype", "", 0).label.zh == "daguerreotype"
    assert Item("weibo-9", "", 0).label == Text("九宫格第 9 张", "Tile 9 of nine")


# the commands


def only(root: Path, *slugs: str) -> None:
    """Leave the Chinese articles called so and no other."""
    for path in root.glob("content/*/*.md"):
        if path.stem not in slugs:
            path.unlink()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two articles, built once; a test that changes it copies it."""
    root = few(tmp_path_factory.mktemp("kit"))
    only(root, "fake-loan", "youyang-child-snatching")
    result = pufa("build", "--root", str(root))
    assert result.returncode == 0, result.stderr
    return root


@pytest.fixture
def changed(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "project", symlinks=True))


CARD = "site/cards/fraud-guides/fake-loan.png"
GUIDE = "content/fraud-guides/fake-loan.md"
CORRECTION = "corrections:\n  - {date: 2026-12-24, text: 把“两天”改成“三天”。}\n"


def correct(root: Path) -> None:
    path = root / GUIDE
    head, _, body = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    path.write_text(f"---\n{head}\n{CORRECTION}---\n{body}", "utf-8")


def test_a_card_of_the_site_is_ours_and_a_byte_more_is_not(small: Path, tmp_path: Path) -> None:
    root = ["--root", str(small)]
    well = pufa("verify", str(small / CARD), *root)
    assert well.returncode == 0
    assert "是我们发的图，内容是现在这一版" in well.stderr
    changed = tmp_path / "changed.png"
    changed.write_bytes((small / CARD).read_bytes() + b"\0")
    result = pufa("verify", str(changed), *root)
    assert result.returncode == 1
    assert "认不出来" in result.stderr


def test_a_picture_that_was_issued_is_known_after_a_correction_and_says_that_there_was_one(
    changed: Path, tmp_path: Path
) -> None:
    root = ["--root", str(changed)]
    old = Path(shutil.copy(changed / CARD, tmp_path / "old.png"))
    assert pufa("issue", *root).returncode == 0
    correct(changed)
    assert pufa("build", *root).returncode == 0
    result = pufa("verify", str(old), str(changed / CARD), *root)
    assert result.returncode == 1
    first, second = result.stderr.splitlines()
    assert "后来更正过" in first
    assert "内容是现在这一版" in second
    digest = disk.digest(old.read_bytes())
    row = json.loads((changed / f"site/verify/{digest[:2]}.json").read_text("utf-8"))[digest[2:]]
    assert (row["standing"], row["version"] < row["now"]) == ("corrected", True)


def test_a_picture_that_was_never_issued_is_forgotten_with_its_version(changed: Path, tmp_path: Path) -> None:
    only(changed, "fake-loan")
    old = Path(shutil.copy(changed / CARD, tmp_path / "old.png"))
    correct(changed)
    assert pufa("build", "--root", str(changed)).returncode == 0
    assert "认不出来" in pufa("verify", str(old), "--root", str(changed)).stderr


def test_a_kit_holds_every_format_and_the_words_and_is_issued_by_being_made(changed: Path, tmp_path: Path) -> None:
    only(changed, "fake-loan")
    result = pufa("kit", "fake-loan", "--root", str(changed), "--out", str(tmp_path / "out"))
    assert result.returncode == 0, result.stderr
    folder = tmp_path / "out/fraud-guides/fake-loan"
    names = {path.name for path in folder.iterdir()}
    pictures = {"open-graph.png", "square.png", "long.png", "strip.png", "chat.png", "weibo-9.png"}
    papers = {"poster-a4.pdf", "poster-a3.pdf", "handout.pdf"}
    assert pictures | papers | {"weibo.txt", "chat.txt", "wechat.html", "alt.txt"} <= names
    told = (folder / "alt.txt").read_text("utf-8")
    assert all(f"{name}\n" in told for name in names if name.endswith(".png"))
    issued, findings = parse_issued((changed / "content/issued.tsv").read_bytes())
    assert findings == []
    files = [path for path in folder.iterdir() if path.suffix in (".png", ".pdf")]
    assert {s.digest for s in issued} == {disk.digest(path.read_bytes()) for path in files}
    assert all(path.stat().st_size <= 2 << 20 for path in files)
    (changed / "content/issued.tsv").unlink()
    drawn = pufa("verify", str(folder / "strip.png"), str(folder / "poster-a3.pdf"), "--root", str(changed))
    assert drawn.returncode == 0, "they can be made again and compared"


def test_a_kit_of_no_article_is_refused(small: Path, tmp_path: Path) -> None:
    result = pufa("kit", "fake-lone", "--root", str(small), "--out", str(tmp_path))
    assert result.returncode == 2
    assert "没有叫 fake-lone 的文章" in result.stderr


def test_nothing_is_issued_before_there_is_a_site(tmp_path: Path) -> None:
    result = pufa("issue", "--root", str(few(tmp_path)))
    assert result.returncode == 2
    assert "先运行 pufa build" in result.stderr
    assert not (tmp_path / "content/issued.tsv").exists()


def test_all_formats_are_published_with_one_archive_that_holds_them_all(changed: Path) -> None:
    only(changed, "youyang-child-snatching")
    result = pufa("build", "--all-formats", "--root", str(changed))
    assert result.returncode == 0, result.stderr
    folder = changed / "site/kit/rumors/youyang-child-snatching"
    with zipfile.ZipFile(folder / "youyang-child-snatching.zip") as bundle:
        packed = {name: bundle.read(name) for name in bundle.namelist()}
    published = {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix in (".png", ".pdf")}
    assert published.items() <= packed.items()
    assert packed["open-graph.png"] == (changed / "site/cards/rumors/youyang-child-snatching.png").read_bytes()
    page = (folder / "index.html").read_text("utf-8")
    assert all(f'href="/kit/rumors/youyang-child-snatching/{name}"' in page for name in published)
    assert "youyang-child-snatching.zip" in page
