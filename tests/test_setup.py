"""The set-up: dependencies and locks agree, run.py knows what is installed, the repository is clean."""
from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent
CONDA_NAMES = {"brotli-python": "brotli", "matplotlib-base": "matplotlib", "seaborn-base": "seaborn"}
LOCKS = ("base", "test")
# Assembled, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile("(?<![\\w.:/])/" + "(?:home|root|work|tmp|Users)/" + r"\w|[A-Z]:\\+" + r"Users\\")
REGISTRY = re.compile("|".join(re.escape(".".join(parts)) for parts in [
    ("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"), ("npmmirror", "com"), ("mirrors", "aliyun", "com"),
    ("tuna", "tsinghua", "edu"), ("mirrors", "ustc", "edu"), ("mirrors", "cloud", "tencent"), ("conda", "anaconda", "org")]))


def load_run():
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = load_run()


@pytest.fixture(scope="module")
def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirement(line: str) -> tuple[str, str]:
    """A requirement as (normalised name, bounds): "lxml_html_clean>=0.4" → ("lxml-html-clean", ">=0.4")."""
    name, bounds = re.fullmatch(r"(\w[\w.-]*?)((?:[<>=!~].*)?)", line.replace(" ", "")).groups()
    return re.sub(r"[-_.]+", "-", name).lower(), bounds


