"""The art: the rules of the hand, what the scenes show, the contact sheets, and what is said of a mistake in the table."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from command import pufa
from conftest import ROOT, few
from pufa.cards.contact import SMALL, contact_sheets
from pufa.cards.layout import Box, Drawing, Layout
from pufa.cards.paint import paint
from pufa.cards.scene import Scenes, check_scenes, parse_scenes
from pufa.cards.studio import Studio
from pufa.checks.rules import check_entry
from pufa.cli import main
from pufa.intake.article import parse_article
from pufa.model.finding import Finding
from pufa.model.registry import Registries
from pufa.model.text import Language

CARDS = ROOT / "theme/cards"
ART = {p.relative_to(CARDS / "art").with_suffix("").as_posix(): p.read_bytes() for p in CARDS.glob("art/*/*.svg")}
PALETTE = (CARDS / "palette.toml").read_text("utf-8")
TABLE = (CARDS / "scenes.toml").read_text("utf-8")
INKS = {
    colour
    for title, table in tomllib.loads(PALETTE).items()
    if title not in ("text", "kind", "pairs")
    for colour in table.values()
}
SIZES = {"characters": "400 400", "props": "200 200", "": "1200 630", "tall": "1080 1440", "square": "1080 1080"}
MOST = 8200  # bytes
PUBLIC = "hen-", "chick-", "rooster-", "hamster-", "cat-", "duck-"


def faults(name: str, svg: str) -> set[str]:
    """Which rules of the hand a drawing breaks."""
    found = set()
    root = ElementTree.fromstring(svg)
    tags = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in root.iter()}
    attributes = [pair for element in root.iter() for pair in element.items()]
    ids = [value for key, value in attributes if key == "id"]
    folder, stem = name.split("/")
    ground = stem.rpartition("-")[2] if "-" in stem else ""
    if root.get("viewBox") != "0 0 " + SIZES[ground if folder == "backgrounds" else folder]:
        found.add("size")
    if len(svg.encode()) > MOST:
        found.add("bytes")
    if not tags <= {"svg", "title", "g", "path", "circle", "ellipse", "rect"}:
        found.add("elements")
    if len(ids) != len(set(ids)):
        found.add("ids")
    for key, value in attributes:
        if key in ("fill", "stroke") and value != "none" and value not in INKS:
            found.add("palette")
        if key in ("style", "class", "filter", "clip-path", "mask", "opacity", "stroke-opacity") or "href" in key:
            found.add("attributes")
        if key == "fill-opacity" and value not in (".13", ".55"):  # the shadow on the ground, the lens of spectacles
            found.add("attributes")
        if key == "stroke-width" and float(value) < 3:
            found.add("line")
    return found


@pytest.mark.parametrize("name", sorted(ART))
def test_every_drawing_keeps_the_rules_of_the_hand(name: str) -> None:
    assert faults(name, ART[name].decode()) == set()


GOOD = ART["props/coin"].decode()


@pytest.mark.parametrize(
    ("broken", "svg"),
    [
        ("palette", GOOD.replace("#F5B83D", "#F5B83E")),
        ("palette", GOOD.replace("#F5B83D", "#4A5673")),  # a colour that only set type may have
        ("palette", GOOD.replace('"#F5B83D"', '"gold"')),
        ("elements", GOOD.replace("<g ", "<linearGradient/><g ", 1)),
        ("elements", GOOD.replace("<g ", "<text>88</text><g ", 1)),
        ("elements", GOOD.replace("<g ", "<style/><g ", 1)),
        ("elements", GOOD.replace("<g ", "<use/><g ", 1)),
        ("elements", GOOD.replace("<g ", "<a/><g ", 1)),
        ("attributes", GOOD.replace("<g ", '<g filter="url(#a)" ', 1)),
        ("attributes", GOOD.replace("<g ", '<g opacity=".5" ', 1)),
        ("attributes", GOOD.replace("<g ", '<g style="fill:red" ', 1)),
        ("attributes", GOOD.replace("<g ", '<g fill-opacity=".5" ', 1)),
        ("attributes", GOOD.replace("<g ", '<g href="https://example.com" ', 1)),
        ("ids", GOOD.replace("</svg>", '<g id="coin"/></svg>')),
        ("size", GOOD.replace("0 0 200 200", "0 0 400 400")),
        ("bytes", GOOD.replace("</svg>", "<g/>" * 2000 + "</svg>")),
        ("line", GOOD.replace('stroke-width="', 'stroke-width="1" stroke-linejoin="', 1)),
    ],
)
def test_what_breaks_a_rule_of_the_hand_is_noticed(broken: str, svg: str) -> None:
    assert svg != GOOD
    assert broken in faults("props/coin", svg)


# both sides


def sided(stem: str) -> bool:
    """Whether a character is drawn for both sides: everybody of the public who stands alone, and the weasel."""
    return stem.startswith((*PUBLIC, "weasel-"))


def test_the_public_and_the_weasel_are_drawn_for_both_sides() -> None:
    stems = {name.split("/")[1] for name in ART if name.startswith("characters/")}
    alone = {stem for stem in stems if sided(stem) and not stem.endswith("-right")}
    assert len(alone) >= 38
    assert {f"{stem}-right" for stem in alone} == {stem for stem in stems if sided(stem)} - alone


def flipped(studio: Studio, name: str) -> tuple[Image.Image, Image.Image]:
    """What faces left, mirrored; and what faces right."""
    one, other = studio.drawn(name, 200), studio.drawn(f"{name}-right", 200)
    return one.transpose(Image.Transpose.FLIP_LEFT_RIGHT), other


@pytest.mark.parametrize("stem", sorted(n.split("/")[1] for n in ART if sided(n.split("/")[1]) and f"{n}-right" in ART))
def test_who_faces_right_is_the_same_figure_and_no_mirror_image(stem: str, studio: Studio) -> None:
    one, other = flipped(studio, f"characters/{stem}")
    shapes = [image.getchannel("A").point(lambda alpha: 255 * (alpha > 128)) for image in (one, other)]
    both, either = ImageChops.darker(*shapes), ImageChops.lighter(*shapes)
    assert both.histogram()[255] > 0.9 * either.histogram()[255], "another figure"
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    assert sum(difference.histogram()[24:]) > 0.02 * either.histogram()[255], "the shade was mirrored"


# scenes


@pytest.fixture(scope="module")
def studio() -> Studio:
    font = (files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc").read_bytes()
    return Studio(ART, font, PALETTE, TABLE)


@pytest.fixture(scope="module")
def scenes() -> Scenes:
    return parse_scenes(TABLE, ART)


def cast(scenes: Scenes, name: str) -> list[tuple[float, str]]:
    """The characters of a scene from left to right: the middle of each, and its name."""
    places = [place for place in scenes.scene[name].place if place.art.startswith("characters/")]
    return sorted((place.x + place.width / 2, place.art.split("/")[1]) for place in places)


def test_no_two_scenes_have_the_same_cast_and_props(scenes: Scenes) -> None:
    shown: dict[frozenset[str], str] = {}
    for name, scene in scenes.scene.items():
        arts = frozenset(place.art.removesuffix("-right") for place in scene.place)
        assert arts not in shown, (name, shown.get(arts))
        shown[arts] = name


def test_every_type_of_fraud_shows_props_that_no_other_shows(scenes: Scenes, registries: Registries) -> None:
    tricks: dict[frozenset[str], str] = {}
    for name in registries.fraud_types:
        arts = (place.art for place in scenes.scene[name].place)
        props = frozenset(art for art in arts if art.startswith("props/") and art != "props/chat-bubble")
        assert props, name
        assert props not in tricks, (name, tricks.get(props))
        tricks[props] = name


def test_a_scene_has_at_most_two_characters_and_two_props_besides_the_bubble_of_one(scenes: Scenes) -> None:
    for name, scene in scenes.scene.items():
        arts = [place.art for place in scene.place]
        assert 1 <= sum(art.startswith("characters/") for art in arts) <= 2, name
        assert sum(art.startswith("props/") and art != "props/chat-bubble" for art in arts) <= 2, name
        assert arts.count("props/chat-bubble") <= 1, name
        assert len(set(arts)) == len(arts), name


def test_whoever_can_face_either_side_faces_into_the_card(scenes: Scenes) -> None:
    for name in scenes.scene:
        found = cast(scenes, name)
        if len(found) == 2:
            (_, left), (_, right) = found
            assert left.endswith("-right") or f"characters/{left}-right" not in ART, name
            assert not right.endswith("-right"), name


def test_the_public_looks_both_ways_across_the_series(scenes: Scenes, registries: Registries) -> None:
    public = [who for name in registries.fraud_types for _, who in cast(scenes, name) if who.startswith(PUBLIC)]
    right = sum(who.endswith("-right") for who in public)
    assert min(right, len(public) - right) >= len(public) / 4


def test_a_victim_is_never_drawn_alone_and_the_weasel_never_wins(scenes: Scenes, registries: Registries) -> None:
    for name in registries.fraud_types:
        people = [who for _, who in cast(scenes, name)]
        assert len(people) == 2, name
        assert any(who.startswith(("weasel-", "xie-")) for who in people), name
        assert not any(who.startswith(("chick-sad", "hamster-laptop", "hen-worried")) for who in people), name


# contact sheets


@pytest.fixture(scope="module")
def sheets(studio: Studio) -> dict[str, Layout]:
    return dict(contact_sheets(studio))


def arts(layout: Layout) -> list[str]:
    return [element.art for element in layout.elements if isinstance(element, Drawing)]


def test_the_contact_sheets_show_every_drawing_once_with_its_name(sheets: dict[str, Layout]) -> None:
    for folder in ("characters", "props", "backgrounds"):
        names = sorted(name for name in ART if name.startswith(folder))
        assert arts(sheets[folder]) == names
        assert [line.text for line in sheets[folder].lines] == [name.split("/")[1] for name in names]


def test_the_sheet_of_scenes_shows_every_scene_with_its_name(sheets: dict[str, Layout], scenes: Scenes) -> None:
    assert arts(sheets["scenes"]) == [place.art for scene in scenes.scene.values() for place in scene.place]
    assert [line.text for line in sheets["scenes"].lines] == list(scenes.scene)


def test_one_sheet_shows_all_art_as_small_as_a_chat_does_on_white(sheets: dict[str, Layout], studio: Studio) -> None:
    small = sheets["small"]
    assert set(arts(small)) == set(ART)
    assert small.paper == studio.colour("white")
    for element in small.elements:
        if isinstance(element, Drawing):
            left, _, right, _ = studio.ink(element.art)
            assert (right - left) * element.width <= SMALL, element.art


def test_nothing_on_a_contact_sheet_leaves_it_or_covers_a_name(sheets: dict[str, Layout], studio: Studio) -> None:
    for layout in sheets.values():
        whole = Box(0, 0, layout.width, layout.height)
        for element in layout.elements:
            if isinstance(element, Drawing):
                left, top, right, bottom = (part * element.width for part in studio.ink(element.art))
                ink = Box(element.x + left, element.y + top, element.x + right, element.y + bottom)
                assert ink.within(whole), element.art
                assert not any(ink.meets(line.box) for line in layout.lines), element.art


def test_a_contact_sheet_is_drawn_and_the_same_every_time(sheets: dict[str, Layout], studio: Studio) -> None:
    first, second = (paint(sheets["backgrounds"], Language.EN, studio) for _ in range(2))
    assert first == second
    assert first.startswith(b"\x89PNG")


SMALL_TABLE = """guide = "one"
case = "one"
rumor = "one"

