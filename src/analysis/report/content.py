"""What reports are made of besides their notebooks: parameters, the line of trust, sentences, the index.

The worker calls these functions in its own process, so they are functions of a module (or partials of such).
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.words import Text

if TYPE_CHECKING:
    from analysis.report.index import Index


@dataclass(frozen=True)
class Variant:
    """One of several reports of a notebook: what its files are called, the values of its parameters, what it is about."""

    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    title: Text | None = None


@dataclass(frozen=True)
class Content:
    """What the reports say besides their notebooks; each is asked only when something has to be made.

    ``trust``: the line under every title. ``sentences``: statement ids → the sentences that are at hand.
    ``index``: the index page. ``variants``: the name of a notebook → its reports (asked always and here, so it must be
    quick; none: one report without parameters but LANG).
    """

    trust: Callable[[], Text] | None = None
    sentences: Callable[[Iterable[str]], Mapping[str, str]] | None = None
    index: Callable[[], Index] | None = None
    variants: Callable[[str], Sequence[Variant]] | None = None


@dataclass(frozen=True)
class Planned:
    """A report to be: a notebook in one language with one set of parameters."""

    notebook: Path
    lang: str
    variant: Variant

    @property
    def stem(self) -> str:
        return f"{self.notebook.stem}_{self.variant.key}" if self.variant.key else self.notebook.stem

    @property
    def file(self) -> str:
        return f"{self.stem}.{self.lang}.html"

    def title(self, title: str) -> str:
        """The title of the notebook, followed by what this variant is about."""
        about = self.variant.title[self.lang] if self.variant.title else ""
        return ("：" if self.lang == "zh" else ": ").join(part for part in (title or self.notebook.stem, about) if part)
