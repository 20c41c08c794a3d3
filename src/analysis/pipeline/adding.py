"""A new document: recognised by its content, placed, registered, extracted, ready for review. Nothing is written twice or over."""
from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import codebook
from analysis.checks import Problem
from analysis.coding.review import write_review
from analysis.documents import Document, DocumentError, read
from analysis.extraction.statements import extract_document
from analysis.paths import Project, sha256, write_bytes
from analysis.pipeline.describing import Given, described, id_of
from analysis.pipeline.sources import document_files
from analysis.store import write_table
from analysis.words import Text

__all__ = ["Added", "Given", "add"]

DOUBTFUL = 0.8  # candidates less sure than this are called doubtful


class Added(NamedTuple):
    """What came of a file: the document's id ("" where there is none), what to say, problems, the review workbook."""

    document: str
    said: list[Text]
    problems: list[Problem]
    workbook: Path | None = None


def add(project: Project, path: Path, given: Given = Given()) -> Added:
    """Add one file to the project, or say as what it is already known.

    The original is copied to data/raw/documents (a file that lies there stays as it is), the review workbook is written
    to data/raw/review, and last a row to documents.csv: ended half-way and run again, the outcome is the same. A file
    that cannot be read, or whose place or year nobody can tell, changes nothing.
    """
    try:
        document = read(path)
    except DocumentError as error:
        return Added("", [], [error.problem])
    with project.lock():
        registry = codebook.documents(project)
        if known := recognised(registry, document):
            return _known(project, registry, known, document, path)
        if changed := _changed(project, registry, path):
            return Added(changed, [], [Problem("error", _CHANGED.format(name=changed), file=path.name)])
        what = described(document, path, given, registry)
        problems = [*document.problems, *what.problems]
        return Added("", what.said, problems) if what.row is None else _new(project, registry, document, path, what.row, what.said, problems)


_CHANGED = Text("这是已登记的 {name} 的文件，但内容与登记时不同。已有编码保留；请核对后更新 documents.csv 中的 sha256，或把新文件另存一个名字再添加。",
                "this is the file of {name}, which is registered, but its content has changed since. Its coding is kept; check it and update sha256 in documents.csv, or give the new file another name and add it.")


def recognised(registry: pd.DataFrame, document: Document) -> str:
    """The id of the registered document that this one is, by its bytes or by its text; "" when it is new."""
    for column, value in (("sha256", document.sha256), ("fingerprint", document.fingerprint)):
        same = registry.loc[registry[column] == value, "document"]
        if len(same):
            return same.iloc[0]
    return ""


def _changed(project: Project, registry: pd.DataFrame, path: Path) -> str:
    """The id of the document whose registered file lies at this very path; "" when there is none."""
    inside = path.resolve().is_relative_to(project.documents.resolve())
    same = registry.loc[registry["file"] == path.name, "document"] if inside else registry["document"].iloc[:0]
    return same.iloc[0] if len(same) else ""


def _new(project: Project, registry: pd.DataFrame, document: Document, path: Path, row: dict, said: list[Text], problems: list[Problem]) -> Added:
    inside = path.resolve().is_relative_to(project.documents.resolve())
    name = _free(project, registry, id_of(row), path.suffix.lower(), document.sha256)
    row = {"document": name, "file": path.name if inside else f"{name}{path.suffix.lower()}", **row}
    frame = extract_document(document, row).assign(document=name)
    workbook = project.review / f"{name}.xlsx"
    if not inside:
        _place(project, path, row["file"])
    write_review(name, document.text, frame, workbook)
    columns = list(registry.columns)
    table = pd.concat([registry.astype(object), pd.DataFrame([row], dtype=object)], ignore_index=True)[columns]
    write_table(table, project.documents_csv)
    return Added(name, [*said, _found(row, frame, workbook, project)], problems, workbook)


def _free(project: Project, registry: pd.DataFrame, wanted: str, suffix: str, digest: str) -> str:
    """An id that no document has, nor any file of another document: a review that somebody filled in is not written over."""
    def taken(name: str) -> bool:
        file, review = project.documents / f"{name}{suffix}", project.review / f"{name}.xlsx"
        ours = file.exists() and sha256(file.read_bytes()) == digest  # an `add` of the same file was ended here
        return (registry["document"] == name).any() or (not ours and (file.exists() or review.exists()))

    return next(name for n in range(1, 10000) if not taken(name := wanted if n == 1 else f"{wanted}-{n}"))


def _known(project: Project, registry: pd.DataFrame, name: str, document: Document, path: Path) -> Added:
    """Say so; an original that was not on this machine is put where its sentences are looked for."""
    row = registry[registry["document"] == name].iloc[0]
    same_bytes = row["sha256"] == document.sha256
    here = {sha256(file.read_bytes()) for file in document_files(project)[0]}
    if not here & {row["sha256"], document.sha256}:
        _place(project, path, row["file"] if same_bytes else _beside(row["file"], path.suffix.lower()))
        return Added(name, [Text(f"{path.name} 是已登记的 {name} 的原文，已放入 data/raw/documents/。运行 county-targets report，原句会出现在数字旁边。",
                                 f"{path.name} is the text of {name}, which is registered; it was put into data/raw/documents/. "
                                 "Run county-targets report: its sentences will stand beside its figures.")], list(document.problems))
    how = Text("内容", "content") if same_bytes else Text("文字（格式或编码不同）", "text (in another format or encoding)")
    return Added(name, [Text(f"{path.name} 与已登记的 {name} {how.zh}相同，没有再添加。",
                             f"{path.name} has the same {how.en} as {name}, which is registered; nothing was added.")], [])


def _beside(file: str, suffix: str) -> str:
    """A name for another format of a registered file, which is not its own."""
    stem = Path(file).stem or "document"
    return f"{stem}{suffix}" if f"{stem}{suffix}" != file else f"{stem}.copy{suffix}"


def _place(project: Project, path: Path, name: str) -> None:
    """Copy the original into data/raw/documents, whole or not at all."""
    target = project.documents / name
    if not (target.exists() and target.samefile(path)):
        write_bytes(target, path.read_bytes())


def _found(row: dict, frame: pd.DataFrame, workbook: Path, project: Project) -> Text:
    n, doubtful = len(frame), int((frame["confidence"] < DOUBTFUL).sum())
    where = workbook.relative_to(project.root).as_posix()
    return Text(f"{row['document']}：找到 {n} 个数字，其中 {doubtful} 个存疑（排在最前）。下一步：在 Excel 中打开 {where} 逐行决定，保存后运行 county-targets report。",
                f"{row['document']}: {n} figures found, {doubtful} of them doubtful (they stand first). Next: open {where} in Excel, decide row by row, save, and run county-targets report.")
