"""Every rule has an example that it rejects: a good manuscript with one thing changed, and the finding it gets."""

import re
import time
from pathlib import Path

import pytest

from pufa.checks.rules import LIBRARY_RULES, RULES, check
from pufa.intake.article import parse_article
from pufa.model.finding import Finding
from pufa.model.library import Entry
from pufa.model.registry import Registries
from pufa.model.text import Language
from pufa.model.vocabulary import Section

MANUSCRIPTS = Path(__file__).parent / "manuscripts"
SOURCES = Path(__file__).parents[1] / "scripts/pufa"
NAMES = {"guide": ("fraud-guides", "fake-loan"), "rumor": ("rumors", "lock-account"), "case": ("cases", "three")}


def manuscript(kind: str, old: str = "", new: str = "") -> bytes:
    """The good manuscript of a kind with `old`, which must stand in it, replaced by `new`."""
    text = (MANUSCRIPTS / f"{kind}.md").read_text("utf-8")
    assert old in text
    return text.replace(old, new, 1).encode() if old else text.encode()


def judge(data: bytes, path: str, registries: Registries, *others: Entry) -> list[Finding]:
    """The findings of a file, alone or among others."""
    entry, findings = parse_article(path, data)
    return findings if entry is None else [*findings, *check([*others, entry], registries)]


def neighbour() -> Entry:
    """The article that the good guide links to."""
    data = manuscript("guide", "也看", "不看").replace(b"guide-fake-loan", b"guide-fake-shop-agent")
    data = data.replace(b"fraud_type: fake-loan", b"fraud_type: fake-shop-agent")
    entry, findings = parse_article("content/fraud-guides/fake-shop-agent.md", data)
    assert entry is not None, findings
    return entry


