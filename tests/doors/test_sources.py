"""A document is known by its content, whatever its name; what changed or is doubled is said."""
import pandas as pd
import pytest

from analysis.pipeline.sources import document_files, hashes, match
from analysis.store import Project, sha256

TEXT = "甲县教育局计划：新增学位 120 个。".encode()


@pytest.fixture
def project_with(tmp_path):
    def make(files: dict[str, bytes]):
        project = Project(tmp_path)
        for name, data in files.items():
            path = project.documents / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        paths, problems = document_files(project)
        return project, hashes(paths, tmp_path / "hashes.json"), problems
    return make


def registry(**changes) -> pd.DataFrame:
    return pd.DataFrame([{"document": "jia-2024", "file": "jia.txt", "sha256": sha256(TEXT)} | changes])


@pytest.mark.parametrize("files, state, n_other, said", [
    ({"jia.txt": TEXT}, "present", 0, ""), ({"乙.txt": TEXT}, "renamed", 0, "jia.txt"),
    ({"jia.txt": TEXT + b"!"}, "changed", 0, "sha256"), ({}, "absent", 0, ""),
    ({"else.txt": b"other"}, "absent", 1, ""), ({"jia.txt": TEXT, "copy.txt": TEXT}, "present", 0, "copy.txt"),
])
def test_each_registered_document_finds_its_file(project_with, files, state, n_other, said):
    _, found, _ = project_with(files)
    table, others, problems = match(registry(), found)
    assert (table.loc[0, "state"], len(others)) == (state, n_other)
    assert said in " ".join(p.sentence("en") for p in problems)
    assert bool(problems) == bool(said)


def test_readmes_and_lock_files_are_no_documents(project_with):
    _, found, _ = project_with({"README.zh.md": b"x", "~$jia.docx": b"x", ".DS_Store": b"x", "jia.txt": TEXT})
    assert [path.name for path in found] == ["jia.txt"]


def test_links_are_named_and_not_followed(project_with, tmp_path):
    project, _, _ = project_with({"jia.txt": TEXT})
    (project.documents / "link.txt").symlink_to(tmp_path / "secret.txt")
    files, problems = document_files(project)
    assert [path.name for path in files] == ["jia.txt"]
    assert problems[0].file == "link.txt"


def test_a_changed_file_is_hashed_again(project_with):
    project, before, _ = project_with({"jia.txt": TEXT})
    path = project.documents / "jia.txt"
    path.write_bytes(TEXT + b"more")
    assert hashes([path], project.root / "hashes.json")[path] != before[path]
