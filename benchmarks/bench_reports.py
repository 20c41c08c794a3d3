"""How much longer the reports take than their notebooks' code alone, as a ratio measured in one run.

    python benchmarks/bench_reports.py [--rounds 3] [--project FOLDER]

``alone``: one Python process that imports once and then runs the code of every notebook in both languages
(start and imports counted). ``reports``: all reports made from nothing. Both start a new interpreter, in
turn, on the same project; the median of the rounds is compared. At most 2 is asked for.
"""
from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ALONE = """
import json, os, sys
os.environ["MPLBACKEND"] = "agg"
import numpy, pandas, matplotlib.pyplot, plotly.graph_objects, analysis, analysis.charts
from IPython.core.interactiveshell import InteractiveShell
import time
runs, show = json.loads(sys.stdin.read()), InteractiveShell.instance().display_formatter.format
os.chdir(sys.argv[1])
begin = time.perf_counter()
for cells, values in runs:
    space = {"__name__": "__main__", "display": lambda *a, **k: None, "get_ipython": InteractiveShell.instance}
    for last, source, parameters in cells:
        exec(compile(source, "<cell>", "exec"), space)
        if last:
            result = eval(compile(last, "<cell>", "eval"), space)
            result.bundle() if hasattr(result, "bundle") else result is not None and show(result)
        if parameters:
            space.update(values)
    matplotlib.pyplot.close("all")
print(time.perf_counter() - begin)
"""
REPORTS = """
import sys
from pathlib import Path
from analysis.paths import Project
from analysis.report import make_reports
from analysis.report.front import content
project = Project(Path(sys.argv[1]))
outcome = make_reports(project, content=content(project))
for problem in outcome.problems:
    print(problem.sentence("en"), file=sys.stderr)
sys.exit(outcome.exit_code)
"""


def main() -> None:
    """Print every round and the ratio of the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--project", type=Path, default=Path(__file__).resolve().parent.parent)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = copied(chosen.project, Path(folder))
        rounds = [measured(project) for _ in range(chosen.rounds)]
    alone, code, reports = (statistics.median(column) for column in zip(*rounds))
    print(f"median: code alone {alone:.1f} s (without start and imports {code:.1f} s), reports {reports:.1f} s")
    print(f"ratio {reports / alone:.2f} (at most 2)")


def copied(project: Path, folder: Path) -> Path:
    """The tables and notebooks of the project, and no reports."""
    for name in ("data", "notebooks"):
        shutil.copytree(project / name, folder / name, ignore=shutil.ignore_patterns(".*"))
    return folder


def measured(project: Path) -> tuple[float, float, float]:
    """Seconds of the code alone, of it without start and imports, and of the reports."""
    import json

    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", ALONE, str(project / "notebooks")], input=json.dumps(code(project)), text=True,
                          capture_output=True, check=True, env=environment(project))
    alone = time.perf_counter() - begin
    shutil.rmtree(project / "reports", ignore_errors=True)
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", REPORTS, str(project)], check=True, env=environment(project))
    reports = time.perf_counter() - begin
    print(f"code alone {alone:.1f} s, reports {reports:.1f} s, ratio {reports / alone:.2f}")
    return alone, float(done.stdout.split()[-1]), reports


def environment(project: Path) -> dict[str, str]:
    """Both look at the same project."""
    import os

    return {**os.environ, "COUNTY_TARGETS_PROJECT": str(project)}


def code(project: Path) -> list:
    """For each run the cells, each as its last expression, the code before it, and whether parameters follow."""
    from analysis.paths import Project
    from analysis.report import Variant
    from analysis.report import notebook as notebooks
    from analysis.report.front import content

    runs, variants = [], content(Project(project)).variants
    for path in sorted((project / "notebooks").glob("*.ipynb")):
        cells = [(*reversed(split(cell.source)), notebooks.PARAMETERS in cell.tags) for cell in notebooks.code_cells(notebooks.read_notebook(path))]
        runs += [(cells, {"LANG": lang, **variant.values}) for variant in tuple(variants(path.stem)) or (Variant(),) for lang in ("zh", "en")]
    return runs


def split(source: str) -> tuple[str, str]:
    """The code of a cell without the expression it ends in, and that expression ("" where there is none)."""
    import ast

    from IPython.core.inputtransformer2 import TransformerManager

    tree = ast.parse(TransformerManager().transform_cell(source))
    last = ast.unparse(tree.body.pop()) if tree.body and isinstance(tree.body[-1], ast.Expr) else ""
    return ast.unparse(tree), last


if __name__ == "__main__":
    main()
