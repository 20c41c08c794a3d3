"""Tables in PDF, by pdfplumber: on pages with ruled lines the cells of a row belong together, whatever wraps."""
from __future__ import annotations

import io

MAX_PAGES = 100  # pdfplumber takes half a second a page


def with_tables(data: bytes, numbers: list[int]) -> dict[int, list[str]]:
    """Lines of the pages that hold a ruled table, by number; rows of tables are lines with tabs."""
    import pdfplumber

    found = {}
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number in numbers[:MAX_PAGES]:
            page = document.pages[number - 1]
            if tables := [table for table in page.find_tables() if _is_table(table)]:
                found[number] = _lines(page, tables)
            page.close()
    return found


def _is_table(table) -> bool:
    """Two rows of two cells at least: a frame around a text is no table."""
    return len(table.rows) > 1 and max(sum(cell is not None for cell in row.cells) for row in table.rows) > 1


def _lines(page, tables) -> list[str]:
    """Text lines outside the tables and rows of the tables, from top to bottom."""
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda thing: not any(_inside(thing, box) for box in boxes))
    placed = [(line["top"], 0, line["text"]) for line in outside.extract_text_lines(return_chars=False)]
    for table in tables:
        rows = ("\t".join(map(_flat, row)).strip() for row in table.extract())
        placed += [(table.bbox[1], index, row) for index, row in enumerate(rows, 1)]
    return [text for _, _, text in sorted(placed) if text.strip()]


def _inside(thing: dict, box) -> bool:
    left, top, right, bottom = box
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return left <= across <= right and top <= down <= bottom


def _flat(cell: str | None) -> str:
    """A cell on one line; where it wraps, nothing is put between."""
    return (cell or "").replace("\n", "").strip()
