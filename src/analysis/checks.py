"""What must hold of every table, in sentences that name file, sheet and cell."""
from __future__ import annotations

from dataclasses import dataclass

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
