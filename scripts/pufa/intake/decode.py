"""From a header's plain values to a model: pydantic judges, and each of its complaints becomes a Finding in plain words."""

import types
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from pufa.intake.header import KEY, Header
from pufa.model.article import Form
from pufa.model.finding import Finding
from pufa.model.text import Text
from pufa.model.vocabulary import Term

F = TypeVar("F", bound=Form)


def decode(kind: type[F], header: Header, given: Mapping[str, Any]) -> tuple[F | None, list[Finding]]:
    """Fill in the form `kind` from `header` plus the values `given` by the intake itself (slug, body …).

    Returns None and the findings when anything is wrong.
    """
    findings = []
    values: dict[str, Any] = {}
    typed = kind.typed()
    for key, value in header.values.items():
        place = header.places[(key,)]
        if key not in typed:
            findings.append(_unknown(header, (key,), key, list(typed)))
        elif value == "":
            line = f"{key}: {(typed[key].examples or [''])[0]}"
            findings.append(Finding(place, "D02", key, _EMPTY, _fill(line, needed=typed[key].is_required())))
        else:
            values[key] = value
    known = {f.field for f in findings} | header.broken
    try:
        model = kind.model_validate({**values, **given})
    except ValidationError as error:
        problems = error.errors(include_url=False)
        # Lists that are too short only for their bad items.
        spoiled = {problem["loc"][:end] for problem in problems for end in range(1, len(problem["loc"]))}
        for problem in problems:
            if problem["type"] == "too_short" and problem["loc"] in spoiled:
                continue
            if problem["loc"] and problem["loc"][0] in known and problem["type"] in ("missing", "extra_forbidden"):
                continue
            findings.append(_finding(kind, header, problem))
        return None, findings
    return (None if findings or header.broken else model), findings


_EMPTY = Text("写了名字，后面却是空的。", "the key is there, its value is empty.")


def _fill(line: str, *, needed: bool) -> Text:
    """How to mend an empty value: as in `line`; what is not `needed` may go instead."""
    if needed:
        return Text(f"补上，例如 {line}", f"Fill it in, for example {line}")
    return Text(f"补上，例如 {line}；用不着就删掉。", f"Fill it in, for example {line}, or delete it.")


def _unknown(header: Header, at: tuple[str | int, ...], key: str, allowed: list[str]) -> Finding:
    near = get_close_matches(key, allowed, 1, 0.5)
    if near:
        cure = Text(f"是不是想写 {near[0]}？", f"Did you mean {near[0]}?")
    else:
        names = "、".join(allowed)
        cure = Text(f"可以写的有：{names}。", f"The known ones are: {', '.join(allowed)}.")
    place = header.places[(*at, KEY)]
    return Finding(place, "D01", key, Text(f"没有“{key}”这个键。", f"there is no key “{key}”."), cure)


def _finding(kind: type[Form], header: Header, problem: Mapping[str, Any]) -> Finding:
    at: tuple[str | int, ...] = problem["loc"]
    code, value, context = problem["type"], problem["input"], problem.get("ctx", {})
    if code == "extra_forbidden":
        return _unknown(header, at, str(at[-1]), list(_form_at(kind, at[:-1]).typed()))
    name = ".".join(str(k + 1) if isinstance(k, int) else k for k in at)
    field = _field_at(kind, at)
    key = str(at[-1]) if at and isinstance(at[-1], str) else (str(at[-2]) if len(at) > 1 else "")
    example = (field.examples or [""])[0] if field else ""
    line = f"{key}: {example}"
    number, message, cure = _words(code, value, context, key, line, _choices(field))
    if value == "" and code != "missing":
        number, message, cure = "D02", _EMPTY, _fill(line, needed=bool(field and field.is_required()))
        if at and isinstance(at[-1], int):
            message = Text("这一条是空的。", "this item is empty.")
            cure = Text("写一句话，或者删掉这一条。", "Write a sentence, or delete the item.")
    return Finding(header.places[at], number, name, message, cure)


