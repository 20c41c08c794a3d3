"""The child process: results and refusals come back, what runs away is ended."""

from __future__ import annotations

import os
import sys
import time

import pytest

from analysis.documents import DocumentError, sandbox
from analysis.documents.messages import refusal


def grow(size: int) -> int:
    return len(bytearray(size))


def refuse() -> None:
    raise refusal("password")


def stumble() -> None:
    raise KeyError("x")


def test_a_result_comes_back():
    assert sandbox.run(grow, 10) == 10
    assert sandbox.run(str.upper, "a" * 1_000_000) == "A" * 1_000_000


def test_a_refusal_comes_back_as_it_is():
    with pytest.raises(DocumentError, match="password"):
        sandbox.run(refuse)


def test_an_error_becomes_a_sentence():
    with pytest.raises(DocumentError, match="KeyError"):
        sandbox.run(stumble)


def test_a_crash_becomes_a_sentence():
    with pytest.raises(DocumentError, match="crash"):
        sandbox.run(os._exit, 3)


def test_what_takes_too_long_is_ended():
    with pytest.raises(DocumentError, match="1 seconds"):
        sandbox.run(time.sleep, 60, seconds=1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the memory of a process")
def test_what_takes_too_much_memory_is_ended():
    with pytest.raises(DocumentError, match="MemoryError"):
        sandbox.run(grow, 400_000_000, megabytes=100)
