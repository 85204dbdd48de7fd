"""Writes the reference of the command line and of the settings: docs/cli.md and docs/settings.md.

``python .ci/reference.py`` writes them, ``--check`` says whether they are up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main
from typer.testing import CliRunner

from assistant.settings import FILE_NAME, describe_settings
from ui.cli import app

DOCS = Path(__file__).parent.parent / "docs"
NOTE = "<!-- Written by `make docs`; a test checks that it is up to date. -->\n"


def cli_reference() -> str:
    """Every command with its help, as ``rapporteur COMMAND --help`` shows it."""
    parts = ["# The command line\n", NOTE]
    for path in _commands(typer.main.get_command(app), ()):
        result = CliRunner().invoke(
            app, [*path, "--help"], prog_name="rapporteur", env={"COLUMNS": "100"}
        )
        title = " ".join(("rapporteur", *path))
        parts.append(f"## {title}\n\n```\n{result.stdout.strip()}\n```\n")
    return "\n".join(parts)


def settings_reference() -> str:
    """Every setting with its default and what it is for."""
    parts = [
        "# Settings\n",
        NOTE,
        f"In the order of precedence: a flag, the environment variable, `{FILE_NAME}` in the home "
        "(`server.port` is\n`port` in its table `[server]`), the default. `rapporteur settings` "
        "shows the values in force and where each\ncomes from. An unknown name is an error.\n",
        "| setting | environment variable | default | what it is for |\n|---|---|---|---|",
    ]
    rows = [
        f"| `{s.name}` | `{s.variable}` | {f'`{s.default}`' if s.default else ''} | "
        f"{s.description} |"
        for s in describe_settings()
    ]
    return "\n".join([*parts, *rows]) + "\n"


def _commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, (*path, name))


def main(check: bool) -> int:
    """Write the files, or say which are not as they would be written."""
    stale = 0
    for name, text in (("cli.md", cli_reference()), ("settings.md", settings_reference())):
        path = DOCS / name
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                sys.stderr.write(f"docs/{name} is out of date: run `make docs`\n")
                stale += 1
        else:
            path.write_text(text, encoding="utf-8")
    return min(stale, 1)


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
