"""Rules about provisions: they exist, they were in force on the day that counts, and only verified wording is quoted."""

from collections.abc import Iterator
from datetime import date

from pufa.model.finding import Finding, Place
from pufa.model.library import Entry
from pufa.model.registry import Registries
from pufa.model.text import Text
from pufa.model.vocabulary import Verification


def cited(entry: Entry) -> Iterator[tuple[str, date, Place, str]]:
    """Everything cited: id, the day that counts, place, and `laws` (listed) or `provision` (quoted)."""
    a = entry.article
    for number, citation in enumerate(a.laws):
        yield citation.id, citation.as_of or a.law_date, entry.places[("laws", number)], "laws"
    for quotation in a.body.quotations:
        yield quotation.id, quotation.as_of or a.law_date, Place(a.path, quotation.line), "provision"


def citation_was_in_force(entry: Entry, registries: Registries) -> Iterator[Finding]:
    """A provision exists under that number on the day of the conduct (or of the last check of the facts)."""
    for id, on, place, field in cited(entry):
        found = registries.cite(id, on)
        if isinstance(found, Text):
            yield Finding(
                place,
                "R17",
                field,
                found,
                Text(
                    "改成那一天的条号；旧案写 {id: psa/25, as_of: 2014-09-30}。",
                    "Use the number of that day; for old conduct write {id: psa/25, as_of: 2014-09-30}.",
                ),
            )
        elif found.provision.verified is Verification.U:
            yield Finding(
                place,
                "R18",
                field,
                Text("这一条还没有核实，不能提。", "this provision is unverified and may not be cited."),
                Text("先核实登记库，或者删掉。", "Verify the registry first, or delete it."),
            )


def quotation_is_verified(entry: Entry, registries: Registries) -> Iterator[Finding]:
    """Only wording verified V1, V1+ or V2, and whole, is quoted."""
    for quotation in entry.article.body.quotations:
        found = registries.cite(quotation.id, quotation.as_of or entry.article.law_date)
        if not isinstance(found, Text) and not found.quotable:
            yield Finding(
                Place(entry.article.path, quotation.line),
                "R19",
                "provision",
                Text(
                    f"{quotation.id} 的这一版没有核实到可以引用原文。",
                    f"this version of {quotation.id} may not be quoted.",
                ),
                Text(
                    "删掉这个块，改成在正文里用自己的话提一句。",
                    "Delete the block and mention the point in your own words.",
                ),
            )
