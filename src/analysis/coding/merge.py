"""One table of statements from codings, reviews and extractions: who counts before whom, and what status a row has.

Adjudicated rows come before hand-coded ones, those before reviewed extraction, that before
unreviewed extraction. A document that a person has coded takes no row from an extraction.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis import schema
from analysis.coding.pairing import differing, overlap, pair, records

LAYERS = ("adjudicated", "hand", "reviewed", "extracted", "imported")
COLUMNS = ("statement_id", *schema.MANUAL_COLUMNS, "source", "coder", "status", "rule")
# A decision on a candidate, and what its row becomes: source and status; None: no row.
_REVIEWED = {"accept": ("extracted", "confirmed"), "correct": ("extracted", "confirmed"), "add": ("hand", "confirmed"),
             "": ("extracted", "unreviewed"), "reject": None}


class Layer(NamedTuple):
    """A coding: its kind (one of LAYERS), its statements, and who made it.

    ``frame`` has the manual's columns. A ``reviewed`` one has ``decision`` (accept, correct, reject,
    add, "" where undecided) and, where a place was corrected, ``candidate_start`` and
    ``candidate_end``: where the extraction had found it.
    """

    kind: str
    frame: pd.DataFrame
    coder: str = ""


def merge(layers: Iterable[Layer]) -> pd.DataFrame:
    """The statements that count, with ``statement_id``, ``source``, ``coder``, ``status`` and ``rule``.

    Where an adjudicated coding has a document, it alone counts there. Else one coder's rows are
    confirmed; where several coded the document, what they agree in is confirmed and what they do not
    is a ``conflict``, every version kept. Extracted rows are taken only for documents that nobody
    coded by hand, and not where a reviewed row stands, a rejected one included. Raises ValueError for
    an unknown kind.
    """
    layers = list(layers)
    unknown = {layer.kind for layer in layers} - set(LAYERS)
    if unknown:
        raise ValueError(f"unknown kinds of coding: {sorted(unknown)}")
    parts = [_adjudicated(_of(layers, "adjudicated"))]
    parts.append(_hand(_of(layers, "hand"), _documents(parts)))
    coded = _documents(parts)
    reviewed = [_without(layer, coded) for layer in _of(layers, "reviewed")]
    parts += [_reviewed(layer) for layer in reviewed]
    parts += [_extracted(_without(layer, coded), reviewed) for layer in _of(layers, "extracted")]
    parts += [_marked(layer.frame, "imported", layer.coder, "confirmed") for layer in _of(layers, "imported")]
    return identified(pd.concat([part[list(COLUMNS[1:])] for part in parts], ignore_index=True))


def _of(layers: list[Layer], kind: str) -> list[Layer]:
    return [layer for layer in layers if layer.kind == kind]


def _documents(parts: Iterable[pd.DataFrame]) -> set[str]:
    return {document for part in parts for document in part["document"]}


def _without(layer: Layer, documents: set[str]) -> Layer:
    return layer._replace(frame=layer.frame[~layer.frame["document"].isin(documents)])


def _marked(frame: pd.DataFrame, source: object, coder: object, status: object) -> pd.DataFrame:
    """Rows with their source, coder and status, and every column there is."""
    out = complete(frame)
    return out.assign(source=pd.Series(source, out.index, dtype="str"), coder=pd.Series(coder, out.index, dtype="str"),
                      status=pd.Series(status, out.index, dtype="str"))


def complete(frame: pd.DataFrame) -> pd.DataFrame:
    """A table of statements with every column there is, in the schema's types; what it has not is blank."""
    blanks = {"text": "", "boolean": False, "number": float("nan"), "integer": pd.NA}
    types = {"text": "str", "boolean": "bool", "number": "float64", "integer": "Int64"}
    out = frame.reset_index(drop=True).copy()
    for name in COLUMNS[1:]:
        kind = schema.FIELDS[name].type
        column = out[name] if name in out else pd.Series([blanks[kind]] * len(out), index=out.index, dtype=types[kind])
        out[name] = (column.where(column.notna(), blanks[kind]) if kind in ("text", "boolean") else column).astype(types[kind])
    return out


def _adjudicated(layers: list[Layer]) -> pd.DataFrame:
    frames = [_marked(layer.frame, "hand", layer.coder or "adjudicated", "confirmed") for layer in layers]
    return pd.concat(frames, ignore_index=True) if frames else _marked(complete(pd.DataFrame()), "", "", "")


