"""Makes the reports: decides what changed, runs that, writes each page whole, and the index last.

Nothing heavy is imported before it is known that something has to be made.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.checks import Problem, errors
from analysis.paths import Project, sha256
from analysis.report.state import State, fingerprint, inputs
from analysis.words import LANGS, Text

if TYPE_CHECKING:
    from analysis.report.evidence import Evidence
    from analysis.report.index import Index

_RUNNING = Text("运行 {n}/{total}：{file}…", "Running {n} of {total}: {file} …")
_WRITTEN = Text("已写出 {file}。", "Wrote {file}.")
_REMOVED = Text("已删除 {file}：它的笔记本已不存在。", "Removed {file}: its notebook is gone.")
_KEPT = Text("笔记本已不存在，但文件在生成后被改动过，因此保留。不需要时请自行删除。",
             "its notebook is gone, but the file was changed after it was made, so it is kept. Delete it if you do not need it.")
_NO_NOTEBOOK = Text("没有名为 {name} 的笔记本。现有：{known}。", "there is no notebook {name}. There are: {known}.")
_WAITING = Text("另一个程序正在生成报告，等待其完成……", "Another run is making the reports; waiting for it to end …")
_SUMMARY = Text("报告：新写 {written}，未变 {unchanged}，删除 {removed}，出错 {failed}。",
                "Reports: {written} written, {unchanged} unchanged, {removed} removed, {failed} failed.")


@dataclass(frozen=True)
class Variant:
    """One of several reports of a notebook: what its files are called, the values of its parameters, what it is about."""

    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    title: Text | None = None


@dataclass(frozen=True)
class Content:
    """What the reports say besides their notebooks; each is asked only when something has to be made.

    ``trust``: the line under every title. ``sentences``: statement ids → the sentences that are at hand.
    ``index``: the index page. ``variants``: the name of a notebook → its reports (asked always; none: one report).
    """

    trust: Callable[[], Text] | None = None
    sentences: Callable[[Iterable[str]], Mapping[str, str]] | None = None
    index: Callable[[], Index] | None = None
    variants: Callable[[str], Sequence[Variant]] | None = None


@dataclass
class Outcome:
    """What was done: names of files, and everything that went wrong."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 when a report could not be made."""
        return 1 if errors(self.problems) else 0

    def summary(self) -> Text:
        """One sentence."""
        return _SUMMARY.format(written=len(self.written), unchanged=len(self.unchanged), removed=len(self.removed), failed=len(errors(self.problems)))


@dataclass(frozen=True)
class Planned:
    """A report to be: a notebook in one language with one set of parameters."""

    notebook: Path
    lang: str
    variant: Variant

    @property
    def stem(self) -> str:
        return f"{self.notebook.stem}_{self.variant.key}" if self.variant.key else self.notebook.stem

    @property
    def file(self) -> str:
        return f"{self.stem}.{self.lang}.html"

    def title(self, title: str) -> str:
        """The title of the notebook, followed by what this variant is about."""
        about = self.variant.title[self.lang] if self.variant.title else ""
        return ("：" if self.lang == "zh" else ": ").join(part for part in (title or self.notebook.stem, about) if part)