REJECTED = [
    # code, kind, what is typed, what is typed instead, line:column, words of the message
    ("F07", "guide", "---\nid", "\n---\nid", "1:1", "没有找到资料部分"),
    ("F07", "guide", "---\nid", "id", "1:1", "三个短横"),
    ("F08", "guide", "laws: [cl/266]\n---", "laws: [cl/266]", "1:1", "没有结束"),
    ("F08", "guide", "laws: [cl/266]\n---", "laws: [cl/266]\n----", "22:1", "没有结束"),
    ("F03", "guide", "---\nid", "\ufeff---\nid", "1:1", "BOM"),
    ("F04", "guide", "仓鼠等着", "仓鼠\u202e等着", "24:3", "U+202E"),
    ("F04", "guide", "title: 虚假", "title: 虚假\u2028status: draft", "3:10", "U+2028"),
    ("F04", "guide", "仓鼠等着", "仓鼠\x1b[31m等着", "24:3", "U+001B"),
    ("F04", "guide", "一笔钱", "⼀笔钱", "24:5", "U+2F00"),
    ("F05", "guide", "仓鼠等着", "等" * 20_001, "24:1", "两万字"),
    ("F06", "guide", "仓鼠等着", "[" * 19_000, "24:1", "连着太多"),
    ("F06", "guide", "仓鼠等着", "> " * 40 + "等", "24:1", "层次太深"),
    ("F09", "guide", "unit", "unit", "1:1", "超过 20 kB"),
    ("Y01", "guide", "  - 挂断。", "  - 挂断。\n - 打", "19:2", "缩进"),
    ("Y03", "guide", "asks: [advance-fee]", "asks: {[a]: b}", "10:8", "键: 值"),
    ("Y04", "guide", "unit", "unit", "4:10", "锚点"),
    ("Y05", "guide", "summary: 说好", "summary: !!str 说好", "4:10", "类型标签"),
    ("Y06", "guide", "asks: [advance-fee]", "asks: [[[[[[[[a]]]]]]]]", "10:13", "层次太深"),
    ("Y07", "guide", "date: 2026-11-23\n", "date: 2026-11-23\ntitle: 又一个\n", "6:1", "两遍"),
    ("Y08", "guide", "steps:\n  - 挂断。", "steps:\n\t- 挂断。", "18:1", "制表符"),
    ("Y09", "guide", "title: 虚假", "title：虚假", "3:6", "全角冒号"),
    ("Y10", "guide", "title: 虚假贷款：先收费的，没有款", "title: [oops", "3:8", "没有配对的“]”"),
    ("Y11", "guide", "title: 虚假", 'title: "虚假', "3:8", "引号没有配对"),
    ("Y12", "guide", "title: 虚假贷款：先收费的", "title: 虚假贷款: 先收费的", "3:12", "整句加引号"),
    ("Y13", "guide", "title: 虚假", "title:虚假", "3:6", "少一个空格"),
    ("Y14", "guide", "title: 虚假", "title: @虚假", "3:8", "不能用“@”开头"),
    ("D01", "guide", "giveaway:", "give_away:", "12:1", "是不是想写 giveaway"),
    ("D02", "guide", "summary: 说好放款，先收工本费，再收解冻费。", "summary:", "4:1", "空的"),
    ("D02", "guide", "  - 挂断。\n", "  -\n", "18:4", "删掉这一条"),
    ("D02", "rumor", "  first_seen: 2020-03", "  first_seen:", "10:3", "补上，例如 first_seen: 2014-09"),
    ("D03", "guide", "giveaway: 放款以前先收钱的，没有款可放。\n", "", "2:1", "缺这一项"),
    ("D04", "guide", "contact: [phone]", "contact: [fone]", "9:11", "是不是想写 phone"),
    ("D04", "rumor", "verdict: unproven", "verdict: flase", "12:10", "是不是想写 false"),
    ("D05", "guide", "date: 2026-11-23", "date: 2026-02-30", "5:7", "不是日期"),
    ("D05", "case", "conduct_date: 2026-05", "conduct_date: 五月", "10:15", "只知道月份"),
    ("D06", "guide", "contact: [phone]", "contact: phone", "9:10", "contact: [phone]"),
    ("D07", "guide", "  - 挂断。\n", "", "18:3", "至少 3 条"),
    ("D08", "guide", "title: 虚假贷款：先收费的，没有款", "title: [虚假]", "3:8", "一句文字"),
    ("D09", "rumor", "claim:\n  text: 输错五次密码就能锁住骗子的账户\n  first_seen: 2020-03\n  where: 微信群", "claim: 锁住", "8:8", "一组"),
    ("D10", "case", "loss: 67000", "loss: 六万七", "11:7", "不是整数"),
    ("D11", "rumor", "    held: true\n", "", "18:5", "held: true"),
    ("D12", "case", "fraud_type: fake-boss\n", "", "2:1", "什么案由"),
    ("D13", "case", "fraud_type: fake-boss", "fraud_type: 冒充老板", "9:13", "content/fraud-types.yml"),
    ("D13", "guide", "laws: [cl/266]", "laws: [刑法266]", "21:8", "写法不对"),
    ("B01", "guide", "> 红旗：放款的先收钱。\n\n///", "> 红旗：放款的先收钱。", "28:1", "没有结束"),
    ("B02", "guide", "/// channel |", "/// chanel |", "45:1", "没有这种块"),
    ("B03", "guide", "## 一通电话", "# 一通电话", "26:1", "一级标题"),
    ("B04", "guide", "仓鼠等着", "仓鼠<b onclick=x>等着", "24:3", "HTML"),
    ("B04", "guide", "仓鼠等着一笔钱。", "<!-- 备注：真名 -->", "24:1", "HTML"),
    ("B05", "guide", "仓鼠等着", "仓鼠![图](x.png)等着", "24:3", "不放图片"),
    ("B06", "guide", "/// provision | cl/266\n", "/// provision | cl/266\n    note: x\n", "43:5", "没有“note”"),
    ("B07", "guide", "/// provision | cl/266\n", "/// provision | cl/266\n诈骗公私财物\n", "42:1", "登记库填"),
    ("B08", "guide", "    cast: {“客服”: weasel-headset, 仓鼠: hamster-phone}\n", "", "28:1", "角色表"),
    ("B09", "guide", "- 10:03 仓鼠：啊", "- 10:03 苍鼠：啊", "32:1", "读不懂"),
    ("B10", "guide", "- 10:02 “客服”：先交工本费\n- 10:03 仓鼠：啊\n", "", "28:1", "没有一句话"),
    ("U01", "guide", "(fake-shop-agent.md)", "(/fraud-guides/fake-shop-agent/)", "40:9", "相对路径"),
    ("U02", "guide", "https://www.piyao.org.cn/", "javascript:alert(1)", "40:1", "不在允许的名单里"),
    ("U02", "guide", "https://www.piyao.org.cn/", "https://www.piyao.org.cn@evil.example/", "40:1", "不在允许的名单里"),
    ("U02", "guide", "https://www.piyao.org.cn/", "https://piyao.org.cn.evil.example/", "40:1", "hxxps://piyao[.]org[.]cn"),
    ("U02", "guide", "https://www.piyao.org.cn/", "http://www.piyao.org.cn/", "40:1", "不在允许的名单里"),
    ("U02", "guide", "https://www.piyao.org.cn/", "//evil.example/", "40:1", "不在允许的名单里"),
    ("U03", "guide", "仓鼠等着", "仓鼠上 icbc-login.top 等着", "24:5", "icbc-login[.]top"),
    ("U03", "guide", "仓鼠等着", "仓鼠上ｉｃｂｃ－ｌｏｇｉｎ．ｔｏｐ等着", "24:4", "icbc-login[.]top"),
    ("U04", "guide", "(fake-shop-agent.md)", "(fake-shop-agnet.md)", "40:1", "不存在"),
    ("U05", "guide", "(fake-shop-agent.md)", "(fake-shop-agent.md#s-没有)", "40:1", "没有“#s-没有”"),
    ("R01", "guide", "id: guide-fake-loan", "id: fake-loan", "2:5", "guide-fake-loan"),
    ("R02", "guide", "title: 虚假", f"title: {'长' * 28}", "3:8", "最多 30"),
    ("R03", "guide", "summary: 说好", f"summary: {'长' * 120}", "4:10", "最多 120"),
    ("R05", "rumor", "title: 查过了：输错密码锁不住骗子", "title: 输错五次密码就能锁住骗子的账户", "3:8", "照抄了传言"),
    ("R06", "guide", "仓鼠等着", "仓鼠的 138********1 等着", "24:7", "星号"),
    ("R07", "guide", "review_by: 2027-11-23", "review_by: 2026-01-01", "7:12", "不比上次核对"),
    ("R08", "guide", "laws: [cl/266]", "laws: [cl/266]\nstatus: withdrawn", "2:1", "日期和原因"),
    ("R09", "case", "fraud_type: fake-boss", "fraud_type: fake-bos", "9:13", "是不是想写 fake-boss"),
    ("R10", "guide", "fraud_type: fake-loan", "fraud_type: task-rebate", "8:13", "task-rebate.md"),
    ("R11", "rumor", "    held: true\n", "    held: true\n  - {id: search-2026, title: 又, issuer: 又, date: 2026, held: true}\n", "23:10", "用了两次"),
    ("R12", "rumor", "    source: search-2026", "    source: search-2025", "15:13", "是不是想写 search-2026"),
    ("R13", "case", "basis: composite", "basis: public-record", "8:8", "却没有来源"),
    ("R14", "rumor", "verdict: unproven", 'verdict: "false"', "14:3", "一个来源"),
    ("R15", "guide", "weasel-headset,", "weasel-headest,", "29:1", "是不是想写 weasel-headset"),
    ("R16", "guide", "channel | 96110", "channel | 96111", "45:1", "是不是想写 96110"),
    ("R17", "case", "laws: [cl/266]", "laws: [cl/9999]", "14:8", "没有刑法第 9999 条"),
    ("R17", "case", "laws: [cl/266]", "laws: [{id: psa/25, as_of: 2005-01-01}]", "14:8", "没有效力"),
    ("R20", "guide", "仓鼠等着", "【写：开头】等着", "24:1", "模板里的提示"),
    ("R21", "guide", "title: 虚假", "title: <script>alert(1)</script>", "3:8", "只写文字"),
    ("R21", "guide", "  - 催你交解冻费", "  - <img src=x onerror=alert(1)>催", "15:5", "只写文字"),
    ("P01", "guide", "仓鼠等着", "仓鼠的电话 138-1234-5678 等着", "24:7", "手机号（138×××78）"),
    ("P01", "guide", "仓鼠等着", "仓鼠的电话 **138**１２３４5678 等着", "24:9", "手机号"),
    ("P01", "guide", "仓鼠等着", "仓鼠 11010519491231002X 等着", "24:4", "身份证号（110×××2X）"),
    ("P01", "guide", "仓鼠等着", "仓鼠 6222021234567890128 等着", "24:4", "银行卡号"),
    ("P01", "guide", "仓鼠等着", "仓鼠 a.b@mail.example 等着", "24:4", "邮箱"),
    ("P01", "guide", "仓鼠等着", "仓鼠的渝A12345等着", "24:4", "车牌号"),
    ("P01", "guide", "仓鼠等着", "仓鼠住 3 号楼 502 等着", "24:5", "门牌号"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "kind", "old", "new", "spot", "words"), REJECTED)