def _words(
    code: str, value: Any, context: Mapping[str, Any], key: str, line: str, choices: list[str]
) -> tuple[str, Text, Text]:
    """Code, message and cure for one of pydantic's error types."""
    said = _shown(value)
    like = Text(f"例如 {line}", f"For example {line}")
    if code == "missing":
        return (
            "D03",
            Text("缺这一项。", "this is missing."),
            Text(f"补一行，例如 {line}", f"Add a line, for example {line}"),
        )
    if code in ("enum", "literal_error"):
        near = get_close_matches(str(value), choices, 1, 0.4)
        names = "、".join(choices)
        return (
            "D04",
            Text(f"“{said}”不在可选的值里。", f"“{said}” is not one of the allowed values."),
            Text(
                f"是不是想写 {near[0]}？（可选：{names}）" if near else f"可选：{names}。",
                f"Did you mean {near[0]}? (Allowed: {', '.join(choices)})"
                if near
                else f"Allowed: {', '.join(choices)}.",
            ),
        )
    if code in ("moment", "day", "partial_date"):
        month = code == "partial_date"
        return (
            "D05",
            Text(f"“{said}”不是日期。", f"“{said}” is no date."),
            Text(
                f"写成年-月-日，位数补零，例如 {key}: 2026-11-23" + ("；只知道月份就写 2026-11。" if month else ""),
                f"Write year-month-day with zeros, for example {key}: 2026-11-23" + (", or 2026-11." if month else ""),
            ),
        )
    if code in ("tuple_type", "list_type"):
        items = f"{key}: [{said}]"
        return "D06", Text("这里要列表。", "this must be a list."), Text(f"写成 {items}", f"Write {items}")
    if code in ("too_short", "too_long", "string_too_short", "string_too_long"):
        limit = context.get("min_length", context.get("max_length"))
        many = "太少，至少" if "short" in code else "太多，最多"
        unit, unit_en = ("字", "characters") if code.startswith("string") else ("条", "items")
        bound = "at least" if "short" in code else "at most"
        return (
            "D07",
            Text(f"{many} {limit} {unit}。", f"{bound} {limit} {unit_en}."),
            Text("请增减到这个范围里。", "Bring it within that."),
        )
    if code == "string_type":
        return "D08", Text("这里只要一句文字。", "this must be one line of text."), like
    if code in ("model_type", "dict_type", "model_attributes_type"):
        return "D09", Text("这里要“键: 值”的一组。", "this must be a mapping."), like
    if code.startswith(("int", "greater", "less")):
        return (
            "D10",
            Text(f"“{said}”不是整数。", f"“{said}” is no whole number."),
            Text("只写数字，不写逗号和“元”，例如 67000。", "Digits only, no commas, for example 67000."),
        )
    if code == "source_unreachable":
        return (
            "D11",
            Text("这条来源既没有网址，也没有写明由本单位保存。", "this source has neither an address nor `held`."),
            Text(
                "补 url: https://…；没有网址的文件写 held: true。",
                "Add url: https://…, or held: true for a document you hold.",
            ),
        )
    if code == "case_without_subject":
        return (
            "D12",
            Text("案例要说明是哪种骗局，或者什么案由。", "a case needs a fraud_type or an offence."),
            Text("补一行，例如 fraud_type: fake-boss", "Add a line, for example fraud_type: fake-boss"),
        )
    if code == "string_pattern_mismatch":
        if key == "fraud_type":
            like = Text(
                f"写登记的名字，例如 {line}；都在 content/fraud-types.yml 里。",
                f"Write its registered name, for example {line}; all are in content/fraud-types.yml.",
            )
        return "D13", Text(f"“{said}”的写法不对。", f"“{said}” is not written the right way."), like
    return "D00", Text(f"“{said}”不合要求。", f"“{said}” does not fit."), like


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else "、".join(map(str, value)) if isinstance(value, list | tuple) else "…"
    return text if len(text) <= 40 else text[:39] + "…"


def _choices(field: FieldInfo | None) -> list[str]:
    terms = vocabulary(field) if field else None
    return [str(m.value) for m in terms] if terms else ["true"]


def vocabulary(field: FieldInfo) -> type[Term] | None:
    """The closed vocabulary that a field's values are chosen from, if it has one."""
    return next((leaf for leaf in _leaves(field.annotation) if isinstance(leaf, type) and issubclass(leaf, Term)), None)


def _leaves(annotation: Any) -> list[Any]:
    """The classes inside an annotation, through Optional, tuple and Annotated."""
    if get_origin(annotation) in (Union, types.UnionType, tuple, list) or hasattr(annotation, "__metadata__"):
        return [leaf for inner in get_args(annotation) for leaf in _leaves(inner)]
    return [annotation]


def _form_at(kind: type[Form], at: tuple[str | int, ...]) -> type[Form]:
    """The form that stands at a path below `kind`."""
    form = kind
    for key in at:
        if isinstance(key, str) and key in form.model_fields:
            for leaf in _leaves(form.model_fields[key].annotation):
                if isinstance(leaf, type) and issubclass(leaf, BaseModel):
                    form = leaf  # type: ignore[assignment]  # every model inside a form is a form
    return form


def _field_at(kind: type[Form], at: tuple[str | int, ...]) -> FieldInfo | None:
    names = [key for key in at if isinstance(key, str)]
    if not names:
        return None
    parents = at[: max(i for i, key in enumerate(at) if isinstance(key, str))]
    return _form_at(kind, parents).model_fields.get(names[-1])