def _hand(layers: list[Layer], settled: set[str]) -> pd.DataFrame:
    """The hand codings of documents that nobody has adjudicated, document by document."""
    open_layers = [_without(layer, settled) for layer in layers]
    documents = sorted({document for layer in open_layers for document in layer.frame["document"]})
    parts = [_coded_document([layer._replace(frame=layer.frame[layer.frame["document"] == document]) for layer in open_layers])
             for document in documents]
    return pd.concat(parts, ignore_index=True) if parts else _adjudicated([])


def _coded_document(layers: list[Layer]) -> pd.DataFrame:
    """One document as its coders have it: agreed rows once, all others from everybody, in conflict."""
    coders = [layer for layer in layers if len(layer.frame)]
    first, *others = coders
    if not others:
        return _marked(first.frame, "hand", first.coder, "confirmed")
    agreed = _agreed(first, others)
    names = "; ".join(layer.coder for layer in coders)
    parts = [_marked(first.frame.iloc[sorted(agreed)], "hand", names, "confirmed")]
    for number, layer in enumerate(coders):
        used = {rows[number] for rows in agreed.values()}
        parts.append(_marked(layer.frame.iloc[[n for n in range(len(layer.frame)) if n not in used]], "hand", layer.coder, "conflict"))
    return pd.concat(parts, ignore_index=True)


def _agreed(first: Layer, others: list[Layer]) -> dict[int, tuple[int, ...]]:
    """The rows of the first coder that all others have alike, with the row of each coder."""
    rows = records(first.frame)
    partners: dict[int, tuple[int, ...]] = {n: (n,) for n in range(len(rows))}
    for other in others:
        theirs = records(other.frame)
        match = {p.a: p.b for p in pair(first.frame, other.frame)
                 if p.a is not None and p.b is not None and not differing(rows[p.a], theirs[p.b])}
        partners = {n: (*found, match[n]) for n, found in partners.items() if n in match}
    return partners


def _reviewed(layer: Layer) -> pd.DataFrame:
    """The rows of a review: what was rejected is gone, what was not decided stays unreviewed."""
    decisions = layer.frame["decision"].fillna("")
    kept = layer.frame[decisions.map(lambda decision: _REVIEWED[decision] is not None).astype(bool)]
    outcomes = [_REVIEWED[decision] for decision in kept["decision"].fillna("")]
    coders = [layer.coder if status == "confirmed" else "" for _, status in outcomes]
    return _marked(kept, [source for source, _ in outcomes], coders, [status for _, status in outcomes])


def _extracted(layer: Layer, reviews: list[Layer]) -> pd.DataFrame:
    """Extracted rows where no review has spoken of the place."""
    spoken = [row for review in reviews for row in records(_candidate_places(review.frame))]
    by_document: dict[str, list[dict]] = {}
    for row in spoken:
        by_document.setdefault(row["document"], []).append(row)
    free = [not any(overlap(row, other) > 0 for other in by_document.get(row["document"], ())) for row in records(layer.frame)]
    return _marked(layer.frame[free], "extracted", "", "unreviewed")


def _candidate_places(frame: pd.DataFrame) -> pd.DataFrame:
    """Where the candidates of a review stood, and where its rows stand now."""
    now = frame[["document", "char_start", "char_end", "span", "place"]]
    if "candidate_start" not in frame:
        return now
    then = now.assign(char_start=frame["candidate_start"], char_end=frame["candidate_end"])
    return pd.concat([now, then[then["char_start"].notna()]], ignore_index=True)


def letters(n: int) -> str:
    """The mark of the n-th row at one place, from 0: "", b, c … z, ba, bb …"""
    mark = ""
    while n:
        n, rest = divmod(n, 26)
        mark = chr(ord("a") + rest) + mark
    return mark


def identified(frame: pd.DataFrame) -> pd.DataFrame:
    """Statements in the order of the documents' text, each with its ``statement_id``: <document>@<char_start>,
    b, c … for further rows at the same place, <document>#r<n> where it has no location."""
    order = frame.assign(_at=frame["char_start"].isna(), _n=range(len(frame)))
    ordered = order.sort_values(["document", "_at", "char_start", "_n"]).drop(columns=["_at", "_n"]).reset_index(drop=True)
    seen: dict[tuple, int] = {}
    ids = []
    for document, start in zip(ordered["document"], ordered["char_start"]):
        place = (document, None if pd.isna(start) else int(start))
        count = seen[place] = seen.get(place, -1) + 1
        ids.append(f"{document}#r{count + 1}" if place[1] is None else f"{document}@{place[1]}{letters(count)}")
    ordered.insert(0, "statement_id", pd.Series(ids, dtype="str"))
    return ordered[list(COLUMNS)]
