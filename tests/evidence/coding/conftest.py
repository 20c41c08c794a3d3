"""Fixtures: a small codebook, a few invented statements, a template to be spoilt."""
from __future__ import annotations

import pandas as pd
import pytest

from evidence.coding.support import DOCUMENTS, INDICATORS, ROWS, Template, table


@pytest.fixture
def indicators() -> pd.DataFrame:
    return INDICATORS.copy()


@pytest.fixture
def documents() -> pd.DataFrame:
    return DOCUMENTS.copy()


@pytest.fixture
def rows() -> pd.DataFrame:
    return table(*ROWS)


@pytest.fixture
def template(tmp_path) -> Template:
    return Template(tmp_path / "编码.xlsx")
