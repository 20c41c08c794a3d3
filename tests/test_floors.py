"""The house: a module imports from lower floors, or sparingly and without cycles from its own."""
from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parent.parent / "src" / "analysis"
DOOR = "analysis"  # the package itself, which offers statements(), extract() …
FLOORS = {
    "paths": 0, "schema": 0, "store": 0, "words": 0,
    "codebook": 1, "checks": 1,
    "documents": 2, "coding": 2, "extraction": 2,
    "compare": 3, "example": 3,
    "charts": 4,
    "pipeline": 5, "report": 5, "cli": 5, "__main__": 5, DOOR: 5,
}
BETWEEN_PACKAGES = {("extraction", "documents"), ("coding", "documents"),  # on floor 2
                    ("extraction", "coding")}  # the place of a figure is named as a coder names it


def module_names() -> set[str]:
    """The modules and packages that stand directly in the house."""
    names = {path.stem for path in SRC.glob("*.py")} - {"__init__"}
    return names | {path.name for path in SRC.iterdir() if path.is_dir() and any(path.rglob("*.py"))}


def home(path: Path) -> str:
    """The module or package of the house that a file belongs to."""
    first = path.relative_to(SRC).parts[0]
    return DOOR if first == "__init__.py" else first.removesuffix(".py")


def imported(tree: ast.AST, package: list[str], modules: set[str]) -> set[str]:
    """The modules of the house that a parsed file imports; `package` is the dotted path that holds it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            dotted = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            base = base + (node.module.split(".") if node.module else [])
            dotted = [base + [alias.name] for alias in node.names]
        else:
            continue
        ours = [parts for parts in dotted if parts[0] == "analysis"]
        found |= {parts[1] if len(parts) > 1 and parts[1] in modules else DOOR for parts in ours}
    return found


def imports() -> dict[str, set[str]]:
    """module of the house → the other modules of the house that it imports, in any of its files."""
    modules, found = module_names(), {}
    for path in sorted(SRC.rglob("*.py")):
        package = ["analysis", *path.relative_to(SRC).parts[:-1]]
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        found.setdefault(home(path), set()).update(imported(tree, package, modules) - {home(path)})
    return found


def allowed(importer: str, target: str) -> bool:
    """Whether the importer may import the target, by their floors."""
    above, below = FLOORS[importer], FLOORS[target]
    if above == below == 2:
        return (importer, target) in BETWEEN_PACKAGES
    return above >= below


def cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Rings of modules that import each other."""
    def walk(name: str, path: list[str]) -> list[list[str]]:
        if name in path:
            return [path[path.index(name):] + [name]]
        return [ring for other in sorted(graph.get(name, ())) for ring in walk(other, path + [name])]
    return [ring for name in sorted(graph) for ring in walk(name, [])]


def test_every_module_has_a_floor():
    unknown = module_names() - set(FLOORS)
    assert not unknown, f"give these a floor in FLOORS and in ARCHITECTURE.md: {sorted(unknown)}"


def test_modules_import_from_lower_floors():
    bad = [f"{name} (floor {FLOORS[name]}) imports {target} (floor {FLOORS[target]})"
           for name, targets in imports().items() for target in sorted(targets) if not allowed(name, target)]
    assert not bad, "\n".join(bad)


def test_no_cycles():
    # cli and pipeline stand behind the door, which opens them only when a function is called
    graph = {name: targets for name, targets in imports().items() if name != DOOR}
    assert not cycles(graph)


@pytest.mark.parametrize(("code", "package", "expected"), [
    ("from analysis import store", ["analysis"], {"store"}),
    ("from . import store, words", ["analysis"], {"store", "words"}),
    ("from ..compare.guards import refuse", ["analysis", "charts"], {"compare"}),
    ("from ..charts import style", ["analysis", "documents", "tables"], {"documents"}),
    ("from .html import read", ["analysis", "documents"], {"documents"}),
    ("import analysis.charts.style", ["analysis"], {"charts"}),
    ("def f():\n    from analysis import statements", ["analysis"], {DOOR}),
    ("import pandas\nfrom os import path", ["analysis"], set()),
])
def test_imports_are_seen(code, package, expected):
    modules = {"store", "words", "compare", "charts", "documents"}
    assert imported(ast.parse(code), package, modules) == expected


@pytest.mark.parametrize(("importer", "target", "may"), [
    ("store", "codebook", False), ("codebook", "store", True), ("extraction", "compare", False),
    ("extraction", "documents", True), ("documents", "extraction", False), ("coding", "extraction", False),
    ("charts", "cli", False), ("report", "pipeline", True), ("compare", DOOR, False),
])
def test_floors_are_kept(importer, target, may):
    assert allowed(importer, target) is may


def test_cycles_are_seen():
    assert cycles({"a": {"b"}, "b": {"a"}}) and not cycles({"a": {"b", "c"}, "b": {"c"}, "c": set()})


def test_the_package_with_the_font_is_never_imported():
    """Importing zhplot changes matplotlib's settings; only the font file in it is used."""
    guilty = [path.name for path in SRC.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
              if isinstance(node, (ast.Import, ast.ImportFrom))
              and "zhplot" in {*(alias.name for alias in node.names), getattr(node, "module", None)}]
    assert not guilty
