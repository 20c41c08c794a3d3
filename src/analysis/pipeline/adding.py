"""A new document: recognised by its content, placed, registered with what is guessed of it, extracted, ready for review."""
from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import codebook
from analysis.checks import Problem
from analysis.coding.review import write_review
from analysis.documents import Document, DocumentError, read
from analysis.extraction import infer
from analysis.extraction.statements import extract_document
from analysis.paths import Project, sha256
from analysis.pipeline.sources import document_files
from analysis.store import write_table
from analysis.words import Text

DOUBTFUL = 0.7  # candidates less sure than this are called doubtful
_CERTAIN, _GUESSED = 1.0, 0.7
# Not used by GB/T 2260: for places that its lists do not have.
_OWN_CODES = range(990001, 999999)
_ENDINGS = re.compile(r"\b(county|district|city|autonomous|banner|municipality|prefecture|province)\b", re.I)


class Given(NamedTuple):
    """What the person said of a document; "" or None where nothing was said."""

    region: str = ""
    year: int | None = None
    kind: str = ""


class Added(NamedTuple):
    """What came of a file: the document's id ("" where there is none), what to say, problems, the review workbook."""

    document: str
    said: list[Text]
    problems: list[Problem]
    workbook: Path | None = None


def add(project: Project, path: Path, given: Given = Given()) -> Added:
    """Add one file to the project, or say as what it is already known.

    The original is copied to data/raw/documents, a row is added to documents.csv, and the review workbook
    written to data/raw/review. A file that cannot be read, or whose place or year nobody can tell, changes nothing.
    """
    try:
        document = read(path)
    except DocumentError as error:
        return Added("", [], [error.problem])
    registry = codebook.documents(project)
    known = recognised(project, registry, document)
    if known:
        return _known(project, registry, known, document, path)
    row, said, problems = described(document, path, given, registry)
    if row is None:
        return Added("", said, [*document.problems, *problems])
    frame = extract_document(document, row)
    workbook = project.review / f"{row['document']}.xlsx"
    _place(project, path, row["file"])
    write_review(row["document"], document.text, frame.assign(document=row["document"]), workbook)
    columns = list(registry.columns)
    write_table(pd.concat([registry.astype(object), pd.DataFrame([row], dtype=object)], ignore_index=True)[columns], project.documents_csv)
    return Added(row["document"], [*said, _found(row, frame, workbook, project)], [*document.problems, *problems], workbook)


def recognised(project: Project, registry: pd.DataFrame, document: Document) -> str:
    """The id of the registered document that this one is, by its bytes or by its text; "" when it is new."""
    same = registry.loc[(registry["sha256"] == document.sha256) | (registry["fingerprint"] == document.fingerprint), "document"]
    return same.iloc[0] if len(same) else ""


def _known(project: Project, registry: pd.DataFrame, name: str, document: Document, path: Path) -> Added:
    """Say so; an original that was not on this machine is put where its sentences are looked for."""
    row = registry[registry["document"] == name].iloc[0]
    hashes = {sha256(file.read_bytes()) for file in document_files(project)[0]}
    if row["sha256"] == document.sha256 and document.sha256 not in hashes:
        _place(project, path, row["file"])
        return Added(name, [Text(f"{path.name} 是已登记的 {name} 的原文，已放入 data/raw/documents/。运行 county-targets report，原句会出现在数字旁边。",
                                 f"{path.name} is the original of {name}, which is registered; it was put into data/raw/documents/. "
                                 "Run county-targets report: its sentences will stand beside its figures.")], [])
    how = Text("内容", "content") if row["sha256"] == document.sha256 else Text("文字（格式或编码不同）", "text (in another format or encoding)")
    return Added(name, [Text(f"{path.name} 与已登记的 {name} {how.zh}相同，没有再添加。",
                             f"{path.name} has the same {how.en} as {name}, which is registered; nothing was added.")], [])


def described(document: Document, path: Path, given: Given, registry: pd.DataFrame) -> tuple[dict | None, list[Text], list[Problem]]:
    """The row of documents.csv for a new document: what was given, and what is guessed from title and text, with its evidence."""
    title = path.stem
    region, region_said = _region(given.region, title, document.text, registry)
    year, year_said = _value(Text("年份", "year"), given.year, infer.year_of(title, document.text))
    kind, kind_said = _value(Text("类型", "kind"), given.kind, infer.kind_of(title, document.text))
    said = [text for text in (region_said, year_said, kind_said) if text]
    missing = [] if region and year else [Problem("error", Text(
        "看不出是哪个县或哪一年的文件。请用 --region 和 --year 写明，例如 --region 房县 --year 2025。",
        "neither its title nor its text tells whose plan it is, or of which year. Say so with --region and --year, e.g. --region 房县 --year 2025."), file=path.name)]
    if missing:
        return None, said, missing
    name = _free(f"{_slug(region)}-{year}-{kind.replace('_', '-')}", set(registry["document"]))
    inferred = [word for word, value in ((Text("地点", "place"), given.region), (Text("年份", "year"), given.year), (Text("类型", "kind"), given.kind)) if not value]
    note = Text("、".join(word.zh for word in inferred) + "为程序推断", ", ".join(word.en for word in inferred) + " inferred by the program") if inferred else Text("", "")
    return {
        "document": name, "file": f"{name}{path.suffix.lower()}", "title": title, "title_en": "",
        "region_name": region["name"], "name_en": region["name_en"], "region_level": region["level"],
        **_above(region), "region_code": region["code"], "year": year, "review_year": None, "kind": kind, "issuer": "", "issuer_en": "",
        "place_certainty": _CERTAIN if given.region else _GUESSED, "year_certainty": _CERTAIN if given.year else _GUESSED,
        "truncated": _looks_cut(document.text), "note_zh": note.zh, "note_en": note.en, "sha256": document.sha256,
        "fingerprint": document.fingerprint, "origin_zh": "由使用者添加", "origin_en": "added by the user",
    }, said, []


