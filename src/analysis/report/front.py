"""What the reports of this project say besides their notebooks: trust, sentences, findings, one profile a county."""
from __future__ import annotations

import csv
import json
from functools import partial

from analysis.paths import Project
from analysis.report.content import Content, Variant
from analysis.words import Text

PROFILE = "06_county_profile"
_TRUST = Text("{n} 条陈述，{places} 个县（市、区），{documents} 份文件（{truncated} 份不全）；{masked} 条数字被隐去，{unreviewed} 条未复核，{conflicts} 条不一致。",
              "{n} statements of {places} counties from {documents} documents ({truncated} incomplete); {masked} figures masked, {unreviewed} unreviewed, {conflicts} in conflict.")


def content(project: Project) -> Content:
    """The content for `make_reports`. Each part reads the tables only when it is asked for."""
    return Content(trust=partial(trust, project), sentences=partial(sentences, project), index=partial(index, project),
                   variants=partial(variants, project))


def trust(project: Project) -> Text:
    """The line under every title: how much there is, and how far it can be trusted."""
    from analysis import codebook
    from analysis.store import read_table

    statements, sources = read_table(project.processed / "statements.csv"), codebook.documents(project)
    status = statements["status"].value_counts()
    return _TRUST.format(n=len(statements), places=statements["region_code"].nunique(), documents=statements["document"].nunique(),
                         truncated=int(sources["truncated"].sum()), masked=int(statements["redacted"].sum()),
                         unreviewed=int(status.get("unreviewed", 0)), conflicts=int(status.get("conflict", 0)))


def sentences(project: Project, ids) -> dict[str, str]:
    """The sentences of those statements whose source is on this machine, from the last build."""
    path = project.cache / "sentences.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: kept[name]["before"] + kept[name]["figure"] + kept[name]["after"] for name in ids if name in kept}


def variants(project: Project, notebook: str) -> list[Variant]:
    """One profile for every county that has a document, named by its code; other notebooks make one report."""
    if notebook != PROFILE:
        return []
    with open(project.documents_csv, encoding="utf-8-sig", newline="") as table:
        rows = {row["region_code"]: row for row in csv.DictReader(table)}
    return [Variant(code, {"REGION": code}, Text(row["region_name"], row.get("name_en") or row["region_name"])) for code, row in sorted(rows.items())]


def index(project: Project):
    """The index page: the findings, the coverage matrix, what may not be compared."""
    from analysis.report.index import Index

    return Index()
