"""Collections that models learn from: documents with questions and gold answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.datasets import DatasetError, Question, read_questions


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents and what is asked of them.

    Attributes:
        name: what it is called in reports.
        documents: the folder to ingest.
        files: question files.
    """

    name: str
    documents: Path
    files: tuple[Path, ...]

    def questions(self) -> Iterator[Question]:
        """The questions of all files.

        Raises:
            DatasetError: as ``read_questions``.
        """
        for file in self.files:
            yield from read_questions(file)


def collection(argument: str) -> Collection:
    """A collection as the command line names it.

    Args:
        argument: ``DOCUMENTS=QUESTIONS.jsonl[,MORE.jsonl]``, or a folder with ``documents`` and
            question files in it.

    Raises:
        DatasetError: the folder has no documents or no question file.
    """
    documents, parted, files = argument.partition("=")
    if parted:
        names = tuple(Path(name) for name in files.split(","))
        return Collection(Path(documents).name, Path(documents), names)
    folder = Path(argument)
    found = tuple(sorted(folder.glob("*.jsonl")))
    if not (folder / "documents").is_dir() or not found:
        raise DatasetError(
            f"{folder}: needs a folder 'documents' and a question file (*.jsonl); or give"
            " DOCUMENTS=QUESTIONS.jsonl"
        )
    return Collection(folder.name, folder / "documents", found)
