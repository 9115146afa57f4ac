"""The rule that keeps victims unknown (P03 of the fact table; T3 of the threats)."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator

from pufa.model.finding import Finding, Place
from pufa.model.library import Entry
from pufa.model.registry import Registries
from pufa.model.text import Text

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_GAP = r"[ \-.]?"


def _is_id_card(digits: str) -> bool:
    """GB 11643: the last character is determined by the others."""
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == digits[17].upper()


def _is_bank_card(digits: str) -> bool:
    """The Luhn sum of a card number is a multiple of ten (ISO/IEC 7812-1)."""
    total = sum(d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(map(int, reversed(digits))))
    return total % 10 == 0


def _always(_: str) -> bool:
    return True


_KINDS: tuple[tuple[Text, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        Text("身份证号", "an identity card number"),
        re.compile(rf"(?<!\d)[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx](?![\dA-Za-z])"),
        _is_id_card,
    ),
    (
        Text("银行卡号", "a bank card number"),
        re.compile(rf"(?<!\d)(?:62|[45]\d)(?:{_GAP}\d){{14,17}}(?!\d)"),
        _is_bank_card,
    ),
    (Text("手机号", "a mobile number"), re.compile(rf"(?<!\d)1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)"), _always),
    (Text("邮箱", "an e-mail address"), re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), lambda m: m != "jubao@12377.cn"),
    (
        Text("车牌号", "a number plate"),
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
        ),
        lambda m: any(c.isdigit() for c in m),
    ),
    (
        Text("微信号或 QQ 号", "a chat account"),
        re.compile(r"(?:微信号?|QQ号?|qq)\s*[:是为]?\s*(?=[\w-]*\d)[A-Za-z0-9_-]{6,}"),
        _always,
    ),
    (
        Text("门牌号", "a door number"),
        re.compile(r"\d+\s*(?:号楼|栋|幢|单元)\s*\d+|\d+\s*单元|\d+\s*号楼"),
        _always,
    ),
)


_SUSPECT = re.compile(r"(?:\d\D{0,4}){5}|@|\d\s*(?:单元|号楼|栋|幢)|微信|QQ|qq|[A-Z]\W?[A-Z0-9]\W?[A-Z0-9]")
"""What a line must hold before it is worth the slow look: it lets through more than the kinds below, never less."""


def _flat(line: str) -> tuple[str, list[int]]:
    """`line` as a reader's eye or a program would join it, with each character's column in the original (from 0)."""
    characters: list[str] = []
    columns: list[int] = []
    for column, raw in enumerate(html.unescape(line) if "&" in line else line):
        if raw in "*_~`" or unicodedata.category(raw) == "Cf":
            continue
        for c in unicodedata.normalize("NFKC", raw):
            characters.append(c)
            columns.append(column)
    return "".join(characters), columns


def nobody_can_be_recognised(entry: Entry, _: Registries) -> Iterator[Finding]:
    """No identity card, mobile, bank card or account number, e-mail, number plate or door number, however it is spelled."""
    for number, line in enumerate([entry.article.path.rsplit("/", 1)[-1], *entry.text.split("\n")]):
        if "&" not in line and not _SUSPECT.search(unicodedata.normalize("NFKC", line)):
            continue
        flat, columns = _flat(line)
        for name, pattern, confirmed in _KINDS:
            for match in pattern.finditer(flat):
                value = (
                    re.sub(r"[ \-.]", "", match.group())
                    if name.zh[-1] == "号" and match.group()[0].isdigit()
                    else match.group()
                )
                if confirmed(value):
                    masked = value[:3] + "×××" + value[-2:] if len(value) > 6 else value[:1] + "×××"
                    yield Finding(
                        Place(entry.article.path, max(number, 1), columns[match.start()] + 1 if number else 1),
                        "P01",
                        "",
                        Text(
                            f"这里像是{name.zh}（{masked}），会让人认出当事人。",
                            f"this looks like {name.en} ({masked}).",
                        ),
                        Text(
                            "整个删掉，或者每一位都写成 ×。仓库是公开的，别只在页面上藏。",
                            "Delete it, or write × for every digit. The repository is public too.",
                        ),
                    )
                    break
