"""What all tests share: the project's folder, the source texts, the browser; and a word on what was skipped."""
from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).resolve().parent.parent
NO_SOURCES = "needs the source texts: set COUNTY_TARGETS_SOURCES to a folder that holds county/ and reports/"
NO_BROWSER = "needs Chromium or Chrome, which this machine has not (Debian: apt-get install chromium)"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/usr/bin/chromium", "/usr/lib/chromium/chromium", "/snap/bin/chromium", "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe", "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)

# The same examples at every run, and no failure because a machine was busy.
settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=60,
                          suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("same"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def find_sources() -> Path | None:
    """The folder of source texts that the environment names, if it is there."""
    named = os.environ.get("COUNTY_TARGETS_SOURCES", "").strip()
    return Path(named).resolve() if named and Path(named).is_dir() else None


def find_chromium() -> str | None:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or next((place for place in PLACES if Path(place).is_file()), None)


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with county/ and reports/; the test is skipped where there is none."""
    return find_sources() or pytest.skip(NO_SOURCES)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium or Chrome; the test is skipped where there is none."""
    return find_chromium() or pytest.skip(NO_BROWSER)


def skipped_for(reports: list, reason: str) -> int:
    return sum(reason in str(report.longrepr) for report in reports)


def pytest_terminal_summary(terminalreporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    for reason in (NO_SOURCES, NO_BROWSER):
        if count := skipped_for(skipped, reason):
            terminalreporter.write_line(f"{count} tests were skipped; each {reason}.")
