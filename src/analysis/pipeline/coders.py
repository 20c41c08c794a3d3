"""Several coders: how far they agree, a workbook of what they do not agree in, and the adjudicated coding."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import codebook
from analysis.checks import Problem, errors
from analysis.coding.adjudication import compare, read_adjudication, settle, write_adjudication
from analysis.coding.agreement import COLUMNS, GROUPINGS, agreement
from analysis.coding.pairing import COMPARED
from analysis.coding.reading import read_coding_workbook
from analysis.coding.workbook import write_coding_workbook
from analysis.paths import Project, find_project, sha256
from analysis.pipeline import fragments
from analysis.pipeline.stamp import program_hash
from analysis.store import parse_table, table_bytes
from analysis.words import Text

ADJUDICATED = "adjudicated"
ADJUDICATION = "adjudication"
BESIDE = ("a_", "b_")
# Not scored, but needed to compare figures.
UNSCORED = ("scope", "basis", "flow", "stage", "period", "per", "part_of")
_NUMBERS = ("n", "percent", "kappa", "alpha", "dice", "low", "high")


class Codings(NamedTuple):
    """Two codings by name, and what is wrong in their workbooks."""

    names: tuple[str, str]
    a: pd.DataFrame
    b: pd.DataFrame
    problems: list[Problem]


def pairs(project: Project) -> list[tuple[Path, Path]]:
    """Every two workbooks of coders; the adjudicated ones are not coders."""
    paths = [path for path in sorted(project.hand_coded.glob("*.xlsx")) if not path.name.startswith((ADJUDICATED, "~$"))]
    return list(combinations(paths, 2))


def read_two(project: Project, a: Path, b: Path) -> Codings:
    """Two codings, cut to the documents that both coded."""
    registry = codebook.documents(project)
    (frame_a, found_a), (frame_b, found_b) = (read_coding_workbook(path, documents=registry) for path in (a, b))
    both = set(frame_a["document"]) & set(frame_b["document"])
    frames = [frame[frame["document"].isin(both)].reset_index(drop=True) for frame in (frame_a, frame_b)]
    return Codings((a.stem, b.stem), *frames, [*found_a, *found_b])


def agreements(project: Project | None = None, fields: Sequence[str] = COMPARED, groupings: Sequence[str] = GROUPINGS) -> pd.DataFrame:
    """The agreement of every two coders: the columns of `coding.agreement.agreement`, with coder_a and coder_b before them.

    Reckoned once for the workbooks there are: the intervals take a while.
    """
    project = project or find_project()
    paths = [path for two in pairs(project) for path in two]
    key = fragments.key_of(program_hash(), codebook.version(project), [(path.name, sha256(path.read_bytes())) for path in paths], list(fields), list(groupings))
    parts, _ = fragments.kept(project.cache / "agreement", key, lambda: {"table": table_bytes(_agreements(project, fields, groupings)).decode("utf-8-sig")})
    return parse_table(parts["table"].encode("utf-8-sig"), "agreement", numbers=_NUMBERS)


def _agreements(project: Project, fields: Sequence[str], groupings: Sequence[str]) -> pd.DataFrame:
    tables = []
    for a, b in pairs(project):
        two = read_two(project, a, b)
        table = agreement(two.a, two.b, fields, groupings)
        table.insert(0, "coder_a", two.names[0])
        table.insert(1, "coder_b", two.names[1])
        tables.append(table)
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["coder_a", "coder_b", *COLUMNS])


def differences(project: Project | None = None, fields: Sequence[str] = COMPARED) -> pd.DataFrame:
    """Every cell in which two coders differ: coder_a, coder_b, document, region_code, span, place, field, a, b; of a
    row that only one of them has the field is ``span``, and the other's cell is blank."""
    project, rows = project or find_project(), []
    places = codebook.documents(project).set_index("document")["region_code"]
    for path_a, path_b in pairs(project):
        two = read_two(project, path_a, path_b)
        for case in compare(two.a, two.b, fields)[1]:
            known = case.a or case.b
            about = {"coder_a": two.names[0], "coder_b": two.names[1], "document": known["document"], "region_code": places[known["document"]],
                     "span": known.get("span"), "place": known.get("place")}
            rows += [about | {"field": field, "a": (case.a or {}).get(field), "b": (case.b or {}).get(field)} for field in case.fields or ("span",)]
    return pd.DataFrame(rows, columns=["coder_a", "coder_b", "document", "region_code", "span", "place", "field", "a", "b"])