def test_a_mistake_gets_its_finding_at_its_place(
    code: str, kind: str, old: str, new: str, spot: str, words: str, registries: Registries
) -> None:
    section, slug = NAMES[kind]
    if code == "F09":
        old, new = "laws: [cl/266]", "laws: [cl/266]\n" + "# 说明\n" * 3_000
    if code == "Y04":
        old, new = "summary: 说好", "summary: &x 说好"
    findings = judge(manuscript(kind, old, new), f"content/{section}/{slug}.md", registries, neighbour())
    assert (code, spot) in [(f.code, f"{f.place.line}:{f.place.column}") for f in findings], [
        f.line(Language.ZH) for f in findings
    ]
    assert any(words in f.line(Language.ZH) for f in findings if f.code == code)


def test_the_good_manuscripts_have_no_finding(registries: Registries) -> None:
    for kind, (section, slug) in NAMES.items():
        assert judge(manuscript(kind), f"content/{section}/{slug}.md", registries, neighbour()) == [], kind


def test_false_may_rest_on_one_source_where_that_is_the_finding_of_a_named_investigator(registries: Registries) -> None:
    data = manuscript("rumor", "verdict: unproven", 'verdict: "false"').decode()
    assert [f.code for f in judge(data.encode(), "content/rumors/lock-account.md", registries, neighbour())] == ["R14"]
    named = data.replace("    source: search-2026\n", "    source: search-2026\n    investigator: 某县公安局\n", 1)
    assert named != data
    assert judge(named.encode(), "content/rumors/lock-account.md", registries, neighbour()) == []