def _value(what: Text, given, guess: infer.Guess):
    if given:
        return given, None
    if guess.value is None:
        return None, None
    return guess.value, Text(f"{what.zh}推断为 {guess.value}（依据：{guess.evidence or '默认'}）", f"{what.en} taken to be {guess.value} (from: {guess.evidence or 'default'})")


def _region(given: str, title: str, text: str, registry: pd.DataFrame) -> tuple[dict | None, Text | None]:
    """A row of regions.csv, one made up for a place that the lists do not have, or None."""
    if given:
        row = codebook.region(given) if given.isdigit() else None
        found = codebook.resolve_region(given, text[:infer.SAMPLE]) if row is None else None
        if row is None and len(found):
            row = found.iloc[0].to_dict()
        return row or _own_region(given, registry), None
    # A place named in the title but in no list is a place of its own, not one named further down.
    guess = infer.region_of(title, "") if _titled_place(title) else infer.region_of(title, text)
    place, evidence = (guess.value, guess.evidence) if guess.value else (None, "")
    if place is None and (named := _titled_place(title)):
        place, evidence = _own_region(named, registry), named
    if place is None:
        return None, None
    return place, Text(f"地区推断为 {place['name']}（{place['code']}，依据：{evidence}）", f"region taken to be {place['name']} ({place['code']}, from: {evidence})")


def _titled_place(title: str) -> str:
    found = re.match(r"[\u4e00-\u9fff]{2,8}?(?:自治县|自治旗|县|区|市|旗)(?=\d|教育|政府|人民)", title)
    return found[0] if found else ""


def _own_region(name: str, registry: pd.DataFrame) -> dict:
    """A place that GB/T 2260 does not list gets a code of its own, the same in every document of it."""
    same = registry.loc[registry["region_name"] == name, "region_code"]
    used = {int(code) for code in registry["region_code"] if code.isdigit()}
    code = same.iloc[0] if len(same) else str(next(n for n in _OWN_CODES if n not in used))
    return {"code": code, "name": name, "name_en": name, "level": "county", "parent": ""}


def _above(region: dict) -> dict[str, str]:
    """Province and prefecture of a region, in both languages."""
    above = codebook.ancestors(region["code"]) if region.get("parent") else {}
    return {f"{level}{end}": (above.get(level) or {}).get(column, "") for level in ("province", "prefecture")
            for end, column in (("", "name"), ("_en", "name_en"))}


def _slug(region: dict) -> str:
    plain = re.sub(r"[^a-z]+", "", _ENDINGS.sub("", region["name_en"]).lower()) if region["name_en"].isascii() else ""
    return plain or region["code"]


def _free(name: str, taken: set[str]) -> str:
    return next(candidate for n in range(1, 1000) if (candidate := name if n == 1 else f"{name}-{n}") not in taken)


def _looks_cut(text: str) -> bool:
    """Whether a text breaks off: its last line that says anything does not end a sentence."""
    last = next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")
    return bool(last) and len(last) > 20 and last[-1] not in "。！？”）)；.!?"


def _place(project: Project, path: Path, name: str) -> None:
    """Copy the original into data/raw/documents, whole or not at all."""
    target = project.documents / name
    if target.exists() and target.resolve() == path.resolve():
        return
    project.documents.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{name}.part")
    shutil.copyfile(path, part)
    part.replace(target)


def _found(row: dict, frame: pd.DataFrame, workbook: Path, project: Project) -> Text:
    n, doubtful = len(frame), int((frame["confidence"] < DOUBTFUL).sum())
    where = workbook.relative_to(project.root).as_posix()
    return Text(f"{row['document']}：找到 {n} 个数字，其中 {doubtful} 个存疑（排在最前）。下一步：在 Excel 中打开 {where} 逐行决定，保存后运行 county-targets report。",
                f"{row['document']}: {n} figures found, {doubtful} of them doubtful (they stand first). Next: open {where} in Excel, decide row by row, save, and run county-targets report.")
