"""What every test stands on: a home of its own, no outside settings, Chromium if there is one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "eval" / "samples" / "documents"
SHARED = ROOT.parent / "shared"
OPTIONAL = "shared"
"""A skip whose reason holds this word is allowed in CI: material that only developers have."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, which the program uses wherever the test names no other."""
    for name in list(os.environ):
        if name.startswith("RAPPORTEUR_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv("RAPPORTEUR_HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample documents that ships with the project."""
    return SAMPLES


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample documents ingested; tests only read it."""
    from assistant.chain import Assistant
    from assistant.settings import Settings

    home = tmp_path_factory.mktemp("samples") / "home"
    with Assistant.open(settings=Settings(home=home)) as assistant:
        report = assistant.ingest([SAMPLES])
    assert not report.failures
    return home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The developers' material beside the project; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which only developers have")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Chromium's program; the test is skipped where it is not installed."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")


class _NothingSkipped:
    """In CI a skipped test counts as a failed one, unless it needs what only developers have."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail") and OPTIONAL not in _reason(report):
            self.skipped.append(f"{report.nodeid}: {_reason(report)}")

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Iterator[None]:
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        return (yield)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in self.skipped:
            terminalreporter.write_line(f"skipped in CI, where nothing may be: {line}", red=True)


def _reason(report: pytest.TestReport) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_NothingSkipped(), "nothing-skipped")