[scene.one]
place = [
  { art = "characters/xie-stop", x = 0, y = 0, width = 300 },
]
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with three drawings."""
    root = tmp_path / "project"
    for name in ("characters/xie-stop", "props/coin", "backgrounds/guide"):
        path = root / f"theme/cards/art/{name}.svg"
        path.parent.mkdir(parents=True)
        path.write_bytes(ART[name])
    (root / "theme/templates").mkdir()
    (root / "theme/assets").mkdir()
    shutil.copy(CARDS / "palette.toml", root / "theme/cards")
    (root / "theme/cards/scenes.toml").write_text(SMALL_TABLE, "utf-8")
    return root


def test_pufa_art_writes_every_sheet(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["art", "--root", str(small), "--out", str(tmp_path / "sheets")]) == 0
    written = sorted(path.name for path in (tmp_path / "sheets").iterdir())
    assert written == ["backgrounds.png", "characters.png", "props.png", "scenes.png", "small.png"]
    for path in (tmp_path / "sheets").iterdir():
        with Image.open(path) as image:
            assert len(set(image.convert("RGB").get_flattened_data())) > 8, path
    assert str(tmp_path / "sheets") in capsys.readouterr().err


# mistakes in the table

MISTAKES = {
    "a drawing that is not there": (("xie-stop", "xie-stpo"), "C04", 7, ("xie-stpo", "是不是想写 characters/xie-stop")),
    "a default that is no scene": (('case = "one"', 'case = "on"'), "C04", 2, ("“on”", "是不是想写 one")),
    "a quote that is not closed": (('xie-stop"', "xie-stop"), "C03", 7, ("TOML",)),
    "a brace that is not closed": (("300 }", "300"), "C03", 7, ("TOML",)),
    "a scene written twice": (("]\n", "]\n[scene.one]\n"), "C03", 6, ("TOML",)),
    "a number with a letter in it": (("300", "3oo"), "C03", 7, ("TOML",)),
    "a width of nothing": (("300", "0"), "C05", 7, ("scene.one.place.1.width", "大于 0")),
    "a width that is text": (("300", '"wide"'), "C05", 7, ("width", "整数")),
    "a place between pixels": (("x = 0", "x = 0.5"), "C05", 7, ("scene.one.place.1.x", "整数")),
    "a place that is missing": (("x = 0, ", ""), "C05", 7, ("scene.one.place.1.x", "缺")),
    "a key that is none": (("width", "widht"), "C05", 7, ("widht", "没有这个键", "是不是想写 width")),
    "a scene of nothing": (
        ('  { art = "characters/xie-stop", x = 0, y = 0, width = 300 },\n', ""), "C05", 6, ("至少要有一张图",),
    ),
    "a stamp that is neither": (("place", "stamp = 3\nplace"), "C05", 6, ("true 或 false",)),
    "a default that is missing": (('rumor = "one"\n', ""), "C05", 1, ("rumor", "缺")),
    "a table of another encoding": (("guide", "# \ufffd\nguide"), "C03", 1, ("UTF-8",)),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_table_is_one_finding_at_its_line(mistake: str) -> None:
    (old, new), code, line, words = MISTAKES[mistake]
    text = SMALL_TABLE.replace(old, new, 1)
    assert text != SMALL_TABLE
    found = check_scenes(text, ART)
    assert found[0].code == code
    assert found[0].place.path == "theme/cards/scenes.toml"
    assert found[0].place.line == line
    said = found[0].line(Language.ZH)
    assert all(word in said for word in words), said
    assert len(found) == 1


@pytest.mark.parametrize("mistake", sorted(MISTAKES.keys() - {"a table of another encoding"}))
def test_no_studio_opens_with_a_table_that_has_a_mistake(mistake: str) -> None:
    (old, new), *_ = MISTAKES[mistake]
    with pytest.raises(ValueError):  # noqa: PT011  (each has its own words)
        parse_scenes(SMALL_TABLE.replace(old, new, 1), ART)


def test_every_mistake_in_the_table_is_named_at_once() -> None:
    text = TABLE.replace("characters/xie-comfort", "characters/xie-comfrot").replace(
        'rumor = "magnifier"', 'rumor = "m"'
    )
    found = check_scenes(text, ART)
    lines = text.split("\n")
    assert len(found) == 1 + text.count("xie-comfrot") >= 3
    for finding in found:
        assert finding.code == "C04"
        assert re.search("xie-comfrot|rumor", lines[finding.place.line - 1])


def test_the_table_as_it_is_has_no_mistake() -> None:
    assert check_scenes(TABLE, ART) == []


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose table of scenes has a misspelled drawing, and how many lines stand above it."""
    root = few(tmp_path_factory.mktemp("spoilt"))
    path = root / "theme/cards/scenes.toml"
    path.write_text(TABLE.replace("weasel-tangled", "weasel-tangeld"), "utf-8")
    return root


