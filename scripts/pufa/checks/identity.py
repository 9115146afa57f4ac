"""Rules about ids and addresses."""

import re
from collections.abc import Iterator, Sequence

from pufa.model.finding import Finding
from pufa.model.library import Entry
from pufa.model.registry import Registries
from pufa.model.text import Language, Text


def id_names_its_section(entry: Entry, _: Registries) -> Iterator[Finding]:
    """An id is `guide-`, `case-` or `rumor-` and a word of lower-case letters, digits and hyphens."""
    article = entry.article
    if not re.fullmatch(article.section.prefix + r"(-[a-z0-9]+)+", article.id):
        wanted = f"id: {article.section.prefix}-{article.slug}"
        yield Finding(
            entry.places[("id",)],
            "R01",
            "id",
            Text(f"“{article.id}”不是这个栏目的编号。", f"“{article.id}” is not an id of this section."),
            Text(f"写成 {wanted}；已经发布过的编号不要改。", f"Write {wanted}; never change a published id."),
        )


def id_is_used_once(entries: Sequence[Entry], _: Registries) -> Iterator[Finding]:
    """No two articles share an id, except an article and its translation."""
    seen: dict[tuple[str, Language], Entry] = {}
    for entry in entries:
        key = entry.article.id, entry.article.language
        if other := seen.get(key):
            yield Finding(
                entry.places[("id",)],
                "L01",
                "id",
                Text(f"{other.article.path} 已经用了这个编号。", f"{other.article.path} has this id already."),
                Text("换一个没有用过的编号。", "Choose an id that was never used."),
            )
        seen.setdefault(key, entry)


def translation_has_its_original(entries: Sequence[Entry], _: Registries) -> Iterator[Finding]:
    """An English article lies beside the Chinese one and bears the same id."""
    originals = {(e.article.section, e.article.slug): e.article for e in entries if e.article.language is Language.ZH}
    for entry in entries:
        if entry.article.language is Language.ZH:
            continue
        original = originals.get((entry.article.section, entry.article.slug))
        chinese = entry.article.path.replace(".en.md", ".md")
        if original is None:
            yield Finding(
                entry.places[()],
                "L02",
                "",
                Text(f"英文版旁边没有中文版 {chinese}。", f"there is no Chinese article {chinese} beside it."),
                Text("先写中文版，或者检查文件名。", "Write it first, or check the file name."),
            )
        elif original.id != entry.article.id:
            yield Finding(
                entry.places[("id",)],
                "L03",
                "id",
                Text("英文版和中文版的编号不一样。", "the translation has another id than its original."),
                Text(f"写成 id: {original.id}", f"Write id: {original.id}"),
            )


def address_is_used_once(entries: Sequence[Entry], _: Registries) -> Iterator[Finding]:
    """No two articles, and no old address, share a URL."""
    taken: dict[str, Entry] = {}
    for entry in entries:
        a = entry.article
        own = f"/{'en/' if a.language is Language.EN else ''}{a.section}/{a.slug}/"
        taken[own] = entry
    for entry in entries:
        for number, alias in enumerate(entry.article.aliases):
            other = taken.get(alias)
            if other:
                yield Finding(
                    entry.places[("aliases", number)],
                    "L04",
                    "aliases",
                    Text(
                        f"网址 {alias} 已经属于 {other.article.path}，两个文件不能共用一个网址。",
                        f"{alias} belongs to {other.article.path}: two files cannot share an address.",
                    ),
                    Text(
                        "删掉这一条，或者改成真正用过的旧网址。", "Delete it, or name the address that was really used."
                    ),
                )
            taken.setdefault(alias, entry)
