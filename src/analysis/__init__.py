"""Education targets of Chinese counties: coded, checked, compared, reported.

    import analysis
    analysis.statements()                     one row a figure
    analysis.targets()                        one row a thing, with the statements it stands on
    analysis.coverage()                       what each document says of each indicator
    analysis.extract(text, year=2024, kind="plan")
"""
from __future__ import annotations

__version__ = "0.2.2"


def _processed(name: str):
    from analysis.paths import find_project
    from analysis.store import read_table

    return read_table(find_project().processed / f"{name}.csv")


def statements():
    """The statements: table `statements` of the schema (the columns of the coding manual, and its id, region,
    source, coder, status). StoreError when nothing has been built yet."""
    return _processed("statements")


def targets():
    """The targets and results: table `targets` of the schema."""
    return _processed("targets")


def coverage():
    """What each document says of each indicator: table `coverage` of the schema."""
    return _processed("coverage")


def creations():
    """The steps of county creations: table `creations` of the schema."""
    return _processed("creations")


def sources():
    """The sources: one row a document (data/raw/documents.csv)."""
    from analysis import codebook

    return codebook.documents()


def extract(text: str, year: int | None = None, kind: str | None = None, **known):
    """The statements that a text makes, with the columns of the coding manual; see `analysis.extraction.statements.extract`."""
    from analysis.extraction.statements import extract as extract_text

    return extract_text(text, year=year, kind=kind, **known)