@pytest.mark.parametrize(
    "command",
    [("check",), ("build", "--jobs", "1", "--no-cards"), ("gallery", "fake-loan"), ("art",)],
    ids=lambda c: c[0],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_says_what_is_wrong_with_the_table_and_ends(
    command: tuple[str, ...], language: str, spoilt: Path, tmp_path: Path
) -> None:
    out = ("--out", str(tmp_path)) if command[0] in ("gallery", "art") else ()
    result = pufa(*command, "--root", str(spoilt), "--lang", language, *out)
    said = result.stdout + result.stderr
    assert result.returncode == 1
    assert "Traceback" not in said
    line = next(n for n, text in enumerate(TABLE.split("\n"), 1) if "characters/weasel-tangled" in text)
    assert f"theme/cards/scenes.toml:{line}:" in said
    assert {"zh": "是不是想写 characters/weasel-tangled？", "en": "Did you mean characters/weasel-tangled?"}[
        language
    ] in said
    assert list(tmp_path.iterdir()) == []


# scenes that articles name


@pytest.fixture(scope="module")
def drawable(registries: Registries, scenes: Scenes) -> Registries:
    return registries.model_copy(update={"scenes": {name: scene.stamp for name, scene in scenes.scene.items()}})


def named(path: str, scene: str, registries: Registries) -> list[Finding]:
    """What is found of the `scene` of an article."""
    text = (ROOT / path).read_text("utf-8")
    text = re.sub(r"^scene: .*\n", "", text, flags=re.M).replace("\ntags:", f"\nscene: {scene}\ntags:", 1)
    entry, findings = parse_article(path, text.encode())
    assert entry, findings
    found = [f for f in check_entry(entry, registries) if f.field == "scene"]
    assert all(f.place.line == text[: text.index("\nscene: ")].count("\n") + 2 for f in found)
    return found


GUIDE, RUMOR = "content/fraud-guides/fake-loan.md", "content/rumors/youyang-child-snatching.md"


def test_an_unknown_scene_is_found_at_its_line_with_the_nearest(drawable: Registries) -> None:
    (finding,) = named(GUIDE, "fake-lone", drawable)
    assert finding.code == "C02"
    assert "fake-lone" in finding.message.zh
    assert "fake-loan" in finding.cure.zh
    assert "fake-loan" in finding.cure.en


def test_a_scene_like_no_other_is_found_with_where_they_stand(drawable: Registries) -> None:
    (finding,) = named(GUIDE, "zzz", drawable)
    assert "theme/cards/scenes.toml" in finding.cure.zh


def test_a_known_scene_is_no_finding(drawable: Registries) -> None:
    assert named(GUIDE, "comfort", drawable) == []
    assert named(RUMOR, "megaphone", drawable) == []


def test_a_rumor_may_name_only_a_scene_with_room_for_its_verdict(drawable: Registries) -> None:
    (finding,) = named(RUMOR, "comfort", drawable)
    assert finding.code == "C02"


def test_where_no_scenes_are_known_none_is_unknown(registries: Registries) -> None:
    assert named(GUIDE, "fake-lone", registries.model_copy(update={"scenes": {}})) == []


def test_pufa_check_finds_an_unknown_scene_and_loads_nothing_that_draws(tmp_path: Path) -> None:
    root = few(tmp_path)
    path = root / GUIDE
    path.write_text(path.read_text("utf-8").replace("\ntags:", "\nscene: fake-lone\ntags:", 1), "utf-8")
    program = (
        "import sys; from pufa.cli import main; status = main(sys.argv[1:]);"
        "print(status, sorted({'PIL', 'resvg_py', 'mkdocs'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, "check", "--root", str(root), str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert re.search(rf"{GUIDE}:\d+:\d+: C02 scene：没有“fake-lone”这个画面。是不是想写 fake-loan？", result.stdout)
    assert result.stdout.endswith("1 []\n")
