"""The command `extract`: files in, one CSV (and a page) out, document by document, so that memory stays small."""
from __future__ import annotations

import csv
import io
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from analysis.checks import Problem
from analysis.extraction import view as views
from analysis.extraction.statements import COLUMNS, document_columns, frame, readable, sources_of
from analysis.store import number_text, safe_text, write_bytes
from analysis.words import Text

_SAID = Text("{documents} 份文件，{rows} 行{where}。", "{documents} documents, {rows} rows{where}.")
_WHERE = Text("，已写入 {out}", ", written to {out}")


def extract_files(paths: list[Path], documents: Path | None = None, out: Path | None = None, view: Path | None = None,
                  lang: str = "zh") -> tuple[list[Problem], str]:
    """Extract the statements of files; returns the problems and what to say.

    ``documents``: the table of sources (see `statements.extract_paths`). ``out``: the CSV to write, else it is said.
    ``view``: a page with the figures marked in their texts.
    """
    sources, problems = sources_of(list(paths), documents)
    shown, rows, read_ones = [], 0, 0
    with _writer(out) as (write, written):
        for document, row in readable(sources, problems):
            columns = document_columns(document, row)
            write(columns)
            rows, read_ones = rows + len(columns[0]), read_ones + 1
            if view is not None:
                shown.append((row["document"], document.text, frame(columns)))
    if view is not None:
        write_bytes(view, views.page(shown, lang).encode("utf-8"))
    where = _WHERE.format(out=out) if out else Text("", "")
    said = _SAID.format(documents=read_ones, rows=rows, where=where)[lang]
    return problems, said if out else f"{written()}{said}"


@contextmanager
def _writer(out: Path | None):
    """A function that writes columns as CSV lines, into ``out`` whole or not at all, or into memory."""
    if out is None:
        stream = io.StringIO()
        yield _lines(stream), stream.getvalue
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as stream:
            yield _lines(stream), str
        os.chmod(temporary, 0o644)
        os.replace(temporary, out)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _lines(stream):
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)

    def write(columns: list[list]) -> None:
        # a span may hold a line break (a page marker inside a number): csv quotes it
        writer.writerows(zip(*(_cells(name, values) for name, values in zip(COLUMNS, columns))))

    return write


def _cells(name: str, values: list) -> list:
    """The values of a column as texts, as `store.table_bytes` writes them."""
    if name in ("redacted", "implicit"):
        return ["true" if value else "false" for value in values]
    if name in ("value", "value_upper", "confidence"):
        return [number_text(value) for value in values]
    if name in ("span", "scope", "note", "document", "part_of", "rule"):
        return [safe_text(value) if value else "" for value in values]
    return ["" if value is None else value for value in values]
