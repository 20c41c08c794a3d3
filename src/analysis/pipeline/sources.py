"""Which documents are at hand: each registered source with its file, and the files nobody registered."""
from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from analysis.checks import Problem
from analysis.store import Project, sha256, write_bytes
from analysis.words import Text

# Not documents: explanations, and what editors leave behind.
_IGNORED_NAMES = ("README",)
_IGNORED_STARTS = ("~$", ".")

STATES = {
    "present": Text("原文在手", "at hand"),
    "renamed": Text("原文在手（换了文件名）", "at hand, under another name"),
    "changed": Text("文件内容变了", "the file has changed"),
    "reformatted": Text("原文在手（另一种格式或编码）", "at hand, in another format or encoding"),
    "absent": Text("原文不在本机", "not on this machine"),
}


def hashes(paths: list[Path], memory: Path) -> dict[Path, str]:
    """The sha256 of each file; a file that was not touched since it was hashed is not read again."""
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    fresh, found = {}, {}
    for path in paths:
        stat = path.stat()
        # Copying and unpacking may keep a time; no ordinary program keeps all four.
        mark = f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"
        mark_before, digest = known.get(str(path), ("", ""))
        found[path] = digest if mark == mark_before else sha256(path.read_bytes())
        fresh[str(path)] = [mark, found[path]]
    if fresh != known:
        write_bytes(memory, json.dumps(fresh).encode("utf-8"))
    return found


def document_files(project: Project) -> tuple[list[Path], list[Problem]]:
    """The files in data/raw/documents that may be documents, by name; links and folders are named, not followed."""
    files, problems = [], []
    for path in sorted(project.documents.rglob("*")) if project.documents.is_dir() else []:
        if path.name.startswith(_IGNORED_STARTS) or path.stem.split(".")[0] in _IGNORED_NAMES:
            continue
        if path.is_symlink() or (path.is_dir() and path.suffix):
            problems.append(Problem("warning", Text("不是普通文件（链接或文件夹），未读取。请放入文件本身。",
                                                    "not an ordinary file (a link or a folder), not read. Put the file itself here."), file=path.name))
        elif path.is_file():
            files.append(path)
    return files, problems


def match(registry: pd.DataFrame, files: dict[Path, str]) -> tuple[pd.DataFrame, list[Path], list[Problem]]:
    """Pair registered documents with files: by content first, by name where the content has changed.

    registry: documents.csv (document, file, sha256). files: path → sha256. Returns a table with the
    columns document, state (a key of STATES), path ("" when absent), found_sha256; the files that belong
    to no registered document; and a problem for each file that was renamed, changed or doubled.
    """
    by_hash: dict[str, list[Path]] = {}
    for path, digest in files.items():
        by_hash.setdefault(digest, []).append(path)
    by_name = {path.name: path for path in files}
    rows, used, problems = [], set(), []
    for row in registry.itertuples(index=False):
        same = sorted(by_hash.get(row.sha256, []), key=lambda p: (p.name != row.file, p.name))
        path, state = (same[0], "present" if same[0].name == row.file else "renamed") if same else (by_name.get(row.file), "changed")
        if path is None:
            state = "absent"
        used.update(same or ([path] if path else []))
        problems += _remarks(row, state, path, same)
        rows.append({"document": row.document, "state": state, "path": str(path or ""), "found_sha256": files.get(path, "")})
    matched = pd.DataFrame(rows, columns=["document", "state", "path", "found_sha256"])
    return matched, [path for path in files if path not in used], problems


def match_by_text(registry: pd.DataFrame, matched: pd.DataFrame, guessed: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """Find registered documents among the other files, by their text: what is the same in another format or encoding.

    matched: of `match`; guessed: file, path, sha256, fingerprint of the files that belong to no registered document.
    Returns ``matched`` with the state ``reformatted`` where such a file stands in for an absent one, the files
    that remain, and a problem for each that is known.
    """
    known = {row.fingerprint: row for row in registry.itertuples(index=False) if row.fingerprint}
    out, problems = matched.set_index("document"), []
    for row in guessed[guessed["fingerprint"].isin(list(known))].itertuples(index=False):
        source = known[row.fingerprint]
        if out.loc[source.document, "state"] == "absent":
            out.loc[source.document, ["state", "path", "found_sha256"]] = ["reformatted", row.path, row.sha256]
        problems.append(Problem("warning", Text(f"文字与已登记的 {source.document} 相同（格式或编码不同），只计一次。",
                                                f"its text is that of {source.document} (in another format or encoding); counted once."), file=row.file))
    return out.reset_index(), guessed[~guessed["fingerprint"].isin(list(known))].reset_index(drop=True), problems


def once(guessed: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Of files that hold one text only the first, and a word on each that is there several times."""
    problems = []
    for _, copies in guessed[guessed["fingerprint"].duplicated(keep=False)].groupby("fingerprint", sort=False):
        names = list(copies["file"])
        problems.append(Problem("warning", Text(f"同一份文件有多个副本：{'、'.join(names)}。只计一次。",
                                                f"several copies of one document: {', '.join(names)}. Counted once."), file=names[0]))
    return guessed.drop_duplicates("fingerprint").reset_index(drop=True), problems


def _remarks(row, state: str, path: Path | None, same: list[Path]) -> list[Problem]:
    remarks = []
    if state == "renamed":
        remarks.append(Problem("warning", Text(f"内容与已登记的 {row.file} 相同，按 {row.document} 处理。",
                                               f"its content is that of {row.file}, so it is taken as {row.document}."), file=path.name))
    if state == "changed":
        remarks.append(Problem("warning", Text(
            f"内容与登记 {row.document} 时不同。已有编码保留，其位置重新查找；请核对后更新 documents.csv 中的 sha256。",
            f"its content is not what it was when {row.document} was registered. The coding is kept and its places are found again; "
            "check it, then update sha256 in documents.csv."), file=path.name))
    if len(same) > 1:
        names = "、".join(p.name for p in same)
        remarks.append(Problem("warning", Text(f"同一份文件有多个副本：{names}。只计一次。",
                                               f"several copies of one document: {', '.join(p.name for p in same)}. Counted once."), file=path.name))
    return remarks
