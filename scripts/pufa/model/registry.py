"""The registries: statutes, channels, fraud types, and the hosts that may be linked."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from pufa.model.article import Form
from pufa.model.moment import Day, Span
from pufa.model.text import Language, Text
from pufa.model.vocabulary import Need, Verification


class Names(Form):
    """The same words in both languages."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """The words in `language`."""
        return self.zh if language is Language.ZH else self.en


class Version(Form):
    """The wording of a provision between two dates, and the number it bore then.

    `text` is missing where the old wording could not be verified whole, `valid_from` where its beginning is unknown:
    such a version is known to exist but cannot be quoted.
    """

    number: str
    article: str
    text: str | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    note: str | None = None
    penalty: str | None = None


class Provision(Form):
    """One article of a law through its versions, with a plain reading of the present one."""

    number: str
    article: str
    plain: Names
    penalty: str
    verified: Verification
    versions: tuple[Version, ...]
    offence: str | None = None
    topic: str | None = None
    book: str | None = None
    old_articles: tuple[str, ...] = ()


class Statute(Form):
    """A law. `id` is short and permanent: `cl`, `psa`."""

    id: str
    name: str
    short: str
    en: str
    issuer: str
    in_force: str
    adopted: str | None = None
    revised: str | None = None
    amended: str | None = None
    last_amended: str | None = None
    sources: tuple[str, ...] = ()
    provisions: tuple[Provision, ...]


class Wording(Form):
    """A citation resolved: the law, the provision, and the version that applied."""

    statute: Statute
    provision: Provision
    version: Version

    @property
    def present(self) -> bool:
        """Whether the version is still in force."""
        return self.version.valid_to is None

    @property
    def quotable(self) -> bool:
        """Whether the wording is verified well enough, and whole, to stand in quotation marks."""
        return self.provision.verified.quotable and self.version.text is not None


class Document(Form):
    """A document of courts or ministries that is known by its points only: it may be mentioned, never quoted."""

    id: str
    name: Names
    number: str | None = None
    issuer: Names | None = None
    issued: Span
    points: tuple[Names, ...]
    verified: Verification
    sources: tuple[str, ...] = ()


class Channel(Form):
    """An official channel: what it is for and how far that is verified."""

    id: str
    name: Names
    need: Need
    purpose: Names
    note: Names | None = None
    tel: str | None = None
    url: str | None = None
    verified: Verification
    sources: tuple[str, ...] = ()


class Category(Form):
    """A group of fraud types; `art` is the picture that stands for it."""

    id: str
    zh: str
    en: str
    motto: Names
    art: str

    def to(self, language: Language) -> str:
        """The name in `language`."""
        return self.zh if language is Language.ZH else self.en


class FraudType(Form):
    """One of the numbered frauds of the round-up."""

    n: int
    id: str
    category: str
    zh: str
    en: str
    basis: str

    def to(self, language: Language) -> str:
        """The name in `language`."""
        return self.zh if language is Language.ZH else self.en


class Host(Form):
    """A host that articles may link to, with the reason."""

    host: str
    why: str


class Registries(Form):
    """All registries together, and what articles may name of the art.

    `characters` are those that a chat may cast, `scenes` those that cards can draw, with whether each leaves room for
    the verdict stamp of a rumor.
    """

    statutes: Mapping[str, Statute] = Field(default_factory=dict)
    documents: Mapping[str, Document] = Field(default_factory=dict)
    channels: Mapping[str, Channel] = Field(default_factory=dict)
    categories: Mapping[str, Category] = Field(default_factory=dict)
    fraud_types: Mapping[str, FraudType] = Field(default_factory=dict)
    hosts: tuple[Host, ...] = ()
    first_hour: tuple[Names, ...] = ()
    characters: frozenset[str] = frozenset()
    scenes: Mapping[str, bool] = Field(default_factory=dict)

    def cite(self, id: str, on: date) -> Wording | Text:
        """The provision numbered `id` (`psa/29`) on the day `on`, or a sentence that says why there is none."""
        law, _, number = id.partition("/")
        statute = self.statutes.get(law)
        if statute is None:
            known = "、".join(self.statutes)
            return Text(f"登记库里没有“{law}”这部法律（有：{known}）。", f"there is no law “{law}” (known: {known}).")
        found = [(p, v) for p in statute.provisions for v in p.versions if v.number == number]
        for provision, version in found:
            begun = version.valid_from is None or version.valid_from <= on
            if begun and (version.valid_to is None or on <= version.valid_to):
                return Wording(statute=statute, provision=provision, version=version)
        if found:
            spans = [(f"{v.valid_from or ''}—{v.valid_to or ''}", p) for p, v in found]
            zh = "；".join(f"{span} {p.topic or p.plain.zh}（今天是{p.article}）" for span, p in spans)
            en = "; ".join(f"{span} {p.plain.en} (today Article {p.number})" for span, p in spans)
            return Text(
                f"登记库里的{statute.short}{found[0][1].article}在 {on} 没有效力。这个条号登记过的版本：{zh}。",
                f"{statute.en} Article {number} of the registry was not in force on {on}. Versions of that number: {en}.",
            )
        numbers = "、".join(p.number for p in statute.provisions)
        return Text(
            f"登记库里没有{statute.short}第 {number} 条（有：{numbers}）。",
            f"{statute.en} Article {number} is not in the registry (it has: {numbers}).",
        )

    def allows(self, host: str) -> bool:
        """Whether `host` (lower case, ASCII) is a listed host or below one."""
        return any(host == h.host or host.endswith("." + h.host) for h in self.hosts)
