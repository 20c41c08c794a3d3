"""The command county-targets: parses arguments, calls, prints what comes back.

Each command imports what it needs when it runs: `report` with nothing to do must answer at once.
"""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from analysis.paths import Project, StoreError, find_project
from analysis.words import Text, language

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="县级教育目标：提取、核对、汇总、比较、报告。 / County education targets: extract, check, build, compare, report.")

Lang = Annotated[Optional[str], typer.Option("--lang", help="zh 或 en：显示的语言 / language of what is printed")]


def main() -> None:
    """Run the command; what a researcher can mend is said in a sentence, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except StoreError as error:
        typer.echo(error.text[language()], err=True)
        sys.exit(1)
    except PermissionError as error:
        say(Text(f"不能写入 {_name(error)}。它可能正在 Excel 或 WPS 中打开，或没有写入权限；请关闭后重新运行。",
                 f"{_name(error)} cannot be written. It may be open in Excel or WPS, or writing is not allowed there; close it and run again."), err=True)
        sys.exit(1)


def _name(error: OSError) -> str:
    return Path(str(error.filename2 or error.filename or "")).name


def say(text: Text, lang: str | None = None, err: bool = False) -> None:
    typer.echo(text[language(lang)], err=err)


def tell(problems, lang: str | None = None) -> bool:
    """Print problems, errors first; returns whether there is an error."""
    marks = {"error": Text("错误", "ERROR"), "warning": Text("注意", "note")}
    for severity, mark in marks.items():
        for problem in (p for p in problems if p.severity == severity):
            typer.echo(f"{mark[language(lang)]}  {problem.sentence(language(lang))}", err=True)
    return any(problem.severity == "error" for problem in problems)


def make_tables(project: Project, lang: str | None) -> bool:
    """Build what is not current and say what came of it; returns whether there is an error."""
    from analysis.pipeline import fragments, stamp

    if stamp.is_current(project):
        failed = tell(fragments.as_problems(stamp.noted(project)["problems"]), lang)
        say(Text("数据没有变化，数据表无须重建。", "The data have not changed; the tables stand."), lang)
        return failed
    from analysis.pipeline import summary
    from analysis.pipeline.build import BuildError, build

    try:
        built = build(project)
    except BuildError as error:
        tell(error.problems, lang)
        say(Text("数据表未重建，原有的表保持不变。请按上面各条修改后重新运行。",
                 "The tables were not rebuilt; those of before stand. Mend what is said above and run again."), lang, err=True)
        return True
    failed = tell(built.problems, lang)
    for line in summary.of_build(built):
        say(line, lang)
    return failed


@app.command(help="由原始数据重建数据表 / Build the tidy tables from the raw data")
def build(lang: Lang = None) -> None:
    raise typer.Exit(make_tables(find_project(), lang))


@app.command(help="重建数据表并生成 HTML 报告和 Excel 工作簿 / Build, then write the HTML reports and the workbook")
def report(names: Annotated[Optional[list[str]], typer.Argument(help="只生成这些笔记本的报告 / only these notebooks")] = None,
           lang: Lang = None) -> None:
    from analysis.report import make_reports
    from analysis.report.front import content
    from analysis.report.workbook import FILE, write_workbook

    project = find_project()
    failed = make_tables(project, lang)
    made = make_reports(project, names=names, progress=lambda text: say(text, lang), content=content(project))
    tell(made.problems, lang)
    say(made.summary(), lang)
    if write_workbook(project):
        say(Text(f"已写出 {FILE}。", f"Wrote {FILE}."), lang)
    raise typer.Exit(made.exit_code or failed)


@app.command(help="显示数据的状况：来源、数量、不一致 / Print the state of the data: sources, counts, conflicts")
def check(lang: Lang = None) -> None:
    from analysis.pipeline import summary
    from analysis.pipeline.evidence import gather

    project = find_project()
    found = gather(project)
    failed = tell(found.problems, lang)
    for line in summary.of_state(project, found):
        say(line, lang)
    raise typer.Exit(failed)


@app.command(help="比较一项指标 / Compare one indicator across counties and years")
def compare(indicator: Annotated[str, typer.Argument(help="指标编号或名称 / id or name of the indicator")],
            region: Annotated[Optional[list[str]], typer.Option(help="地区名称或代码，可多次 / region, may be repeated")] = None,
            year: Annotated[Optional[list[int]], typer.Option(help="年份，可多次 / year, may be repeated")] = None,
            lang: Lang = None) -> None:
    from analysis.pipeline.asking import ask

    answer = ask(find_project(), indicator, region, year, language(lang))
    typer.echo(answer.text, err=not answer.found)
    raise typer.Exit(not answer.found)


@app.command(help="从文件中提取数字 / Extract the figures of documents")
def extract(paths: Annotated[list[Path], typer.Argument(help="文件 / files")],
            documents: Annotated[Optional[Path], typer.Option(help="来源表 CSV（document,file,region_name,year,kind）/ table of sources")] = None,
            out: Annotated[Optional[Path], typer.Option(help="写入的 CSV，省略则打印 / CSV to write; printed without it")] = None,
            view: Annotated[Optional[Path], typer.Option(help="写入网页：原文中标出数字 / HTML view with the figures marked")] = None,
            lang: Lang = None) -> None:
    from analysis.extraction.command import extract_files

    problems, said = extract_files(paths, documents, out, view, language(lang))
    if said:
        typer.echo(said)
    raise typer.Exit(tell(problems, lang))


@app.command(help="加入文件：识别、登记、提取，生成复核工作簿 / Add documents: recognise, register, extract, write the review workbook")
def add(files: Annotated[list[Path], typer.Argument(help="文件 / files")],
        region: Annotated[str, typer.Option(help="地区名称或代码，如 房县 或 420325 / name or code of the region")] = "",
        year: Annotated[Optional[int], typer.Option(help="计划年份 / the year it plans")] = None,
        kind: Annotated[str, typer.Option(help="plan, summary, summary_and_plan, work_report")] = "",
        lang: Lang = None) -> None:
    from analysis.pipeline.adding import Given, add as add_file

    project, failed = find_project(), False
    for path in files:
        added = add_file(project, path, Given(region.strip(), year, kind))
        failed |= tell(added.problems, lang)
        for line in added.said:
            say(line, lang)
    raise typer.Exit(failed)


@app.command("import", help="导入自己的表格 / Import a table of your own")
def import_(table: Annotated[Path, typer.Argument(help="xlsx 或 csv / xlsx or csv")],
            mapping: Annotated[Optional[Path], typer.Option("--map", help="对照表；省略则先按表头拟一份 / mapping; proposed from the headings without it")] = None,
            lang: Lang = None) -> None:
    from analysis.pipeline.importing import import_own

    outcome = import_own(find_project(), table, mapping)
    failed = tell(outcome.problems, lang)
    for line in outcome.said:
        say(line, lang)
    raise typer.Exit(failed)


@app.command(help="编码员的一致程度，并写出分歧的裁定工作簿 / Agreement of coders, and a workbook of their disagreements")
def agreement(decided: Annotated[Optional[Path], typer.Option(help="填好的裁定工作簿 / the adjudication workbook, filled in")] = None,
              lang: Lang = None) -> None:
    from analysis.pipeline import coders, summary

    project = find_project()
    if decided:
        said, problems = coders.settle_workbook(project, decided)
    else:
        said, problems = summary.of_agreement(coders.agreements(project), coders.disagreements(project), language(lang)), []
    failed = tell(problems, lang)
    for line in said:
        say(line, lang)
    raise typer.Exit(failed)
