"""The demo: ingests the sample documents, asks three questions, and checks what comes back.

``python .ci/demo.py HOME`` runs the installed program as a user would; the exit code is 1 where an
answer lacks a citation, or where a question that the documents do not answer is answered.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "eval" / "samples" / "documents"
QUESTIONS = ROOT / "eval" / "samples" / "demo.jsonl"
PROGRAM = Path(sys.executable).parent / "rapporteur"


def main(home: Path) -> int:
    """Run the demo in a scratch home.

    Args:
        home: made anew.

    Returns:
        The exit code.
    """
    shutil.rmtree(home, ignore_errors=True)
    _show("ingest", str(_short(DOCUMENTS)))
    if _run(home, "ingest", str(DOCUMENTS)) != 0:
        return 1
    complaints = []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        _show("ask", f'"{question["question"]}"')
        saved = home / "answer.json"
        if _run(home, "ask", question["question"], "--save", str(saved)) != 0:
            return 1
        complaints += _complaints(question, json.loads(saved.read_text(encoding="utf-8")))
    for complaint in complaints:
        sys.stderr.write(f"The demo went wrong: {complaint}\n")
    if complaints:
        return 1
    program = _short(PROGRAM)
    offers = (
        (f'{program} --home {_short(home)} ask "..."', "these documents"),
        (f"{program} ingest PATH...", "your own documents, then"),
        (f'{program} ask "..."', "in the terminal, or"),
        (f"{program} serve", "in the browser"),
    )
    width = max(len(command) for command, _ in offers)
    sys.stdout.write("\nAsk your own:\n")
    sys.stdout.writelines(f"  {command:{width}}  {what}\n" for command, what in offers)
    return 0


def _complaints(question: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """What is wrong with an answer, given the status and the words that it must have."""
    asked = question["question"]
    expected = question.get("status", "answered")
    if answer["status"] != expected:
        return [f"{asked}: {answer['status']}, not {expected}"]
    if expected == "not_found":
        return []
    if not answer["citations"] or "[1]" not in answer["answer"]:
        return [f"{asked}: the answer has no citation"]
    said = "".join(answer["answer"].split()).casefold()
    return [
        f"{asked}: the answer does not say {forms[0]}"
        for forms in question.get("answer", [])
        if not any("".join(form.split()).casefold() in said for form in forms)
    ]


def _show(*command: str) -> None:
    sys.stdout.write(f"\n$ rapporteur {' '.join(command)}\n")
    sys.stdout.flush()


def _run(home: Path, *command: str) -> int:
    clean = {name: v for name, v in os.environ.items() if not name.startswith("RAPPORTEUR_")}
    return subprocess.run([PROGRAM, "--home", home, *command], env=clean, check=False).returncode


def _short(path: Path) -> Path:
    """A path as one would type it here."""
    here = Path.cwd()
    return path.absolute().relative_to(here) if path.absolute().is_relative_to(here) else path


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
