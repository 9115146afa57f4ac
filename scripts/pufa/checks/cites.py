"""Who cites a law: what must be read again when it changes."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from pufa.checks.laws import cited
from pufa.model.finding import Place
from pufa.model.library import Entry
from pufa.model.registry import Provision, Registries, Wording
from pufa.model.text import Text


class Cite(NamedTuple):
    """One citation: where it stands, in which article, what was typed, and the version that it means on the day `on`.

    `quoted`: the wording stands on the page; else the provision is only listed. `wording` is None where no version was
    in force on that day. Sorts by place.
    """

    place: Place
    title: str
    id: str
    on: date
    quoted: bool
    wording: Wording | None


class Cites(NamedTuple):
    """The citations of a law or provision, and the other provisions that once bore its number, as ids of today."""

    found: list[Cite]
    others: list[str]


def cites(entries: Iterable[Entry], registries: Registries, id: str) -> Cites | Text:
    """Every citation of `id`: a law (`psa`), or a provision by its number of today (`psa/29`) in any of its versions.

    A number that no provision bears today means those that bore it. A sentence where the registry has neither.
    """
    law, _, number = id.partition("/")
    statute = registries.statutes.get(law)
    bore = [p for p in statute.provisions if any(v.number == number for v in p.versions)] if statute else []
    wanted = [p for p in bore if p.number == number] or bore
    if statute is None or (number and not wanted):
        return _unknown(registries, id)
    found = []
    for entry in entries:
        for typed, on, place, field in cited(entry):
            if typed.partition("/")[0] != law:
                continue
            said = registries.cite(typed, on)
            wording = said if isinstance(said, Wording) else None
            if not number or (wording.provision in wanted if wording else typed == id):
                found.append(Cite(place, entry.article.title, typed, on, field == "provision", wording))
    return Cites(sorted(found, key=lambda cite: cite[:1]), [_id(law, p) for p in bore if p not in wanted])


def _id(law: str, provision: Provision) -> str:
    return f"{law}/{provision.number}"


def _unknown(registries: Registries, id: str) -> Text:
    laws = registries.statutes.values()
    known = [
        *registries.statutes,
        *dict.fromkeys(f"{s.id}/{v.number}" for s in laws for p in s.provisions for v in p.versions),
    ]
    near = get_close_matches(id, known, 3, 0.4)
    return Text(
        f"登记库里没有“{id}”。"
        + (f"相近的有：{'、'.join(near)}。" if near else f"法律有：{'、'.join(registries.statutes)}。"),
        f"the registry has no “{id}”. "
        + (f"Near it: {', '.join(near)}." if near else f"Laws: {', '.join(registries.statutes)}."),
    )
