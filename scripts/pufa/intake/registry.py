"""The registries' files: the same strict reader as for articles, the same kind of findings."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pufa.intake.decode import decode
from pufa.intake.header import parse_header
from pufa.intake.manuscript import parse_text
from pufa.model.article import Form
from pufa.model.finding import Finding
from pufa.model.registry import Category, Channel, Document, FraudType, Host, Names, Registries, Statute

REGISTRY_BYTES = 2_000_000
_NODES = 200_000

F = TypeVar("F", bound=Form)


class _Channels(Form):
    channels: tuple[Channel, ...]
    first_hour: tuple[Names, ...]


class _Documents(Form):
    documents: tuple[Document, ...]


class _FraudTypes(Form):
    categories: tuple[Category, ...]
    types: tuple[FraudType, ...]


class _Hosts(Form):
    hosts: tuple[Host, ...]


def _parse(kind: type[F], path: str, data: bytes, findings: list[Finding]) -> F | None:
    text, wrong = parse_text(path, data, REGISTRY_BYTES)
    findings += wrong
    if text is None or wrong:
        return None
    header, wrong = parse_header(path, text, 1, _NODES)
    form, unfit = decode(kind, header, {})
    findings += [*wrong, *unfit]
    return form


def parse_registries(
    files: Iterable[tuple[str, bytes]], characters: frozenset[str], scenes: Mapping[str, bool] | None = None
) -> tuple[Registries, list[Finding]]:
    """The registries in `files` (path from the project's root, content), with the `characters` and `scenes` that can be drawn.

    Known files are `content/statutes/*.yml`, `content/documents.yml`, `content/channels.yml`, `content/fraud-types.yml`
    and `content/hosts.yml`; a missing one is an empty registry.
    """
    findings: list[Finding] = []
    statutes: dict[str, Statute] = {}
    documents, channels, types, hosts = None, None, None, None
    for path, data in sorted(files):
        if path.startswith("content/statutes/"):
            if statute := _parse(Statute, path, data, findings):
                statutes[statute.id] = statute
        elif path == "content/documents.yml":
            documents = _parse(_Documents, path, data, findings)
        elif path == "content/channels.yml":
            channels = _parse(_Channels, path, data, findings)
        elif path == "content/fraud-types.yml":
            types = _parse(_FraudTypes, path, data, findings)
        elif path == "content/hosts.yml":
            hosts = _parse(_Hosts, path, data, findings)
    return (
        Registries(
            statutes=statutes,
            documents={d.id: d for d in documents.documents} if documents else {},
            channels={c.id: c for c in channels.channels} if channels else {},
            first_hour=channels.first_hour if channels else (),
            categories={c.id: c for c in types.categories} if types else {},
            fraud_types={t.id: t for t in types.types} if types else {},
            hosts=hosts.hosts if hosts else (),
            characters=characters,
            scenes=scenes or {},
        ),
        findings,
    )
