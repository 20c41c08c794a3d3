"""What a build did and how the data stand, in sentences."""
from __future__ import annotations

from collections import Counter

import pandas as pd

from analysis import codebook
from analysis.paths import Project
from analysis.pipeline.build import Built
from analysis.pipeline.changes import WORDS, shown
from analysis.pipeline.evidence import Evidence
from analysis.pipeline.sources import STATES
from analysis.store import read_table
from analysis.words import LANGS, Text

def of_build(built: Built) -> list[Text]:
    """What was written, what was made anew, and what is new, changed and gone, figure by figure."""
    lines = [Text("数据表已写入 data/processed/：陈述 {statements} 条，目标与结果 {targets} 行，来源 {documents} 份。",
                  "Tables written to data/processed/: {statements} statements, {targets} targets and results, {documents} sources.").format(**built.rows),
             Text(f"{built.n_regions} 个地区中重做了 {built.n_made} 个。", f"{built.n_made} of {built.n_regions} regions were made anew.")]
    return lines + of_changes(built.changes)


def of_changes(changes, most: int = 12) -> list[Text]:
    """A line that counts, then a line a figure, at most so many; the whole list is in the report of changes."""
    if changes.empty:
        return [Text("与上次相比没有数字改变。", "No figure differs from the last build.")]
    counts = changes.drop_duplicates(["change", "statement_id"])["change"].value_counts()
    parts = [(word, counts.get(name, 0)) for name, word in WORDS.items()]
    head = Text("与上次相比：" + "，".join(f"{word.zh} {n} 个数字" for word, n in parts) + "。",
                "Figures since the last build: " + ", ".join(f"{n} {word.en}" for word, n in parts) + ".")
    labelled = {lang: shown(changes.head(most), lang) for lang in LANGS}
    lines = [Text(*(_line(row, lang) for lang, row in zip(LANGS, rows))) for rows in zip(*(labelled[lang].itertuples(index=False) for lang in LANGS))]
    if len(changes) > most:
        lines.append(Text(f"  ……其余 {len(changes) - most} 条见报告“数据变化”。", f"  … {len(changes) - most} more in the report on changes."))
    return [head, *lines]


def _line(row, lang: str) -> str:
    """A figure that is new, changed or gone: whose, of what, and what about it."""
    what = f"{row.field}: {row.before or '—'} → {row.after or '—'}" if row.change == WORDS["changed"][lang] else row.before or row.after
    return f"  {row.change}  {codebook.region_name(row.region_code, lang)}  {codebook.indicator_name(row.indicator, lang)}  {what}  [{row.statement_id}]"


def of_state(project: Project, found: Evidence) -> list[Text]:
    """The state of the data: each source with its file, the codings, the tables."""
    coded = Counter(name for _, region in found.regions for layer in region.layers for name in set(layer.frame["document"]))
    reviewed = {name for _, region in found.regions for name in region.reviews}
    lines = [Text(f"来源 {len(found.sources)} 份：", f"{len(found.sources)} sources:")]
    for row in found.sources.itertuples(index=False):
        book = Text("，有复核表", ", a review workbook") if row.document in reviewed else Text("", "")
        lines.append(Text(f"  {row.region_name}  {row.year}  {row.document}：{STATES[row.state].zh}；编码 {coded[row.document]} 份{book.zh}",
                          f"  {row.name_en or row.region_name}  {row.year}  {row.document}: {STATES[row.state].en}; codings: {coded[row.document]}{book.en}"))
    if len(found.unregistered):
        lines.append(Text(f"未登记的文件 {len(found.unregistered)} 份，见上。", f"{len(found.unregistered)} files are not registered, see above."))
    return lines + _of_tables(project)


def _of_tables(project: Project) -> list[Text]:
    path = project.processed / "statements.csv"
    if not path.exists():
        return [Text("数据表尚未生成，请运行 county-targets build。", "There are no tables yet; run county-targets build.")]
    statements = read_table(path)
    status, masked = statements["status"].value_counts(), int(statements["redacted"].sum())
    conflicts = statements.loc[statements["status"] == "conflict", "statement_id"]
    lines = [Text(f"陈述 {len(statements)} 条：已确认 {status.get('confirmed', 0)}，未复核 {status.get('unreviewed', 0)}，不一致 {len(conflicts)}；其中数字被隐去 {masked} 条。",
                  f"{len(statements)} statements: {status.get('confirmed', 0)} confirmed, {status.get('unreviewed', 0)} unreviewed, {len(conflicts)} in conflict; {masked} of them masked.")]
    return lines + [Text(f"  不一致：{name}", f"  in conflict: {name}") for name in conflicts]


def of_agreement(table: pd.DataFrame, workbooks, lang: str) -> list[Text]:
    """The agreement over all documents as a table, and where the disagreements wait to be settled."""
    if table.empty:
        return [Text("data/raw/hand_coded/ 中没有两份编码，无从比较。", "There are no two codings in data/raw/hand_coded/ to compare.")]
    overall = table[table["by"] == "all"].drop(columns=["by", "group"])
    shown = overall.round({"percent": 1, "kappa": 3, "alpha": 3, "dice": 3, "low": 3, "high": 3}).to_string(index=False, na_rep="—")
    lines = [Text(shown, shown)]
    return lines + [_of_disagreements(*one) for one in workbooks]


def _of_disagreements(path, cases: int, begun: bool) -> Text:
    where = f"data/raw/review/{path.name}"
    run = f'county-targets agreement --decided "{where}"'
    if begun:
        return Text(f"{where} 中已有 {cases} 个裁定，没有改动。填完后运行：{run}", f"{where} holds {cases} decisions and was left as it is. Filled in, run: {run}")
    return Text(f"{cases} 处分歧写入 {where}。填好后运行：{run}", f"{cases} disagreements written to {where}. Filled in, run: {run}")
