"""From paths to documents: what is found, skipped, refused, known already, and in which order."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from ingest.pipeline import (
    Alias,
    Limits,
    Read,
    ReadFailure,
    ReadResult,
    Skipped,
    Unchanged,
    read_data,
    read_files,
)
from ingest.worker import WorkerPool

TEXT = "The office trained 14,000 people in 2021.\n"


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def zipped(path: Path, members: dict[str, str | bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def names(results: Iterable[ReadResult], kind: type = Read) -> list[str]:
    return [result.name for result in results if isinstance(result, kind)]


def reasons(results: Iterable[ReadResult]) -> dict[str, str]:
    return {r.name: r.reason for r in results if isinstance(r, ReadFailure | Skipped)}


def test_a_folder_is_read_with_its_subfolders_in_order(tmp_path: Path) -> None:
    write(tmp_path / "docs" / "b.txt", "Second.")
    write(tmp_path / "docs" / "a.md", "# First\n\nText.")
    write(tmp_path / "docs" / "sub" / "c.html", "<p>Third.</p>")
    for quiet in (".hidden.txt", "~$a.docx", ".git/config.txt", "Thumbs.db", ".DS_Store"):
        write(tmp_path / "docs" / quiet)
    write(tmp_path / "docs" / "photo.jpg", "not text")
    results = list(read_files([tmp_path / "docs"]))
    assert names(results) == ["a.md", "b.txt", "c.html"]
    assert list(reasons(results)) == ["docs/photo.jpg"]
    assert reasons(results)["docs/photo.jpg"].startswith("is an image: run text recognition")
    assert not names(results, ReadFailure)
    first = results[0]
    assert isinstance(first, Read)
    assert first.origin == "docs/a.md"
    assert first.document.title == "First"
    assert first.document.language == "en"
    assert first.document.size == len("# First\n\nText.")
    assert len(first.document.sha256) == 64


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "good.txt"),
        write(tmp_path / "empty.txt", ""),
        write(tmp_path / "wrong.pdf", "This is no PDF."),
        write(tmp_path / "tool.exe", "MZ"),
        tmp_path / "missing.txt",
        write(tmp_path / "other.txt", "More text."),
    ]
    results = list(read_files(paths))
    assert names(results) == ["good.txt", "other.txt"]
    found = reasons(results)
    assert found["empty.txt"] == "is empty"
    assert "not a .pdf file, or is damaged" in found["wrong.pdf"]
    assert "program" in found["tool.exe"]
    assert found[str(tmp_path / "missing.txt")] == "there is no such file or folder"


def test_archives_are_read_like_folders(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.txt", "Deep text.")
    path = zipped(
        tmp_path / "all.zip",
        {
            "reports/a.txt": "Text of a.",
            "reports/.DS_Store": "x",
            "__MACOSX/reports/._a.txt": "x",
            "more.zip": inner.getvalue(),
            "song.mp3": "x",
            "../../out.txt": "Text that wants out.",
        },
    )
    results = list(read_files([path]))
    assert names(results) == ["deep.txt", "a.txt"]
    assert [r.origin for r in results if isinstance(r, Read)] == [
        "all.zip/more.zip/deep.txt",
        "all.zip/reports/a.txt",
    ]
    found = reasons(results)
    assert found["all.zip/../../out.txt"] == "has a path that leads out of the archive"
    assert "sound or film" in found["all.zip/song.mp3"]
    assert len(found) == 2


def test_chinese_names_in_archives_of_chinese_windows(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"????.txt": "培训中心的报告。"})
    # Such archives hold the bytes of GBK without the mark for UTF-8.
    path.write_bytes(path.read_bytes().replace(b"????", "报告".encode("gbk")))
    assert names(read_files([path])) == ["报告.txt"]


def test_dangerous_archives_are_refused_unread(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.zip", {"zeros.txt": "0" * 30_000_000})
    many = zipped(tmp_path / "many.zip", {f"{i}.txt": "x" for i in range(12)})
    large = zipped(tmp_path / "large.zip", {"a.txt": os.urandom(3000).hex()})
    broken = write(tmp_path / "broken.zip", "PK no archive")
    limits = Limits(archive_members=10, file_bytes=5000)
    found = reasons(read_files([bomb, many, large, broken], limits=limits))
    assert "zip bomb" in found["bomb.zip"]
    assert found["many.zip"] == "holds 12 files, more than the limit of 10"
    assert "over the limit" in found["large.zip/a.txt"]
    assert "not a readable zip archive" in found["broken.zip"]


def test_locked_archive_says_so_once(tmp_path: Path) -> None:
    path = zipped(tmp_path / "locked.zip", {"a.txt": "a", "b.txt": "b"})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + offset] |= 1  # the bit that marks an encrypted member
            start = data.find(signature, start + 1)
    path.write_bytes(data)
    results = list(read_files([path]))
    assert reasons(results) == {
        "locked.zip": "is password-protected: unpack it and ingest the files"
    }


def test_links_that_lead_back_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path / "docs" / "a.txt")
    (tmp_path / "docs" / "again").symlink_to(tmp_path / "docs")
    (tmp_path / "docs" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    results = list(read_files([tmp_path / "docs", tmp_path / "docs" / "a.txt"]))
    assert names(results) == ["a.txt"]
    assert len(results) == 2
    assert "cannot be opened" in reasons(results)[str(tmp_path / "docs" / "gone.txt")]


def test_too_large_a_file_is_not_opened(tmp_path: Path) -> None:
    write(tmp_path / "big.txt", "x" * 3000)
    (result,) = read_files([tmp_path / "big.txt"], limits=Limits(file_bytes=1000))
    assert isinstance(result, ReadFailure)
    assert "over the limit of" in result.reason


def test_what_is_known_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Version one.")
    write(tmp_path / "b.txt", "Another text.")
    known = {r.name: r.document.sha256 for r in read_files([tmp_path]) if isinstance(r, Read)}
    assert [type(r) for r in read_files([tmp_path], known)] == [Unchanged, Unchanged]

    write(tmp_path / "a.txt", "Version two.")
    write(tmp_path / "copy.txt", "Another text.")
    changed = list(read_files([tmp_path], known))
    assert names(changed) == ["a.txt"]
    assert names(changed, Unchanged) == ["b.txt"]
    assert changed[2] == Alias("copy.txt", known["b.txt"])


def test_same_content_twice_in_one_run_is_one_document(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    write(tmp_path / "x.pdf", "no PDF")
    write(tmp_path / "y.pdf", "no PDF")
    results = list(read_files([tmp_path]))
    assert [type(r) for r in results] == [Read, Alias, ReadFailure, ReadFailure]
    assert results[1].name == "b.txt"


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    write(tmp_path / "2024" / "en" / "report.txt", "Of 2024.")
    write(tmp_path / "2025" / "en" / "report.txt", "Of 2025.")
    write(tmp_path / "other" / "same.txt")
    write(tmp_path / "same.txt")
    results = list(read_files([tmp_path]))
    assert sorted(names(results)) == ["2024/en/report.txt", "2025/en/report.txt", "same.txt"]
    assert names(results, Unchanged) == ["same.txt"]

    # A file that is stored under the short name keeps it.
    (stored,) = read_files([tmp_path / "2024"])
    assert isinstance(stored, Read)
    again = list(
        read_files([tmp_path / "2024", tmp_path / "2025"], {"report.txt": stored.document.sha256})
    )
    assert [(type(r), r.name) for r in again] == [
        (Unchanged, "report.txt"),
        (Read, "2025/en/report.txt"),
    ]


def test_content_that_moves_to_another_name_is_read_if_its_name_was_taken_over(
    tmp_path: Path,
) -> None:
    write(tmp_path / "a.txt", "Old text.")
    (old,) = read_files([tmp_path])
    assert isinstance(old, Read)
    write(tmp_path / "a.txt", "New text.")
    write(tmp_path / "z.txt", "Old text.")
    results = list(read_files([tmp_path], {"a.txt": old.document.sha256}))
    assert names(results) == ["a.txt", "z.txt"]


def test_progress_counts_every_file(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.jpg"):
        write(tmp_path / name, name)
    calls: list[tuple[int, int, str]] = []
    list(read_files([tmp_path], progress=lambda *call: calls.append(call)))
    assert [(done, total) for done, total, _ in calls] == [(1, 3), (2, 3), (3, 3)]
    assert [name for _, _, name in calls][:2] == ["a.txt", "b.txt"]


def test_processes_give_the_same_results_in_the_same_order(tmp_path: Path) -> None:
    for i in range(7):
        write(tmp_path / f"{i}.txt", f"Text number {i}. " * (2000 if i == 0 else 1))
    write(tmp_path / "3b.pdf", "no PDF")
    here = list(read_files([tmp_path], workers=0))
    apart = list(read_files([tmp_path], workers=2))
    assert apart == here


def test_a_file_that_hangs_or_crashes_its_reader_fails_alone(tmp_path: Path) -> None:
    """A reader that hangs and one that dies, put in front of the real ones in the workers' path."""
    shim = tmp_path / "shim" / "sitecustomize.py"
    write(
        shim,
        "import os, time\n"
        "import ingest.readers as readers\n"
        "real = readers.read\n"
        "def read(data, name):\n"
        "    if name == 'hang.txt': time.sleep(60)\n"
        "    if name == 'crash.txt': os._exit(7)\n"
        "    return real(data, name)\n"
        "readers.read = read\n",
    )
    import sys

    sys.path.insert(0, str(shim.parent))
    pool = WorkerPool(1, time_limit=4)
    try:
        start = time.perf_counter()
        futures = {
            n: pool.submit(TEXT.encode(), n) for n in ("a.txt", "hang.txt", "crash.txt", "b.txt")
        }
        assert futures["a.txt"].result().name == "a.txt"
        assert "took longer than 4 seconds" in str(futures["hang.txt"].exception())
        assert "made its reader crash" in str(futures["crash.txt"].exception())
        assert futures["b.txt"].result().blocks[0].text == TEXT.strip()
        assert time.perf_counter() - start < 40
    finally:
        pool.close()
        sys.path.remove(str(shim.parent))


