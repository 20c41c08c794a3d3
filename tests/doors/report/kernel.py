"""A notebook run by its own kernel, to compare with."""
from __future__ import annotations

import re
from pathlib import Path

from nbclient import NotebookClient


def in_a_kernel(book, folder: Path) -> list[list[dict]]:
    """The comparable outputs of the code cells of an nbformat notebook."""
    NotebookClient(book, timeout=600, startup_timeout=600, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return [comparable(cell.outputs) for cell in book.cells if cell.cell_type == "code"]


def comparable(outputs) -> list[dict]:
    """Outputs with neighbouring pieces of one stream joined, addresses in memory and random ids removed."""
    joined: list[dict] = []
    for output in map(dict, outputs):
        if joined and output.get("name") and joined[-1].get("name") == output["name"]:
            joined[-1]["text"] += output["text"]
        else:
            joined.append(output)
    return [_without_ids(output) for output in joined]


def _without_ids(value):
    if isinstance(value, dict):
        return {key: _without_ids(item) for key, item in value.items()}
    if isinstance(value, str):
        return re.sub(r"0x[0-9a-f]+|T_[0-9a-f]{5}", "ID", value)
    return value