def make_reports(project: Project, langs: Sequence[str] = LANGS, names: Sequence[str] | None = None,
                 progress: Callable[[Text], None] | None = None, content: Content = Content(), cell_seconds: float = 120.0) -> Outcome:
    """Make the reports whose notebook, parameters, tables or code changed, and the index.

    ``names``: only these notebooks or reports. ``progress`` is told what happens, in sentences. A report
    that fails leaves the old one in place and is told in ``Outcome.problems``; the others are made.
    """
    from filelock import FileLock, Timeout

    tell = progress or (lambda text: None)
    project.reports.mkdir(parents=True, exist_ok=True)
    lock = FileLock(project.reports / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell(_WAITING)
        lock.acquire()
    try:
        return _Run(project, tuple(langs), tell, content, cell_seconds).make(names)
    finally:
        lock.release()


class _Run:
    """One making of the reports of a project."""

    def __init__(self, project, langs, tell, content, cell_seconds):
        self.project, self.langs, self.tell, self.content, self.cell_seconds = project, langs, tell, content, cell_seconds
        self.state, self.outcome, self.inputs = State(project.reports), Outcome(), inputs(project)
        self.marks: dict[str, str] = {}

    def make(self, names: Sequence[str] | None) -> Outcome:
        plan = self._plan()
        for report in plan:
            self.marks[report.file] = self._mark(report)
        chosen = self._chosen(plan, names)
        stale = [report for report in chosen if not self.state.fresh(report.file, self.marks[report.file])]
        self.outcome.unchanged += [report.file for report in chosen if report not in stale]
        if stale:
            self._make_stale(stale)
        self._remove_gone(plan)
        self._make_index(plan)
        return self.outcome

    def _plan(self) -> list[Planned]:
        notebooks = sorted(path for path in self.project.notebooks.glob("*.ipynb") if not path.name.startswith("."))
        variants = self.content.variants or (lambda name: ())
        return [Planned(path, lang, variant) for path in notebooks
                for variant in tuple(variants(path.stem)) or (Variant(),) for lang in self.langs]

    def _mark(self, report: Planned) -> str:
        variant = report.variant
        return fingerprint(self.inputs, sha256(report.notebook.read_bytes()), report.lang, self.langs, variant.key, dict(variant.values), variant.title)

    def _chosen(self, plan: list[Planned], names: Sequence[str] | None) -> list[Planned]:
        if names is None:
            return plan
        wanted = [name.removesuffix(".ipynb") for name in names]
        known = sorted({report.notebook.stem for report in plan} | {report.stem for report in plan})
        for name in wanted:
            if name not in known:
                self.outcome.problems.append(Problem("error", _NO_NOTEBOOK.format(name=name, known=", ".join(known)), name))
        return [report for report in plan if report.stem in wanted or report.notebook.stem in wanted]

    def _make_stale(self, stale: list[Planned]) -> None:
        """Run one notebook while the page of the one before is written."""
        from analysis.report.execute import Worker, execute

        worker = Worker()  # imports while the notebooks are read
        books = {path: book for path in dict.fromkeys(report.notebook for report in stale) if (book := self._read(path))}
        runs = [report for report in stale if report.notebook in books]
        with ThreadPoolExecutor(max_workers=1) as writer:
            results = execute(self._jobs(runs, books), self.cell_seconds, worker)
            pages = [writer.submit(self._write, report, result) for (_, result), report in zip(results, runs)]
            for page in pages:
                page.result()

    def _read(self, path: Path):
        """A notebook that is whole in both languages; None, and a problem noted, when it is not."""
        from analysis.report.notebook import NotebookError, check_pairs, read_notebook

        try:
            book = read_notebook(path)
            problems = check_pairs(book, path.name)
        except NotebookError as error:
            book, problems = None, [error.problem]
        self.outcome.problems += problems
        return None if problems else book

    def _jobs(self, runs: list[Planned], books: dict):
        """The runs, each told about when it begins."""
        from analysis.report.execute import Job

        for n, report in enumerate(runs, 1):
            self.tell(_RUNNING.format(n=n, total=len(runs), file=report.file))
            yield Job(report.notebook.name, books[report.notebook], report.notebook.parent, {"LANG": report.lang, **report.variant.values})

    def _write(self, report: Planned, result) -> None:
        """The page of an executed notebook; what kept it from being made is noted."""
        if isinstance(result, Problem):
            self.outcome.problems.append(result)
            return
        from analysis.report import notebook, outputs, page

        title = report.title(notebook.opening(result, report.lang).title)
        body = outputs.body(result, report.notebook.name, report.lang)
        rows, problems = self.evidence.rows(body.statements, report.lang, report.notebook.name)
        made = page.Page("report.html.j2", report.stem, report.lang, title, report.file, body.pieces, rows, self._other(report.stem, report.lang),
                         self.trust[report.lang], {"notebook": f"notebooks/{report.notebook.name}"})
        self._publish(made, [*body.problems, *problems], self.marks[report.file])

    def _publish(self, made, problems: list[Problem], mark: str) -> None:
        from analysis.report import page

        data, more = page.render(made)
        self.outcome.problems += [*problems, *more]
        if not errors([*problems, *more]):
            self.state.write(made.file, data, mark)
            self.outcome.written.append(made.file)
            self.tell(_WRITTEN.format(file=made.file))

    def _other(self, stem: str, lang: str) -> str | None:
        others = [other for other in self.langs if other != lang]
        return f"{stem}.{others[0]}.html" if others else None

    @cached_property
    def evidence(self) -> Evidence:
        """The statements and the documents of the project, read once."""
        from analysis.report.evidence import Evidence
        from analysis.store import read_table

        tables = [(self.project.processed / "statements.csv", "statement_id"), (self.project.documents_csv, "document")]
        rows = [{row[key]: row for row in read_table(path).to_dict("records")} if path.is_file() else {} for path, key in tables]
        return Evidence(*rows, self.content.sentences)

    @cached_property
    def trust(self) -> Text:
        return self.content.trust() if self.content.trust else Text("", "")

    def _remove_gone(self, plan: list[Planned]) -> None:
        """Delete the reports of notebooks and variants that are no longer there, if nobody changed them."""
        there = {f"{report.stem}.{lang}.html" for report in plan for lang in LANGS} | set(_index_files())
        for file in sorted(set(self.state.made) - there):
            if self.state.remove(file):
                self.outcome.removed.append(file)
                self.tell(_REMOVED.format(file=file))
            elif (self.project.reports / file).exists():
                self.outcome.problems.append(Problem("warning", _KEPT, file))

    def _make_index(self, plan: list[Planned]) -> None:
        listed = [report for report in plan if (self.project.reports / report.file).is_file()]
        for lang in self.langs:
            mine = [report for report in listed if report.lang == lang]
            mark = fingerprint(self.inputs, lang, self.langs, [[report.file, self.marks[report.file]] for report in mine])
            file = _index_files()[LANGS.index(lang)]
            if self.state.fresh(file, mark):
                self.outcome.unchanged.append(file)
                continue
            from analysis.report.index import index_page

            made, problems = index_page(self.index, [_entry(report) for report in mine], lang, self.evidence, self.trust[lang], len(self.langs) > 1)
            self._publish(made, problems, mark)

    @cached_property
    def index(self) -> Index:
        from analysis.report.index import Index

        return self.content.index() if self.content.index else Index()


def _index_files() -> tuple[str, ...]:
    return tuple("index.html" if lang == "zh" else f"index.{lang}.html" for lang in LANGS)


def _entry(report: Planned):
    from analysis.report.index import Entry
    from analysis.report.notebook import opening, read_notebook

    opened = opening(read_notebook(report.notebook), report.lang)
    return Entry(report.file, report.title(opened.title), opened.question, opened.caveat)
