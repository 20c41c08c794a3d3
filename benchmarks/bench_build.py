"""One changed document among many: how much of a full build does the next build cost?

    python benchmarks/bench_build.py [--documents 2000] [--regions 500]

Registers that many documents in a project of its own, builds it from nothing, changes one document, builds again,
and prints both times (CPU and wall clock of this process), their ratio, and the most memory it held. The documents are the
reports of COUNTY_TARGETS_SOURCES where that is set, else an invented plan in as many versions.
"""
from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from analysis import codebook, example
from analysis.documents import fingerprint
from analysis.paths import Project, find_project, sha256
from analysis.store import write_table

SENTENCE = "新建公办幼儿园{n}所，新增学前学位{places}个，学前三年毛入园率达到{rate}%。"


def texts(count: int) -> list[bytes]:
    """That many texts, none like another."""
    named = os.environ.get("COUNTY_TARGETS_SOURCES", "").strip()
    paths = sorted(Path(named).glob("reports/**/*.txt"))[:count] if named else []
    found = [path.read_bytes() for path in paths]
    plan = example.document().text
    invented = [(plan + "\n" + SENTENCE.format(n=n % 7 + 1, places=100 + n, rate=80 + n % 20)).encode() for n in range(count - len(found))]
    print(f"{len(found)} reports and {len(invented)} invented plans, {sum(map(len, found + invented)) / 1e6:.1f} MB")
    return found + invented


def project_of(root: Path, count: int, regions: int) -> Project:
    """A project with that many registered documents, each at hand."""
    here, source = Project(root), find_project()
    shutil.copytree(source.codebook, here.codebook)
    here.documents.mkdir(parents=True)
    places = codebook.regions().query("level == 'county'").drop_duplicates("code").head(regions).to_dict("records")
    columns, rows = list(codebook.documents(source).columns), []
    for n, data in enumerate(texts(count)):
        place, name = places[n % len(places)], f"d{n:05}"
        (here.documents / f"{name}.txt").write_bytes(data)
        rows.append({"document": name, "file": f"{name}.txt", "title": f"{place['name']}教育工作计划", "region_name": place["name"], "name_en": place["name_en"],
                     "region_level": "county", "region_code": place["code"], "year": 2000 + n // len(places), "kind": "plan", "truncated": False,
                     "sha256": sha256(data), "fingerprint": fingerprint(data.decode("utf-8", "replace"))})
    write_table(pd.DataFrame(rows, columns=columns), here.documents_csv)
    return here


def timed(project: Project) -> tuple[float, float]:
    """CPU and wall-clock seconds of a build."""
    from analysis.pipeline.build import build

    cpu, wall = time.process_time(), time.perf_counter()
    built = build(project)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{built.n_made} of {built.n_regions} regions made, {built.rows['statements']} statements: {cpu:.1f} s CPU, {wall:.1f} s")
    return cpu, wall


def change_one(project: Project) -> None:
    """Write a further figure into one document, and register it so."""
    table = codebook.documents(project)
    path = project.documents / table["file"].iloc[len(table) // 2]
    path.write_bytes(path.read_bytes() + "\n今年新建公办幼儿园9所。".encode())
    at = table.index[len(table) // 2]
    table.loc[at, "sha256"], table.loc[at, "fingerprint"] = sha256(path.read_bytes()), fingerprint(path.read_text("utf-8", "replace"))
    write_table(table, project.documents_csv)


def memory() -> str:
    """The most memory that this process held, where the system tells."""
    try:
        import resource
    except ImportError:
        return "memory: not told on this system"
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return f"memory: at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--regions", type=int, default=500)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = project_of(Path(folder), wanted.documents, wanted.regions)
        os.environ["COUNTY_TARGETS_PROJECT"] = folder
        full = timed(project)
        change_one(project)
        part = timed(project)
    print(memory())
    print(f"one changed document among {wanted.documents}: {part[0] / full[0]:.1%} of the CPU time, {part[1] / full[1]:.1%} of the time")


if __name__ == "__main__":
    main()