def locked(name: str) -> dict[str, str]:
    """What a lock pins: name → the lines of its entry."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w])", re.sub(r"^#.*\n", "", text, flags=re.M), flags=re.M)
    return {requirement(entry.split("==")[0])[0]: entry for entry in entries if entry.strip()}


def tracked() -> list[Path]:
    """The files that git keeps, as they lie in the checkout."""
    try:
        listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git and a checkout, to know which files are kept")
    paths = [ROOT / name for name in listed.decode("utf-8").split("\0") if name]
    return [path for path in paths if path.is_file()]


# ---- dependencies -------------------------------------------------------------------------


def test_conda_has_the_dependencies_of_pyproject(pyproject):
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    named = [requirement(line) for line in conda if isinstance(line, str)]
    by_pip = [requirement(line) for line in conda[-1]["pip"] if line != "-e ."]
    python = dict(named)["python"]
    found = {(CONDA_NAMES.get(name, name), bounds) for name, bounds in named + by_pip if name not in ("python", "pip")}
    assert found == {requirement(line) for line in pyproject["project"]["dependencies"]}
    assert python == pyproject["project"]["requires-python"]
    assert "-e ." in conda[-1]["pip"]


def test_requirements_are_read():
    assert requirement("lxml_html_clean >= 0.4") == ("lxml-html-clean", ">=0.4")
    assert requirement("zhplot") == ("zhplot", "")
    with pytest.raises(AttributeError):
        requirement("-e .")


@pytest.mark.parametrize("name", LOCKS)
def test_locks_pin_and_hash_everything_and_name_no_host(name):
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    for package, entry in locked(name).items():
        assert re.match(r"[\w.-]+==[\w.+!]+[ \\;]", entry), package
        assert "--hash=sha256:" in entry, f"{package} has no hash"


def test_locks_hold_the_direct_dependencies(pyproject):
    project = pyproject["project"]
    direct = {requirement(line)[0] for line in project["dependencies"]} | {"setuptools"}
    extras = {requirement(line)[0] for extra in run.LOCKED_EXTRAS for line in project["optional-dependencies"][extra]}
    assert direct <= set(locked("base"))
    assert direct | extras <= set(locked("test"))


def test_what_few_need_is_not_in_the_base_lock():
    assert not {"dask", "pdfplumber", "playwright", "extractous", "pytest"} & set(locked("base"))


def test_the_test_lock_contains_the_base_lock():
    """So that an environment for tests serves every other command too."""
    base, test = locked("base"), locked("test")
    assert {name: test.get(name) for name in base} == base


# ---- run.py -------------------------------------------------------------------------------

FINISHED = {"level": "base", "root": "here", "python": "python3.11", "fingerprint": "f"}


@pytest.mark.parametrize(("stamp", "ready"), [
    (FINISHED, True),
    ({**FINISHED, "level": "test"}, True),
    ({}, False),
    ({**FINISHED, "installing": True}, False),
    ({**FINISHED, "fingerprint": "of an older lock"}, False),
    ({**FINISHED, "root": "elsewhere"}, False),
    ({**FINISHED, "python": "python3.12"}, False),
])
def test_when_the_environment_is_ready(stamp, ready):
    assert run.is_ready(stamp, FINISHED) is ready


def test_an_environment_for_reports_does_not_serve_tests():
    assert not run.is_ready(FINISHED, {**FINISHED, "level": "test"})


def test_an_environment_whose_python_has_gone_is_not_ready():
    assert not run.is_ready({**FINISHED, "python": ""}, {**FINISHED, "python": ""})


@pytest.mark.parametrize(("stamp", "over"), [
    (FINISHED, False),
    ({**FINISHED, "fingerprint": "of an older lock"}, False),
    ({**FINISHED, "installing": True}, True),
    ({**FINISHED, "python": ""}, True),
    ({**FINISHED, "root": "elsewhere"}, True),
    ({**FINISHED, "installing": True, "own": True}, False),
    ({}, False),
])
def test_when_the_environment_is_made_anew(stamp, over):
    assert run.must_start_over(stamp, FINISHED) is over


@given(st.binary(), st.binary())
def test_the_fingerprint_tells_contents_apart(tmp_path_factory, first, second):
    folder = tmp_path_factory.mktemp("locks")
    one, two = folder / "one", folder / "two"
    one.write_bytes(first)
    two.write_bytes(second)
    same = first.replace(b"\r\n", b"\n") == second.replace(b"\r\n", b"\n")
    assert (run.fingerprint([one]) == run.fingerprint([two])) is same
    assert run.fingerprint([one, two]) != run.fingerprint([one])


def test_the_stamp_is_read_back_and_a_damaged_one_is_no_stamp(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv" / "stamp.json")
    assert run.read_stamp() == {}
    run.write_stamp({"root": "某处"})
    assert run.read_stamp() == {"root": "某处"}
    run.STAMP.write_text('{"root": "cut o', encoding="utf-8")
    assert run.read_stamp() == {}


def test_uv_is_taken_when_present_and_pip_stands_behind_it(monkeypatch):
    lock = run.LOCKS["base"]
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    assert [name for name, _ in run.installers(lock)] == ["pip"]
    monkeypatch.setattr(run.shutil, "which", lambda name: name)
    assert [name for name, _ in run.installers(lock)] == ["uv", "pip"]
    for _, steps in run.installers(lock):
        assert "--require-hashes" in steps[-2] and str(lock) in steps[-2]
        assert "--no-build-isolation" in steps[-1]


@pytest.mark.parametrize(("there", "made"), [(True, False), (False, True)])
def test_an_environment_that_is_there_keeps_its_python(tmp_path, monkeypatch, there, made):
    """Made over by another Python, its compiled packages would not load."""
    monkeypatch.setattr(run, "PYTHON", tmp_path / "python")
    if there:
        run.PYTHON.touch()
    for steps in (run.uv_steps("uv", run.LOCKS["base"]), run.pip_steps(run.LOCKS["base"])):
        assert any(step[0] == run.base_python() or "venv" in step for step in steps) is made


@pytest.mark.parametrize(("said", "advice"), [
    ("The virtual environment was not created … ensurepip is not available", "python3-venv"),
    ("Could not fetch URL: connection refused", "index-url"),
])
def test_a_failed_installation_is_explained_in_both_languages(said, advice):
    zh, en = run.why_not_installed(said)
    assert advice in zh and advice in en
    assert re.search("[\u4e00-\u9fff]", zh) and not re.search("[\u4e00-\u9fff]", en)


def test_an_interrupted_installation_is_marked(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv" / "python")

    def killed(*_):
        raise KeyboardInterrupt
    monkeypatch.setattr(run, "run_steps", killed)
    with pytest.raises(KeyboardInterrupt):
        run.install("base", [], {})
    assert run.read_stamp()["installing"] and run.must_start_over(run.read_stamp(), run.wanted("base"))


def test_a_failed_update_leaves_the_stamp_of_what_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(run, "run_steps", lambda *_: "no network")
    with pytest.raises(run.Stop, match="no network"):
        run.install("test", [], FINISHED)
    assert run.is_ready(run.read_stamp(), FINISHED)


def test_every_target_of_the_makefile_is_a_command():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY:(.*)$", makefile, re.M)[1].split())
    rules = set(re.search(r"^([\w ]+):\s*\n\t@\$\(PYTHON\) run\.py \$@", makefile, re.M)[1].split())
    assert targets == rules == {*run.PROGRAMS, "extras", "lock", "clean", "help"}
    assert {"report", "test", "lab", "build", "check"} <= set(run.PROGRAMS)


def test_help_needs_no_environment_and_speaks_both_languages():
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    said = subprocess.run([sys.executable, "-I", str(ROOT / "run.py"), "help"], capture_output=True, env=env, encoding="utf-8", check=True)
    for command in run.PROGRAMS:
        assert re.search(rf"^  {command} +[^\n]*[\u4e00-\u9fff]", said.stdout, re.M)


# ---- what the repository holds ------------------------------------------------------------


def test_no_path_of_a_machine_and_no_registry_in_the_repository():
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in (MACHINE_PATH.search(text), REGISTRY.search(text)) if hit]
    assert not found


@pytest.mark.parametrize(("text", "seen"), [
    ("open('/" + "home/me/plan.docx')", True), ("cd /" + "tmp/x", True), ("C:\\" + "Users\\me", True),
    ("https://example.org/" + "work/1", False), ("data/raw/" + "home/plan", False), ("/usr/bin/chromium", False),
])
def test_paths_of_a_machine_are_seen(text, seen):
    assert bool(MACHINE_PATH.search(text)) is seen


def test_no_tracked_file_is_over_three_megabytes():
    assert not [path.name for path in tracked() if path.stat().st_size > 3_000_000]


def test_notebooks_are_stored_without_outputs():
    """As git has them: running one in JupyterLab and saving it breaks nothing until it is committed."""
    kept = [path.relative_to(ROOT).as_posix() for path in tracked() if path.suffix == ".ipynb"]
    run_before = []
    for name in kept:
        text = subprocess.run(["git", "-C", str(ROOT), "show", f":{name}"], capture_output=True, check=True).stdout
        cells = json.loads(text)["cells"]
        run_before += [name] * any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
    assert not run_before, f"clear the outputs before committing: jupyter nbconvert --clear-output --inplace {' '.join(run_before)}"


def test_data_is_kept_byte_for_byte():
    """Git changes no line end in data/, whatever the platform."""
    tracked()
    asked = subprocess.run(["git", "-C", str(ROOT), "check-attr", "text", "data/processed/statements.csv", "run.py"],
                           capture_output=True, check=True, encoding="utf-8").stdout
    assert asked.splitlines() == ["data/processed/statements.csv: text: unset", "run.py: text: set"]


def test_the_version_is_said_once_and_the_tables_were_made_by_it():
    import analysis

    manifest = json.loads((ROOT / "data" / "processed" / "manifest.json").read_text(encoding="utf-8"))
    package = json.loads((ROOT / "data" / "processed" / "datapackage.json").read_text(encoding="utf-8"))
    cited = re.search(r"(?m)^version: (.*)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"))[1]
    newest = re.search(r"(?m)^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))[1]
    assert {manifest["versions"]["project"], package["version"], cited, newest} == {analysis.__version__}