def decided(project: Project | None = None) -> pd.DataFrame:
    """The adjudicated rows that are not as both coders have them, with both codings beside them (see `settle`)."""
    project = project or find_project()
    paths = [path for path in sorted(project.hand_coded.glob(f"{ADJUDICATED}*.xlsx"))]
    frames = [read_coding_workbook(path, documents=codebook.documents(project))[0] for path in paths]
    frames = [frame[frame["decided_from"] != "both"] for frame in frames if "decided_from" in frame]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["document", "span", "decided_from", "comment"])


class Disagreements(NamedTuple):
    """An adjudication workbook: its path, how many cases it has, and whether somebody has begun to fill it in."""

    path: Path
    cases: int
    begun: bool = False


def disagreements(project: Project) -> list[Disagreements]:
    """An adjudication workbook for every two coders, with just what they do not agree in.

    One that holds decisions already is left as it is.
    """
    return [_disagreements(project, read_two(project, a, b)) for a, b in pairs(project)]


def _disagreements(project: Project, two: Codings) -> Disagreements:
    path = project.review / f"{ADJUDICATION}_{two.names[0]}_{two.names[1]}.xlsx"
    registry = codebook.documents(project)
    if path.exists() and (decisions := read_adjudication(path, documents=registry)[0]):
        return Disagreements(path, len(decisions), True)
    return Disagreements(path, write_adjudication(two.a, two.b, path, documents=registry, fields=COMPARED))


def settle_workbook(project: Project, workbook: Path) -> tuple[list[Text], list[Problem]]:
    """Make the adjudicated coding of the two codings that an adjudication workbook is of, as decided there.

    Written to data/raw/hand_coded/adjudicated_<a>_<b>.xlsx, with both codings beside each row; an undecided
    case or a bad cell is a problem, and nothing is then written.
    """
    found = [(a, b) for a, b in pairs(project) if workbook.stem == f"{ADJUDICATION}_{a.stem}_{b.stem}"]
    if not found:
        return [], [Problem("error", Text("文件名应为 adjudication_<编码员>_<编码员>.xlsx，且两份编码都在 data/raw/hand_coded/。",
                                          "its name should be adjudication_<coder>_<coder>.xlsx, of two codings in data/raw/hand_coded/."), file=workbook.name)]
    two = read_two(project, *found[0])
    decisions, problems = read_adjudication(workbook, documents=codebook.documents(project))
    try:
        settled, undecided = settle(two.a, two.b, decisions, COMPARED)
    except ValueError:
        return [], [*problems, Problem("error", Text("其中的案例与两份编码现在的分歧对不上：工作簿写出后，编码改动过。请另存这份工作簿，再运行 county-targets agreement 重新写出。",
                                                     "its cases are not those in which the codings differ now: a coding was changed after it was written. Keep it under another name and run county-targets agreement again."), file=workbook.name)]
    problems = [*two.problems, *problems, *undecided]
    if errors(problems):
        return [], problems
    target = project.hand_coded / f"{ADJUDICATED}_{two.names[0]}_{two.names[1]}.xlsx"
    write_coding_workbook(settled, codebook.documents(project), target, beside=beside(settled))
    return [Text(f"裁定后的编码已写入 {target.relative_to(project.root).as_posix()}（{len(settled)} 条）。下一步：county-targets report。",
                 f"The adjudicated coding was written to {target.relative_to(project.root).as_posix()} ({len(settled)} rows). Next: county-targets report.")], problems


def beside(settled: pd.DataFrame) -> list[str]:
    """The columns that keep both codings beside a decided row."""
    return [name for name in settled.columns if name in ("decided_from", "comment") or name.startswith(BESIDE)]
