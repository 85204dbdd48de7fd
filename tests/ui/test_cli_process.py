"""The command line as a process: what it loads, and how it ends when the world is against it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from ui.cli import main; main()"]
ROOT = Path(__file__).parent.parent.parent
HEAVY = {
    "torch",
    "transformers",
    "sentence_transformers",
    "gradio",
    "fastapi",
    "pandas",
    "scipy",
    "langchain",
    "langchain_openai",
    "openai",
    "pdfplumber",
    "docx",
}
QUESTION = "In which countries is GENIE.AI being tried out?"


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, *map(str, arguments)]
    options = {"capture_output": True} | options
    return subprocess.run(command, cwd=ROOT, text=True, timeout=60, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_asking_loads_nothing_heavy(sample_home: Path) -> None:
    probe = (
        "import sys\n"
        "from ui.cli import main\n"
        f"sys.argv = ['rapporteur', '--home', {str(sample_home)!r}, 'ask', {QUESTION!r}]\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code\n"
        f"print(sorted(set({sorted(HEAVY)!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr.splitlines()[-1] == "[]"


def test_help_is_quick_to_load() -> None:
    probe = (
        "import sys, ui.cli\n"
        "print(sorted({'sqlalchemy', 'numpy', 'tantivy', 'pydantic_settings'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.stdout.strip() == "[]"


def test_a_reader_that_leaves_early_is_no_error(sample_home: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        result = run(
            "--home", sample_home, "documents", capture_output=False, stdout=write, stderr=-1
        )
    finally:
        os.close(write)
    assert result.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which Linux has")
def test_a_full_disk_is_explained(sample_home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = run(
            "--home", sample_home, "documents", capture_output=False, stdout=full, stderr=-1
        )
    assert result.returncode == 1
    assert result.stderr.splitlines() == ["Error: No space left on device"]


def test_an_interrupted_chat_ends_without_a_traceback(sample_home: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "--home", str(sample_home), "chat"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(QUESTION + "\n")
        process.stdin.flush()
        process.stdout.readline()  # it is at work by now
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.splitlines() == ["Interrupted."]


def test_a_terminal_without_chinese_still_gets_an_answer(sample_home: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    result = run("--home", sample_home, "ask", "创新联盟有哪些成员？", env=environment)
    assert result.returncode == 0, result.stderr
    shown = run("--home", sample_home, "ask", "创新联盟有哪些成员？", "--json", env=environment)
    assert "创新联盟" in __import__("json").loads(shown.stdout)["question"]
