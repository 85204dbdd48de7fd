"""The file that says which state an index is at, for readers in this process and others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class StateFile:
    """A small JSON file, replaced in one step: readers see the old state or the new one.

    Args:
        path: in a folder that exists.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_stamp: tuple[int, int] = (0, 0)

    def has_changed(self) -> bool:
        """Whether it has been replaced since it was read last; looks at no content."""
        return self._stamp() != self._read_stamp

    def read(self) -> dict[str, Any]:
        """What was written last; empty where nothing was."""
        self._read_stamp = self._stamp()
        try:
            state: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return state

    def write(self, state: dict[str, Any]) -> None:
        """Replace it."""
        written = self._path.with_name(f"{self._path.name}.new")
        written.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        written.replace(self._path)

    def _stamp(self) -> tuple[int, int]:
        """What changes when a file is replaced."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_ino)
