"""Rules about what an article speaks of: fraud types, evidence, sources, cast and channels."""

from collections.abc import Iterator
from difflib import get_close_matches

from pufa.model.article import Case, FraudGuide, Rumor
from pufa.model.body import Turn
from pufa.model.finding import Finding, Place, Severity
from pufa.model.library import Entry
from pufa.model.registry import Registries
from pufa.model.text import Text
from pufa.model.vocabulary import Basis, Verdict


def _nearest(name: str, known: list[str]) -> Text:
    near = get_close_matches(name, known, 1, 0.4)
    if near:
        return Text(f"是不是想写 {near[0]}？", f"Did you mean {near[0]}?")
    return Text(f"可以写的有：{'、'.join(known)}。", f"Known: {', '.join(known)}.")


def fraud_type_is_known(entry: Entry, registries: Registries) -> Iterator[Finding]:
    """A fraud type is one of the registry, and a guide's file is named after it."""
    a = entry.article
    if not isinstance(a, FraudGuide | Case) or a.fraud_type is None:
        return
    if a.fraud_type not in registries.fraud_types:
        yield Finding(
            entry.places[("fraud_type",)],
            "R09",
            "fraud_type",
            Text(f"没有“{a.fraud_type}”这种骗局。", f"there is no fraud type “{a.fraud_type}”."),
            _nearest(a.fraud_type, list(registries.fraud_types)),
        )
    elif isinstance(a, FraudGuide) and a.slug != a.fraud_type:
        yield Finding(
            entry.places[("fraud_type",)],
            "R10",
            "fraud_type",
            Text(f"文件名是 {a.slug}，和骗局种类不一样。", f"the file is named {a.slug}, unlike the fraud type."),
            Text(f"把文件改名为 {a.fraud_type}.md", f"Rename the file to {a.fraud_type}.md"),
        )


def evidence_has_its_source(entry: Entry, _: Registries) -> Iterator[Finding]:
    """Every piece of evidence names one of the article's sources, and no two sources share an id."""
    a = entry.article
    ids = [s.id for s in a.sources]
    for number, source in enumerate(ids):
        if source in ids[:number]:
            yield Finding(
                entry.places[("sources", number, "id")],
                "R11",
                "sources",
                Text(f"来源编号“{source}”用了两次。", f"the source id “{source}” is used twice."),
                Text("给每条来源不同的 id。", "Give each source an id of its own."),
            )
    if isinstance(a, Rumor):
        for number, evidence in enumerate(a.evidence):
            if evidence.source not in ids:
                yield Finding(
                    entry.places[("evidence", number, "source")],
                    "R12",
                    "evidence.source",
                    Text(f"sources 里没有“{evidence.source}”。", f"there is no source “{evidence.source}”."),
                    _nearest(evidence.source, ids)
                    if ids
                    else Text("先在 sources 里写上。", "Add it to `sources` first."),
                )


def public_record_has_a_source(entry: Entry, _: Registries) -> Iterator[Finding]:
    """A case from public records names at least one source."""
    a = entry.article
    if isinstance(a, Case) and a.basis is Basis.PUBLIC_RECORD and not a.sources:
        yield Finding(
            entry.places[("basis",)],
            "R13",
            "basis",
            Text("写的是公开材料，却没有来源。", "it says public record, and names no source."),
            Text(
                "补上 sources；由几件事合写的，写 basis: composite",
                "Add `sources`; if made from several, write basis: composite",
            ),
        )


def false_verdict_is_borne_out(entry: Entry, _: Registries) -> Iterator[Finding]:
    """A verdict of false rests on two independent sources or on what the named investigator found (advice)."""
    a = entry.article
    if not isinstance(a, Rumor) or a.verdict is not Verdict.FALSE or any(e.investigator for e in a.evidence):
        return
    if len({e.source for e in a.evidence}) < 2:
        yield Finding(
            entry.places[("evidence",)],
            "R14",
            "evidence",
            Text("“不实”只靠一个来源，页面上会照实写明。", "“false” rests on one source, and the page will say so."),
            Text(
                "能找到第二个独立来源就补上；这是调查机关自己的结论，就在那条证据里写 investigator: 机关名称",
                "Add a second independent source if there is one; if this is the finding of the body that investigated, name it: `investigator`",
            ),
            Severity.ADVICE,
        )


def cast_can_be_drawn(entry: Entry, registries: Registries) -> Iterator[Finding]:
    """Everybody in a chat is one of the cast."""
    if not registries.characters:
        return
    seen = set()
    for chat in entry.article.body.chats:
        for said in chat.lines:
            if isinstance(said, Turn) and said.character not in registries.characters and said.who not in seen:
                seen.add(said.who)
                yield Finding(
                    Place(entry.article.path, chat.line + 1),
                    "R15",
                    "cast",
                    Text(f"没有“{said.character}”这个角色。", f"there is no character “{said.character}”."),
                    _nearest(said.character, sorted(registries.characters)),
                )


def scene_can_be_drawn(entry: Entry, registries: Registries) -> Iterator[Finding]:
    """A scene is one that cards can draw; a rumor's leaves room for the verdict."""
    a = entry.article
    if a.scene is None or not registries.scenes:
        return
    known = [name for name, stamp in registries.scenes.items() if stamp or not isinstance(a, Rumor)]
    if a.scene not in known:
        nearest = next(iter(get_close_matches(a.scene, sorted(known), 1, 0.4)), None)
        yield unknown_scene(entry.places[("scene",)], a.scene, nearest)


def unknown_scene(place: Place, name: str, nearest: str | None) -> Finding:
    """The finding about a `scene` that cannot be drawn; `nearest` is the most similar one that can."""
    return Finding(
        place,
        "C02",
        "scene",
        Text(f"没有“{name}”这个画面。", f"there is no scene “{name}”."),
        Text(
            f"是不是想写 {nearest}？" if nearest else "用 theme/cards/scenes.toml 里有的名字，或删掉 scene。",
            f"Did you mean {nearest}?" if nearest else "Use a name of theme/cards/scenes.toml, or delete `scene`.",
        ),
    )


def channel_is_known(entry: Entry, registries: Registries) -> Iterator[Finding]:
    """A channel block names a channel of the registry."""
    for referral in entry.article.body.referrals:
        if referral.id not in registries.channels:
            yield Finding(
                Place(entry.article.path, referral.line),
                "R16",
                "",
                Text(f"登记库里没有“{referral.id}”这个渠道。", f"there is no channel “{referral.id}” in the registry."),
                _nearest(referral.id, list(registries.channels)),
            )