def test_stopping_half_way_leaves_no_process(tmp_path: Path) -> None:
    import psutil

    for i in range(6):
        write(tmp_path / f"{i}.txt", f"Text {i}.")
    results = read_files([tmp_path], workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    running = psutil.Process().children(recursive=True)
    assert not [p for p in running if "ingest.worker" in " ".join(p.cmdline())]


def test_a_pool_closed_while_a_reader_starts_leaves_no_process() -> None:
    import psutil

    from ingest.worker import WorkerPool

    pools = [WorkerPool(2, time_limit=60) for _ in range(10)]
    futures = []
    for pool in pools:
        futures += [pool.submit(TEXT.encode(), f"{n}.txt") for n in range(2)]
        pool.close()
    for future in futures:
        if not future.cancelled():
            future.exception(timeout=60)
    running = psutil.Process().children(recursive=True)
    assert not [p for p in running if "ingest.worker" in " ".join(p.cmdline())]


def test_read_data_describes_what_is_uploaded() -> None:
    document = read_data("# 2026年运作规划\n\n本规划的预算为756,000瑞郎。\n".encode(), "规划.md")
    assert document.name == "规划.md"
    assert document.title == "2026年运作规划"
    assert document.language == "zh"
    with pytest.raises(Exception, match="is empty"):
        read_data(b"", "a.txt")
