"""Importing any module, alone, writes nothing, sets nothing, and loads nothing heavy."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("ingest", "index", "assistant", "prompts", "ui", "eval")
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "gradio",
    "pandas",
    "scipy",
    "sklearn",
    "langchain",
    "langchain_openai",
    "openai",
)
# What modules that no question needs may do besides. The page is gradio, which writes a seed at its
# first import; training never runs in the program.
ALLOWED = {
    "ui.web.": r"loads (gradio|pandas| )+|opens (/tmp/\w+|\S*/gradio/hash_seed.txt) for writing",
    "index.training.": r"loads (scipy|torch|sklearn| )+",
    "eval.reader_training.": r"loads (torch| )+",
}

# Runs in an interpreter of its own: every module is imported in a fork of one that has loaded the
# light packages but none of ours, so each is truly alone and the whole takes seconds.
PROBE = """
import ast, concurrent.futures, os, re, sys, tempfile, tomllib, unicodedata
import filelock, numpy, pydantic_settings, rich.console, sentencepiece, snowballstemmer
import sqlalchemy, tantivy, typer
modules, heavy = sys.argv[1].split(","), sys.argv[2].split(",")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

# Most of an import is compiling patterns: those of the answers are compiled here once for all.
re._MAXCACHE = 100_000
with tempfile.TemporaryFile("w+", encoding="utf-8") as patterns:
    if os.fork() == 0:
        import assistant.chain
        print([(text, flags) for kind, text, flags in re._cache if kind is str], file=patterns)
        patterns.flush()
        os._exit(0)
    os.wait()
    patterns.seek(0)
    for text, flags in ast.literal_eval(patterns.read()):
        re.compile(text, flags)

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        wrote = flags & WRITING if isinstance(flags, int) else set(mode or "r") & set("wax+")
        if wrote and str(path) != os.devnull and not str(path).endswith(".pyc") \\
                and "__pycache__" not in str(path):
            faults.append(f"opens {path} for writing")
    elif event in ("os.mkdir", "sqlite3.connect", "socket.connect"):
        if "__pycache__" not in str(arguments):
            faults.append(f"{event} {arguments}")

failed, running = False, 0
for module in modules:
    if running == os.cpu_count():
        failed |= os.wait()[1] != 0
        running -= 1
    running += 1
    if os.fork() == 0:
        faults, environment = [], dict(os.environ)
        sys.addaudithook(watch)
        try:
            __import__(module)
        except BaseException as error:
            faults.append(f"does not import alone: {type(error).__name__}: {error}")
        if dict(os.environ) != environment:
            changed = set(os.environ.items()) ^ set(environment.items())
            faults.append(f"changes the environment: {changed}")
        loaded = [name for name in heavy if name in sys.modules]
        if loaded:
            faults.append(f"loads {' '.join(loaded)}")
        for fault in faults:
            os.write(1, f"{module}\\t{fault}\\n".encode())  # at once: others write, too
        os._exit(1 if faults else 0)
for _ in range(running):
    failed |= os.wait()[1] != 0
sys.exit(failed)
"""


def modules() -> list[str]:
    found = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return [name for name in found if not name.endswith("__main__")]


def test_importing_a_module_alone_has_no_effect(tmp_path: Path) -> None:
    names = modules()
    assert "assistant.chain" in names
    command = [sys.executable, "-c", PROBE, ",".join(names), ",".join(HEAVY)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    faults = [line for line in result.stdout.splitlines() if not _allowed(line)]
    assert not faults, "\n".join(faults)
    assert not result.stderr.strip(), result.stderr


def _allowed(line: str) -> bool:
    module, _, fault = line.partition("\t")
    return any(
        module.startswith(prefix) and re.fullmatch(pattern, fault)
        for prefix, pattern in ALLOWED.items()
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_say_what_they_are_for(package: str) -> None:
    first = (ROOT / package / "__init__.py").read_text(encoding="utf-8")
    assert first.startswith('"""')
