"""How long reading the reports takes, as a multiple of the floor, in one run.

    COUNTY_TARGETS_SOURCES=FOLDER python benchmarks/bench_speed.py [--rounds 5] [--every 1]

floor     reading every report and finding all runs of digits with one compiled regular expression
repair, figures, extract   these steps on the same texts, one core, files in the cache; median of the rounds

At most 40 floors are asked for ``extract`` in all. Memory is the peak of the process (at most 300 MB).
"""
from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from analysis.extraction import figures, repair, statements  # noqa: E402

DIGITS = re.compile(r"\d+")


def floor(paths: list[Path]) -> int:
    """Read, and find the digits."""
    return sum(1 for text in texts(paths) for _ in DIGITS.finditer(text))


def texts(paths: list[Path]) -> Iterator[str]:
    """One text at a time, so that memory shows what one document needs."""
    for path in paths:
        yield path.read_bytes().decode("utf-8")


def year(path: Path) -> int | None:
    return int(path.stem) if path.stem.isdigit() else None


STEPS = {
    "floor": floor,
    "read and repair": lambda paths: sum(len(repair.repair(text).log) for text in texts(paths)),
    "repair and figures": lambda paths: sum(len(figures.find(repair.repair(text).text)) for text in texts(paths)),
    "extract": lambda paths: sum(len(statements.extract(path.read_bytes().decode("utf-8"), year=year(path), kind="work_report"))
                                 for path in paths),
}


def main() -> None:
    """Print seconds and ratio of every step, and the peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--every", type=int, default=1, help="read every N-th report only")
    chosen = parser.parse_args()
    named = os.environ.get("COUNTY_TARGETS_SOURCES", "")
    if not named or not (Path(named) / "reports").is_dir():
        sys.exit("needs the source texts: set COUNTY_TARGETS_SOURCES to a folder that holds reports/")
    paths = sorted((Path(named) / "reports").rglob("*.md"))[::chosen.every]
    seconds: dict[str, list[float]] = {step: [] for step in STEPS}
    counts = {}
    for _ in range(chosen.rounds):
        for step, work in STEPS.items():
            begin = time.process_time()
            counts[step] = work(paths)
            seconds[step].append(time.process_time() - begin)
    base = statistics.median(seconds["floor"])
    print(f"{len(paths)} reports, {sum(len(text) for text in texts(paths)):,} characters")
    for step, times in seconds.items():
        print(f"{step:20s} {statistics.median(times):7.2f} s  {statistics.median(times) / base:5.1f} floors  {counts[step]:,} found")
    print(peak())


def peak() -> str:
    """The peak of memory of this process, where the system tells it."""
    try:
        import resource
    except ImportError:  # Windows
        return "peak memory: not told by this system"
    unit = 1 if sys.platform == "darwin" else 1024
    return f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
