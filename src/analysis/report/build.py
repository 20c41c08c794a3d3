"""Makes the reports: decides what changed, runs that, writes each page whole, and the index last.

Nothing heavy is imported before it is known that something has to be made, and then mostly by the worker.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from analysis.checks import Problem, errors
from analysis.paths import Project, sha256
from analysis.report.content import Content, Planned, Variant
from analysis.report.state import State, fingerprint, inputs
from analysis.words import LANGS, Text

INDEX_FILES = {"zh": "index.html", "en": "index.en.html"}

_RUNNING = Text("运行 {n}/{total}：{file}…", "Running {n} of {total}: {file} …")
_WRITTEN = Text("已写出 {file}。", "Wrote {file}.")
_REMOVED = Text("已删除 {file}：它的笔记本已不存在。", "Removed {file}: its notebook is gone.")
_KEPT = Text("笔记本已不存在，但文件在生成后被改动过，因此保留。不需要时请自行删除。",
             "its notebook is gone, but the file was changed after it was made, so it is kept. Delete it if you do not need it.")
_NO_NOTEBOOK = Text("没有名为 {name} 的笔记本。现有：{known}。", "there is no notebook {name}. There are: {known}.")
_WAITING = Text("另一个程序正在生成报告，等待其完成……", "Another run is making the reports; waiting for it to end …")
_SUMMARY = Text("报告：新写 {written}，未变 {unchanged}，删除 {removed}，出错 {failed}。",
                "Reports: {written} written, {unchanged} unchanged, {removed} removed, {failed} failed.")


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
        self.told = replace(content, variants=None)  # what the worker is asked for
        self.state, self.outcome, self.inputs = State(project.reports), Outcome(), inputs(project)

    def make(self, names: Sequence[str] | None) -> Outcome:
        plan = self._plan()
        self.marks = {report.file: self._mark(report) for report in plan}
        chosen = self._chosen(plan, names)
        stale = [report for report in chosen if not self.state.fresh(report.file, self.marks[report.file])]
        self.outcome.unchanged += [report.file for report in chosen if report not in stale]
        try:
            self._make_stale(stale)
            self._remove_gone(plan)
            self._make_index(plan)
        finally:
            self._close()
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

    @cached_property
    def runner(self):
        """The worker, started when it is first needed."""
        from analysis.report.execute import Runner

        return Runner(self.cell_seconds)

    @cached_property
    def writer(self) -> ThreadPoolExecutor:
        """Puts fonts into finished pages while the next notebook runs."""
        from analysis.report import embed

        writer = ThreadPoolExecutor(max_workers=1)
        writer.submit(embed.prepare)
        return writer

    def _close(self) -> None:
        for name, end in (("writer", "shutdown"), ("runner", "close")):
            if name in vars(self):
                getattr(vars(self)[name], end)()

    def _make_stale(self, stale: list[Planned]) -> None:
        """Run one notebook while the page of the one before is written."""
        if not stale:
            return
        _ = self.runner, self.writer  # both import while the notebooks are read
        books = {path: book for path in dict.fromkeys(report.notebook for report in stale) if (book := self._read(path))}
        runs = [report for report in stale if report.notebook in books]
        pages = []
        for n, report in enumerate(runs, 1):
            self.tell(_RUNNING.format(n=n, total=len(runs), file=report.file))
            pages.append(self._make_one(report, books[report.notebook]))
        self._collect(pages)

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

    def _make_one(self, report: Planned, book) -> Future | list[Problem]:
        """Run a notebook and hand its page to the writer; the problems when it failed."""
        from analysis.report.execute import Failed, Job

        name, others = report.notebook.name, [f"{report.stem}.{lang}.html" for lang in self.langs if lang != report.lang]
        try:
            executed = self.runner.run(Job(name, book, report.notebook.parent, {"LANG": report.lang, **report.variant.values}))
        except Failed as failed:
            return [failed.problem]
        return self._page(report.file, name, self.marks[report.file], "report_html", report, executed, others[0] if others else None)

    def _page(self, file: str, name: str, mark: str, function: str, *values) -> Future | list[Problem]:
        """Let the worker make a page with a function of `pages`; problems are about ``name``."""
        from analysis.report.execute import Failed

        try:
            html, problems = self.runner.call(name, self.project.root, f"analysis.report.pages:{function}", self.project, self.told, *values)
        except Failed as failed:
            return [failed.problem]
        return self.writer.submit(self._publish, file, html, problems, mark)

    def _publish(self, file: str, html: str, problems: list[Problem], mark: str) -> list[Problem]:
        """Write a page if nothing is wrong with it; all problems."""
        from analysis.report.embed import embedded

        data, more = embedded(html, file)
        if not errors([*problems, *more]):
            self.state.write(file, data, mark)
            self.outcome.written.append(file)
            self.tell(_WRITTEN.format(file=file))
        return [*problems, *more]

    def _collect(self, pages: list[Future | list[Problem]]) -> None:
        """Every problem once, in the order of the pages."""
        for page in pages:
            for problem in page.result() if isinstance(page, Future) else page:
                if problem not in self.outcome.problems:
                    self.outcome.problems.append(problem)

    def _remove_gone(self, plan: list[Planned]) -> None:
        """Delete the reports of notebooks and variants that are no longer there, if nobody changed them."""
        there = {f"{report.stem}.{lang}.html" for report in plan for lang in LANGS} | set(INDEX_FILES.values())
        for file in sorted(set(self.state.made) - there):
            if self.state.remove(file):
                self.outcome.removed.append(file)
                self.tell(_REMOVED.format(file=file))
            elif (self.project.reports / file).exists():
                self.outcome.problems.append(Problem("warning", _KEPT, file))

    def _make_index(self, plan: list[Planned]) -> None:
        """The index of the reports that are there, in each language, if it changed."""
        pages = []
        for lang in self.langs:
            mine = [report for report in plan if report.lang == lang and (self.project.reports / report.file).is_file()]
            mark = fingerprint(self.inputs, lang, self.langs, [[report.file, self.marks[report.file]] for report in mine])
            file = INDEX_FILES[lang]
            if self.state.fresh(file, mark):
                self.outcome.unchanged.append(file)
                continue
            pages.append(self._page(file, file, mark, "index_html", mine, lang, len(self.langs) > 1))
        self._collect(pages)
