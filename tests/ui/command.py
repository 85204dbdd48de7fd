"""Running commands in tests, and a small document to run them on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from ui.cli import app

NOTE = """# Kites

## 1 Materials

The frame of the club's kite is made of bamboo. The sail is made of ripstop nylon.

## 2 Budget

The kite club spent 4,250 francs on string in 2024.
"""


def run(*arguments: str | Path, typed: str | None = None) -> Result:
    """Run a command; whatever happens, no traceback may reach the user."""
    result = CliRunner().invoke(app, [str(a) for a in arguments], input=typed)
    assert "Traceback" not in result.output
    return result


def run_json(*arguments: str | Path) -> Any:
    """Run a command that must succeed and print one JSON document and nothing else."""
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
