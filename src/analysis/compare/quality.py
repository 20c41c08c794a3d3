"""How far the extractor agrees with the hand coding: the rows of both side by side, and scores."""
from __future__ import annotations

import pandas as pd

from analysis.coding.pairing import differing, pair, records
from analysis.schema import title
from analysis.words import Text

# What two rows must share to count as found, at three levels, each containing the one before.
LEVELS = {
    "figure": ("value", "value_upper", "comparator", "unit", "redacted"),
    "statement": ("value", "value_upper", "comparator", "unit", "redacted", "measure", "kind", "year"),
    "coded": ("value", "value_upper", "comparator", "unit", "redacted", "measure", "kind", "year", "indicator"),
}
FOUND = {"both": Text("两者都有", "both"), "hand": Text("只有人工编码", "hand coding only"), "extracted": Text("只有程序提取", "extraction only")}
_SHOWN = ("document", "span", "indicator", "value", "value_upper", "comparator", "unit", "measure", "kind", "year", "award_level",
          "commitment", "redacted", "implicit", "scope", "confidence", "rule")


def side_by_side(hand: pd.DataFrame, extracted: pd.DataFrame) -> pd.DataFrame:
    """Hand-coded and extracted statements, paired where they speak of the same place of a document.

    hand, extracted: tables with the manual's columns (hand also with statement_id). Rows said without a
    number (implicit) that only one side has are left out: coding them is optional. Returns a row a pair or
    a single: found_by (both, hand, extracted), differs (tuple of fields), statement_id, the fields of the hand row
    (of the extracted one where there is no other) and ``extracted_<field>`` where the extracted one differs.
    """
    a, b = records(hand), records(extracted)
    rows = []
    for couple in pair(hand, extracted):
        mine = a[couple.a] if couple.a is not None else None
        theirs = b[couple.b] if couple.b is not None else None
        if not (mine and theirs) and (mine or theirs).get("implicit"):
            continue
        rows.append(_row(mine, theirs))
    columns = ["found_by", "differs", "statement_id", "char_start", *_SHOWN, *(f"extracted_{name}" for name in _SHOWN)]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    return table.sort_values(["document", "char_start"], kind="stable").reset_index(drop=True)


def _row(mine: dict | None, theirs: dict | None) -> dict:
    shown = mine or theirs
    row = {name: shown.get(name) for name in ("statement_id", "char_start", *_SHOWN)}
    row |= {"found_by": "both" if mine and theirs else "hand" if mine else "extracted", "differs": ()}
    if mine and theirs:
        row["differs"] = tuple(differing(mine, theirs))
        row |= {f"extracted_{name}": theirs.get(name) for name in (*row["differs"], "rule", "confidence")}
    return row


def scores(sides: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """Precision, recall and F1 of the extraction against the hand coding, by level and perhaps by a column.

    sides: of `side_by_side`. Levels: figure (value, comparator, unit, masking agree), statement (and measure,
    kind, year; the year of a reference is free), coded (and indicator; over rows whose indicator is not
    `other` on either side). Columns: group, level, n_hand, n_extracted, n_agreeing, precision, recall, f1 (of 1).
    """
    groups = [("", sides)] if by is None else list(sides.groupby(by, sort=False))
    return pd.DataFrame([_score(name, level, part) for name, part in groups for level in LEVELS])


def _score(name: str, level: str, part: pd.DataFrame) -> dict:
    told = part[~part["implicit"].eq(True)]  # optional: neither required nor held against the extraction
    in_hand, in_found = told["found_by"] != "extracted", told["found_by"] != "hand"
    if level == "coded":
        in_hand &= told["indicator"] != "other"
        in_found &= told["extracted_indicator"].fillna(told["indicator"]) != "other"
    alike = pd.Series([_agree(row, level) for row in told.itertuples(index=False)], told.index, dtype=bool)
    agreeing = (told["found_by"] == "both") & in_hand & in_found & alike
    n_hand, n_found, n = int(in_hand.sum()), int(in_found.sum()), int(agreeing.sum())
    precision, recall = (n / n_found if n_found else float("nan")), (n / n_hand if n_hand else float("nan"))
    f1 = 2 * n / (n_hand + n_found) if n_hand + n_found else float("nan")
    return {"group": name, "level": level, "n_hand": n_hand, "n_extracted": n_found, "n_agreeing": n,
            "precision": precision, "recall": recall, "f1": f1}


def _agree(row, level: str) -> bool:
    free = {"year"} if row.kind == "reference" else set()
    return not (set(row.differs) & set(LEVELS[level]) - free)


def in_words(row: pd.Series, lang: str) -> str:
    """What an extracted row has where it differs from the hand-coded one, e.g. ``year: 2024 (hand) 2023``."""
    def shown(value) -> str:
        return "—" if value is None or value != value or value == "" else f"{value:g}" if isinstance(value, float) else str(value)

    said = Text("{field}：人工 {hand}，程序 {found}", "{field}: {hand} by hand, {found} extracted")
    joint = "；" if lang == "zh" else "; "
    return joint.join(said.format(field=title(name), hand=shown(row[name]), found=shown(row[f"extracted_{name}"]))[lang] for name in row["differs"])
