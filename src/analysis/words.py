"""Text in two languages: what the program says, it says in Chinese and in English."""
from __future__ import annotations

import locale
import os
from dataclasses import dataclass

LANGS = ("zh", "en")


@dataclass(frozen=True)
class Text:
    """One text in both languages; ``text["zh"]`` or ``text["en"]`` gives one of them."""

    zh: str
    en: str

    def __getitem__(self, lang: str) -> str:
        return {"zh": self.zh, "en": self.en}[lang]

    def format(self, *args, **values) -> "Text":
        """The text with its places filled; a value that is a Text is filled in per language."""
        return Text(*(self[lang].format(*(_one(v, lang) for v in args),
                                        **{k: _one(v, lang) for k, v in values.items()})
                      for lang in LANGS))

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


def _one(value, lang: str):
    return value[lang] if isinstance(value, Text) else value


def language(choice: str | None = None) -> str:
    """The language to speak: the choice given, else COUNTY_TARGETS_LANG, else that of the machine.

    Only what is printed depends on it; files never do. Chinese where nothing says English.
    """
    wanted = choice or os.environ.get("COUNTY_TARGETS_LANG") or locale.getlocale()[0] or ""
    return "en" if wanted.lower().startswith("en") else "zh"