def test_every_code_in_the_source_has_a_rejected_example() -> None:
    codes = {
        code
        for folder in ("intake", "checks")
        for path in (SOURCES / folder).glob("*.py")
        for code in re.findall(r'"([FNYDBRULP]\d\d)"', path.read_text("utf-8"))
    }
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert codes - set(re.findall(r'"([FNYDBRULP]\d\d)"', tests)) == set()


def test_every_rule_says_in_its_docstring_what_it_demands() -> None:
    for rule in (*RULES, *LIBRARY_RULES):
        assert rule.__doc__, rule
        assert rule.__doc__.endswith((".", ")."))


@pytest.mark.parametrize("name", ["Bad.md", "名字.md", "a b.md", "a--b.md", "-a.md", "x.EN.md", "a" * 80 + ".md"])
def test_an_odd_file_name_is_N03(name: str) -> None:
    entry, findings = parse_article(f"content/cases/{name}", b"")
    assert entry is None
    assert [f.code for f in findings] == ["N03"]


@pytest.mark.parametrize("name", ["index.md", "con.md", "page.md", "feed.en.md"])
def test_a_name_of_the_site_s_own_pages_is_N05(name: str) -> None:
    assert [f.code for f in parse_article(f"content/cases/{name}", b"")[1]] == ["N05"]


def test_gbk_is_F02_with_its_line() -> None:
    data = manuscript("guide").replace("仓鼠等着".encode(), "仓鼠等着".encode("gbk"))
    (finding,) = parse_article("content/fraud-guides/fake-loan.md", data)[1]
    assert (finding.code, finding.place.line) == ("F02", 24)


def test_a_huge_file_is_F01_before_anything_reads_it() -> None:
    started = time.process_time()
    (finding,) = parse_article("content/cases/big.md", "字".encode() * 1_700_000)[1]
    assert finding.code == "F01"
    assert time.process_time() - started < 0.5


