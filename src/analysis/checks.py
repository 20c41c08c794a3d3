"""What must hold of every table, in sentences that name file, sheet and cell."""
from __future__ import annotations

from dataclasses import dataclass

from analysis import schema
from analysis.words import Text


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong or odd: where it is and what to do, as a sentence in both languages.

    ``severity`` is "error" (the row or file is not used) or "warning" (used, but look).
    """

    severity: str
    text: Text
    file: str = ""
    sheet: str = ""
    cell: str = ""

    def where(self) -> str:
        """File, sheet and cell as one label, e.g. ``编码.xlsx › 编码 › F2``."""
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)

    def sentence(self, lang: str) -> str:
        """The whole sentence in one language, beginning with where."""
        colon = "：" if lang == "zh" else ": "
        where = self.where()
        return f"{where}{colon}{self.text[lang]}" if where else self.text[lang]


def errors(problems) -> list[Problem]:
    """Those that stop a file or a row from being used."""
    return [problem for problem in problems if problem.severity == "error"]


def statements(frame, indicators) -> list[Problem]:
    """What must hold of every table of statements, wherever its rows come from.

    frame: table `statements`; indicators: table of the codebook. Each problem names the statement.
    """
    known = set(indicators["id"])
    units = dict(zip(indicators["id"], indicators["unit"]))
    found = []
    for row in frame.itertuples(index=False):
        found += [Problem("error", text, file=row.document, cell=row.statement_id) for text in _faults(row, known)]
        if text := _odd_unit(row, units):
            found.append(Problem("warning", text, file=row.document, cell=row.statement_id))
    doubled = frame["statement_id"][frame["statement_id"].duplicated()]
    return found + [Problem("error", Text("编号重复", "the id stands twice"), cell=name) for name in doubled]


def _faults(row, known: set[str]) -> list[Text]:
    faults = [Text(f"{schema.title(name).zh}“{getattr(row, name)}”不在代码表中", f"{name} “{getattr(row, name)}” is not one of its codes")
              for name in _CODED if (value := getattr(row, name)) and value not in schema.CODES[schema.FIELDS[name].codes]]
    if row.indicator not in known:
        faults.append(Text(f"指标“{row.indicator}”不在指标表中", f"indicator “{row.indicator}” is not in the codebook"))
    has_value = row.value == row.value  # NaN is unlike itself
    if row.redacted and has_value:
        faults.append(Text("隐去的数字不应有数值", "a masked figure has no value"))
    if not (row.redacted or has_value or row.note):
        faults.append(Text("没有数值，也没有写明原因；请填数值、选“隐去”，或在备注中说明", "no value and no reason: give the value, mark it as masked, or say why in the note"))
    if row.value_upper == row.value_upper and not row.value_upper > row.value:
        faults.append(Text("区间的上限应大于下限", "the upper end of a range is above its lower end"))
    if row.commitment and row.kind != "target":
        faults.append(Text("只有目标才有承诺力度", "only a target has a commitment"))
    return faults


def _odd_unit(row, units: dict[str, str]) -> Text | None:
    """A rate in the unit of a count, or the reverse; a change, a rank and an unwritten 100 % of anything are welcome."""
    wanted = units.get(row.indicator, "")
    if (wanted == "percent") == (row.unit == "percent") or not wanted or row.measure == "change" or row.implicit or row.unit in _ANY_INDICATOR:
        return None
    return Text(f"单位是“{schema.CODES['unit'][row.unit].zh}”，该指标通常以“{schema.CODES['unit'].get(wanted, Text(wanted, wanted)).zh}”计，请核对",
                f"the unit is “{row.unit}”, this indicator is usually in “{wanted}”: check indicator and unit")


_CODED = tuple(name for name in schema.MANUAL_COLUMNS if schema.FIELDS[name].codes in schema.CODES)
_ANY_INDICATOR = frozenset({"rank", "times", "ratio", "percentage_point"})
