"""Beginnings: a new article's template, an editor's schema, a new project. All made from the model."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from pufa.intake.decode import vocabulary
from pufa.intake.manuscript import located
from pufa.model.article import KINDS, Article
from pufa.model.finding import Finding
from pufa.model.vocabulary import Section

_PACKED = Path(__file__).parent.parent / "starter"
_CHECKOUT = Path(__file__).parents[3]
_COPIED = (
    "mkdocs.yml",
    "theme",
    "content/statutes",
    "content/channels.yml",
    "content/documents.yml",
    "content/fraud-types.yml",
    "content/hosts.yml",
)

_LISTS = {"red_flags": 3, "steps": 3}
"""How many blanks a list of sentences begins with: its least number."""

_BLOCKS = {
    "claim": ["claim:", "  text: # 传言的话", "  first_seen: # 最早见于，例如 2026-11", "  where: # 在哪儿流传"],
    "evidence": [
        "evidence:",
        "  - text: # 查到了什么",
        "    source: source-1 # 下面 sources 里的 id",
        "    # investigator: 某县公安局    # 可以不写：这条是调查机关自己的结论时，写它的名称",
    ],
    "sources": [
        "sources:",
        "  - id: source-1",
        "    title: # 标题",
        "    issuer: # 谁发布的",
        "    date: # 例如 2026-11-03",
        "    url: # 以 https 开头的网址；没有网址、由本单位保存的，删掉这行，写 held: true",
    ],
    "timeline": ["timeline:", '  - at: # 时间，加引号，例如 "14:05"', "    what: # 发生了什么"],
}

_SHOWN = {
    Section.GUIDES: set(),
    Section.CASES: {"timeline"},
    Section.RUMORS: {"claim", "evidence", "sources", "timeline"},
}
"""Which groups of fields a kind's template spells out."""

_BODIES = {
    Section.GUIDES: """\
【写：从一个时刻、一件东西写起，不超过 120 字】

## 【写：怎么骗】

/// chat | 【写：聊天的标题】
    cast: {“客服”: weasel-headset, 鸡妈妈: hen-phone}

- 10:02 “客服”：【写：他说的话】
- 10:03 鸡妈妈：【写：她说的话】

> 红旗：【写：他在做什么，不超过 25 字】

///

## 【写：为什么会信】

## 【写：怎么看穿】

## 【写：法律怎么说】

/// provision | cl/266
///
""",
    Section.CASES: """\
> 合成案例：由这类骗局的常见情节合写而成。人物、地点、时间、金额都是编的，请勿对号入座。

## 【写：第一幕】

## 【写：在哪儿能拦住】

## 【写：账怎么算】

/// provision | cl/266
///
""",
    Section.RUMORS: """\
先说结果：【写：一句话】

## 【写：怎么传开的】

## 【写：收到了怎么办】

/// channel | 12377
///

## 【写：我们不知道的】
""",
}


def template(section: Section, slug: str, today: date, review_by: date) -> str | Finding:
    """A commented Markdown file for a new article, its blanks empty; or what is wrong with the name.

    Once every empty value is filled in, it passes `check`.
    """
    where = located(f"content/{section}/{slug.replace('/', '?')}.md")  # a name, never a path
    if isinstance(where, Finding):
        return where
    known: dict[str, Any] = {
        "id": f"{section.prefix}-{slug}",
        "date": today.isoformat(),
        "reviewed": today.isoformat(),
        "review_by": review_by.isoformat(),
        "audience": "[everyone]",
        "fraud_type": slug if section is Section.GUIDES else "",
        "basis": "composite",
    }
    lines = ["---"]
    for name, field in KINDS[section].typed().items():
        lines += _field(name, field, known, _SHOWN[section])
    return "\n".join([*lines, "---", "", _BODIES[section]])


def _field(name: str, field: FieldInfo, known: dict[str, Any], shown: set[str]) -> list[str]:
    """The lines of one field: filled in, left blank with an example, or as a comment where it may be left out."""
    meaning, example = field.description or "", (field.examples or [""])[0]
    if name in shown and name in _BLOCKS:
        return [f"# {meaning}", *_BLOCKS[name]]
    if known.get(name):
        return [f"{name}: {known[name]}  # {meaning}", *_offered(field)]
    if name in _LISTS:
        return [f"# {meaning}（{example}）", f"{name}:", *["  -"] * _LISTS[name]]
    if field.is_required() or name in known:
        return [f"{name}:  # {meaning}，例如 {example}", *_offered(field)]
    return [] if example in ("见模板", "一到五条") else [f"# {name}: {example}    # 可以不写：{meaning}"]


def _offered(field: FieldInfo) -> list[str]:
    """Comment lines with the values to choose from, where a field has such."""
    terms = [f"{term.value}（{term.zh}）" for term in vocabulary(field) or ()]
    return [f"#   {'可选：' if not at else ''}{'、'.join(terms[at : at + 6])}" for at in range(0, len(terms), 6)]


def schema(kind: type[Article]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of an article's front matter, for editors."""
    whole = kind.model_json_schema(mode="validation")
    for hidden in set(kind.model_fields) - set(kind.typed()):
        whole["properties"].pop(hidden, None)
    used = set(re.findall(r'"#/\$defs/(\w+)"', str(whole["properties"]).replace("'", '"')))
    pending = list(used)
    while pending:
        text = str(whole["$defs"][pending.pop()]).replace("'", '"')
        new = set(re.findall(r'"#/\$defs/(\w+)"', text)) - used
        used |= new
        pending += new
    whole["$defs"] = {name: value for name, value in sorted(whole["$defs"].items()) if name in used}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole}


def create(folder: Path) -> None:
    """A new project at `folder`: configuration, theme and registries, no articles."""
    origin = _PACKED if _PACKED.is_dir() else _CHECKOUT
    for name in _COPIED:
        source, target = origin / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("rig"))
        else:
            shutil.copyfile(source, target)
    for section in Section:
        (folder / "content" / section).mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("site/\n.site.pufa/\n", "utf-8")


def table(kind: type[Article]) -> str:
    """The fields of a kind as a Markdown table for officers: what it is called, whether it must be, what it means."""
    rows = ["| 字段 | 必填 | 意思 | 例子 |", "|---|---|---|---|"]
    for name, field in kind.typed().items():
        example = str((field.examples or [""])[0]).replace("|", "\\|")
        rows.append(f"| `{name}` | {'是' if field.is_required() else ''} | {field.description} | `{example}` |")
    return "\n".join(rows) + "\n"
