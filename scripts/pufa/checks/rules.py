"""All rules in their order, and the two ways to run them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from pufa.checks import alerts, dates, identity, laws, links, privacy, subjects, tags, wording
from pufa.model.finding import Finding
from pufa.model.library import Entry
from pufa.model.registry import Registries

Rule = Callable[[Entry, Registries], Iterator[Finding]]
"""A rule about one article."""

LibraryRule = Callable[[Sequence[Entry], Registries], Iterator[Finding]]
"""A rule about all articles together."""

RULES: tuple[Rule, ...] = (
    identity.id_names_its_section,
    wording.title_fits,
    wording.summary_fits,
    wording.title_does_not_repeat_the_rumor,
    wording.plain_text_holds_no_tags,
    wording.masks_survive_markdown,
    wording.template_is_filled_in,
    dates.dates_are_in_order,
    dates.withdrawal_is_complete,
    subjects.fraud_type_is_known,
    subjects.evidence_has_its_source,
    subjects.public_record_has_a_source,
    subjects.false_verdict_is_borne_out,
    subjects.cast_can_be_drawn,
    subjects.channel_is_known,
    subjects.scene_can_be_drawn,
    tags.tag_has_an_address,
    laws.citation_was_in_force,
    laws.quotation_is_verified,
    links.link_is_harmless,
    links.address_is_listed,
    privacy.nobody_can_be_recognised,
)
LIBRARY_RULES: tuple[LibraryRule, ...] = (
    identity.id_is_used_once,
    identity.translation_has_its_original,
    identity.address_is_used_once,
    links.link_leads_to_an_article,
    tags.tag_is_spelled_one_way,
    alerts.replacement_is_a_newer_alert,
)


def check_entry(entry: Entry, registries: Registries) -> list[Finding]:
    """Every finding of the rules about one article, for this one."""
    return [f for rule in RULES for f in rule(entry, registries)]


def check_library(entries: Iterable[Entry], registries: Registries) -> list[Finding]:
    """Every finding of the rules about all articles together."""
    everything = list(entries)
    return [f for rule in LIBRARY_RULES for f in rule(everything, registries)]


def unechoed(findings: Iterable[Finding], unread: Collection[str]) -> list[Finding]:
    """`findings` without those that miss a file of `unread`: it is there, and its own mistakes are told by themselves."""
    names = [path.rpartition("/")[2] for path in unread]
    return [f for f in findings if f.code not in ("U04", "L02") or not any(name in f.message.zh for name in names)]


def check(entries: Iterable[Entry], registries: Registries) -> list[Finding]:
    """Every finding of every rule, sorted by place."""
    everything = list(entries)
    alone = [f for entry in everything for f in check_entry(entry, registries)]
    return sorted([*alone, *check_library(everything, registries)])