def test_an_id_used_twice_is_L01(registries: Registries) -> None:
    first = parse_article("content/cases/three.md", manuscript("case"))[0]
    second = parse_article("content/cases/four.md", manuscript("case"))[0]
    assert first is not None
    assert second is not None
    (finding,) = check([first, second], registries)
    assert (finding.code, finding.place) == ("L01", second.places[("id",)])
    assert "content/cases/three.md" in finding.message.zh


def test_a_translation_without_its_original_is_L02_and_with_another_id_L03(registries: Registries) -> None:
    english = parse_article("content/cases/three.en.md", manuscript("case"))[0]
    other = parse_article("content/cases/three.md", manuscript("case", "id: case-three", "id: case-other"))[0]
    assert english is not None
    assert other is not None
    assert [f.code for f in check([english], registries)] == ["L02"]
    assert [f.code for f in check([english, other], registries)] == ["L03"]


def test_an_alias_that_is_somebody_s_address_is_L04(registries: Registries) -> None:
    thief = parse_article(
        "content/cases/four.md",
        manuscript("case", "id: case-three", "id: case-four\naliases: [/cases/three/]"),
    )[0]
    owner = parse_article("content/cases/three.md", manuscript("case"))[0]
    assert thief is not None
    assert owner is not None
    findings = check([thief, owner], registries)
    assert [f.code for f in findings] == ["L04"]
    assert "content/cases/three.md" in findings[0].message.zh


def test_provisions_not_verified_are_R18_and_not_quotable_R19(registries: Registries) -> None:
    criminal = registries.statutes["cl"]
    provision = next(p for p in criminal.provisions if p.number == "266")

    def with_verification(code: str) -> Registries:
        changed = provision.model_copy(update={"verified": type(provision.verified)(code)})
        law = criminal.model_copy(update={"provisions": (changed,)})
        return registries.model_copy(update={"statutes": {"cl": law}})

    def codes(known: Registries) -> set[str]:
        return {f.code for f in judge(manuscript("guide"), "content/fraud-guides/fake-loan.md", known, neighbour())}

    assert codes(with_verification("U")) == {"R18", "R19"}
    assert codes(with_verification("P")) == {"R19"}


def test_all_mistakes_of_a_file_are_told_in_one_run(registries: Registries) -> None:
    data = manuscript("guide", "title: 虚假贷款：先收费的，没有款", "title: [oops")
    data = data.replace(b"contact: [phone]", b"contact: [fone]").replace("仓鼠等着".encode(), b"<script>x</script>")
    codes = {f.code for f in judge(data, "content/fraud-guides/fake-loan.md", registries)}
    assert codes == {"Y10", "D04", "B04"}


def test_a_finding_never_carries_an_escape_to_the_terminal(registries: Registries) -> None:
    data = manuscript("guide", "contact: [phone]", 'contact: ["\\e[31mphone"]')
    lines = [f.line(Language.ZH) for f in judge(data, "content/fraud-guides/fake-loan.md", registries)]
    assert lines
    assert all(line.isprintable() or "　" in line for line in lines)


def test_every_finding_speaks_both_languages(registries: Registries) -> None:
    for code, kind, old, new, _, _ in REJECTED:
        if code in ("F09", "Y04"):
            continue
        section, slug = NAMES[kind]
        for finding in judge(manuscript(kind, old, new), f"content/{section}/{slug}.md", registries, neighbour()):
            for text in (finding.message, finding.cure):
                assert text.zh
                assert text.en
                assert Section.GUIDES.zh not in text.en


@pytest.mark.parametrize(
    "good",
    [
        "转了 38,000.00 元", "1××××××××××", "打 96110 或 12377", "2026 年 4 月 5 日 10:02", "第 287 条之二", "hxxps://evil[.]example",
        "www.piyao.org.cn", "**“安全账户”**不安全", "emoji 😀👨‍👩‍👧", "𠮷野家", "A4 纸 3.5 元", "订单尾号 0027", "a < b，b > c",
        "2 * 3 * 4", "他说：“好。”", "身份证号 ××××××", "1.2.3 版", "`<script>`",
    ],
)  # fmt: skip
def test_ordinary_writing_gets_no_finding(good: str, registries: Registries) -> None:
    data = manuscript("guide", "仓鼠等着一笔钱。", good)
    findings = judge(data, "content/fraud-guides/fake-loan.md", registries, neighbour())
    assert [f.line(Language.ZH) for f in findings] == []
