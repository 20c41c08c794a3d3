"""Tables and numbers in prose, as HTML: headings and codes in words, every number a link to its statements."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width

import pandas as pd
from markupsafe import Markup, escape

from analysis import schema
from analysis.charts import figures, labels, style
from analysis.compare.table import HEADINGS, footnoted
from analysis.words import Text

# What `show` leaves out unless asked: they are in the number, its link or the class of the row.
FOLDED = ("value_upper", "comparator", "unit", "missing_reason", "redacted", "implicit", "statement_ids", "statement_id",
          "target_id", "region_name", "region_name_en", "char_start", "char_end", "span", "per", "n_statements")
NOTHING = Text("—", "—")
# From how many columns of type on a cell holds several words, or sentences; a Chinese character takes two.
WORDS, LONG = 10, 60
NOTES = {"notes": HEADINGS["notes"]}
NO_ROW = Text("没有这样的行。", "There is no such row.")
UNITS_IN_NAMES = ("percentage_point", "percent", "yuan", "person", "institution", "item", "place", "year", "times", "hour")
CSS = """
.tablebox{overflow-x:auto;max-width:100%;margin:.8em 0}
.tablebox table{border-collapse:collapse;font-size:.9em;line-height:1.4}
.tablebox caption{text-align:left;font-weight:600;padding:.3em 0}
.tablebox th,.tablebox td{padding:.3em .6em;border-bottom:1px solid #d9d9d9;text-align:left;vertical-align:top}
.tablebox thead th{border-bottom:2px solid #595959;vertical-align:bottom;background:#fff}
.tablebox td.number,.tablebox th.number{text-align:right;font-variant-numeric:tabular-nums}
.tablebox td.number{white-space:nowrap}
ol.notes{font-size:.82em;line-height:1.5;margin:.3em 0 1.2em}
.tablebox tbody th{position:sticky;left:0;background:#fff;font-weight:500;min-width:4em;max-width:12em}
.tablebox tr.unreviewed td,.tablebox tr.unreviewed th{font-style:italic;color:#595959;border-bottom-style:dashed}
.tablebox tr.conflict td{background:#fdf0e6}
.tablebox .blank{color:#595959}
a.figure{color:inherit;text-decoration:underline dotted;text-underline-offset:.2em}
@media print{.tablebox{overflow:visible}.tablebox tbody th{position:static}}
"""


@dataclass(frozen=True)
class Table:
    """A table to be shown: as HTML in a notebook and a report, as plain text in a terminal; ``data`` as given."""

    html: str = field(repr=False)
    plain: str = field(repr=False)
    data: pd.DataFrame = field(repr=False)

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.plain


@dataclass(frozen=True)
class Prose:
    """A paragraph whose numbers are links."""

    html: Markup

    def _repr_html_(self) -> str:
        return str(self.html)

    def __repr__(self) -> str:
        return Markup(self.html).striptags()


def anchor(statement_id: str) -> str:
    """The anchor of a statement in a report: "s-" and the id, with every character that is not a letter of ASCII, a
    digit or a hyphen written as its code point between underscores. Unlike ids have unlike anchors."""
    return "s-" + re.sub(r"[^A-Za-z0-9-]", lambda sign: f"_{ord(sign[0]):x}_", str(statement_id))


def figure(row, lang: str) -> str:
    """One number as text: ≥98%, 约2万人, 隐去. See `figures.figure`."""
    return figures.figure(row, lang)


def linked(text: str, statement_ids: str, classes: str = "") -> Markup:
    """A text that leads to its statements, the first by its address and all by ``data-statements``."""
    several = str(statement_ids or "").split()
    shown = " ".join(part for part in ("figure", classes) if part)
    if not several:
        return Markup('<span class="{}">{}</span>').format(shown, text)
    return Markup('<a class="{}" data-statements="{}" href="#{}">{}</a>').format(shown, " ".join(several), anchor(several[0]), text)


def link(row, lang: str) -> Markup:
    """The number of a row as a link to its statements, for use in prose and tables."""
    status = figures.field(row, "status")
    return linked(figure(row, lang), labels.ids(row), status if status in ("unreviewed", "conflict") else "")


def prose(text: Text | str, lang: str, /, **values) -> Prose:
    """A paragraph: places in braces are filled, ``link(…)`` as a link, all else escaped; a Text by language."""
    filled = {name: value[lang] if isinstance(value, Text) else value for name, value in values.items()}
    return Prose(Markup("<p>{}</p>").format(escape(labels.say(text, lang)).format(**filled)))


def show(frame: pd.DataFrame, lang: str, *, columns: list[str] | None = None, headings: dict[str, Text] | None = None,
         title: Text | str | None = None, links: dict[str, str] | None = None, empty: Text = NO_ROW,
         noted: Sequence[str] = ()) -> Table:
    """A frame as a table for readers.

    ``columns``: which, in their order (else all that a reader needs); ``headings``: for columns that the
    schema does not define; ``links``: for a column of numbers the column with its statement ids, where it is
    not the row's own; ``noted``: columns of Text (or of lists of Text) that become numbered notes under the table.
    ``value`` shows the whole figure. LookupError names a column without a heading.
    """
    given, notes = frame, []
    if noted:
        frame, notes = footnoted(frame, noted, headings or {})
        columns, headings = [*(columns or frame.columns.drop("notes")), *(["notes"] if notes else [])], {**NOTES, **(headings or {})}
    chosen = [name for name in (columns or frame.columns) if columns or _worth_showing(frame, name)]
    heads = [_heading(name, headings or {}, lang) for name in chosen]
    rows = [row for _, row in frame.iterrows()]
    body = Markup("\n").join(_row(row, chosen, lang, links or {}) for row in rows)
    head = Markup("").join(_head(name, said, rows) for name, said in zip(chosen, heads))
    caption = Markup("<caption>{}</caption>").format(labels.say(title, lang)) if title else Markup("")
    if not rows:
        body = Markup('<tr><td class="blank" colspan="{}">{}</td></tr>').format(len(chosen), empty[lang])
    html = Markup('<style>{}</style><div class="tablebox" tabindex="0"><table>{}<thead><tr>{}</tr></thead>\n'
                  '<tbody>{}</tbody></table></div>{}')
    plain = pd.DataFrame([[_text(row, name, lang) for name in chosen] for row in rows], columns=heads).to_string(index=False)
    below = Markup("").join(Markup("<li>{}</li>").format(note[lang]) for note in notes)
    below = Markup('<ol class="notes">{}</ol>').format(below) if notes else ""
    plain = "\n".join([plain, *(f"{number} {note[lang]}" for number, note in enumerate(notes, 1))])
    return Table(str(html.format(Markup(CSS + style.CSS), caption, head, body, below)), plain, given)


def _worth_showing(frame: pd.DataFrame, name: str) -> bool:
    """Whether a column tells a reader anything: not folded into another, not blank in every row."""
    if name in FOLDED and not (name == "region_name" and "region_code" not in frame):
        return False
    return name == "value" or frame.empty or not frame[name].map(figures.blank).all()


def _heading(name: str, headings: dict[str, Text], lang: str) -> str:
    if name in headings:
        return labels.say(headings[name], lang)
    if name in ("region_code", "region_name"):
        return schema.title("region_name")[lang]
    if name not in schema.FIELDS:
        raise LookupError(str(Text(f"列 {name} 没有标题：请在 headings 中给出中英文名称。",
                                   f"Column {name} has no heading: give one in both languages in headings.")))
    return schema.title(name)[lang]


def _head(name: str, said: str, rows: list) -> Markup:
    """The heading of a column: over numbers it stands at the right as they do."""
    told = [row for row in rows if not figures.blank(row.get(name))]
    numbers = bool(rows) and all(_is_number(row, name) for row in told or rows)
    return Markup('<th scope="col"{}>{}</th>').format(Markup(' class="number"') if numbers else "", said)


def _row(row, chosen, lang, links) -> Markup:
    status = figures.field(row, "status")
    cells = Markup("").join(_cell(row, name, lang, links, first=number == 0) for number, name in enumerate(chosen))
    opening = Markup('<tr class="{}">').format(status) if status in ("unreviewed", "conflict") else Markup("<tr>")
    return opening + cells + Markup("</tr>")


def _cell(row, name, lang, links, first) -> Markup:
    text, number = _text(row, name, lang), _is_number(row, name)
    said = escape(text)
    if number and name != "year" and not name.endswith("_year"):
        said = linked(text, row.get(links[name]) if name in links else labels.ids(row))
    kinds = (("number", number), ("blank", figures.blank(row.get(name))), ("words", WORDS < _columns(text) <= LONG),
             ("long", _columns(text) > LONG))
    classes = " ".join(kind for kind, true in kinds if true)
    cell = Markup('<th scope="row"{}>{}</th>') if first else Markup("<td{}>{}</td>")
    return cell.format(Markup(' class="{}"').format(classes) if classes else "", said)


def _columns(text: str) -> int:
    return sum(1 + (east_asian_width(sign) in "WF") for sign in text)


def _is_number(row, name: str) -> bool:
    value = row.get(name)
    known = schema.FIELDS.get(name)
    return name == "value" or (known is not None and known.type in ("number", "integer")) or (
        known is None and not isinstance(value, (str, bool, tuple)) and pd.api.types.is_number(value))


def _text(row, name: str, lang: str) -> str:
    """What a cell says: the figure, a number with the unit that its column names, a code in words, or why it is blank."""
    if name == "value":
        return figure(row, lang)
    value = row.get(name)
    if name not in ("region_code", "region_name") and figures.blank(value):
        return _why_blank(row, name, lang)
    if isinstance(value, (bool,)) or type(value).__name__ == "bool":
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    if _is_number(row, name) and not name.endswith("year"):
        unit = next((unit for unit in UNITS_IN_NAMES if name.endswith("_" + unit)), "")
        return figures.quantity([float(value)], unit, lang) if unit else figures.plain(float(value), lang)
    return labels.cell(name, row, lang)


def _why_blank(row, name: str, lang: str) -> str:
    counted = _is_number(row, name) and not name.endswith("year")
    reason = row.get(f"{name}_reason", row.get("reason") if counted else None)
    if isinstance(reason, (Text, str)) and not figures.blank(reason):
        return labels.say(reason, lang)
    return figures.HIDDEN[""][lang] if _is_number(row, name) else NOTHING[lang]
