"""Finding what to read: files, folders and zip archives become a list of sources with names."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Protocol

from ingest.readers import SUFFIXES
from ingest.readers.sniff import REFUSED, REFUSED_SUFFIXES

MEGABYTE = 1024 * 1024
ARCHIVE_SUFFIX = ".zip"

_QUIET_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before it is read, so that one file cannot exhaust the machine.

    Attributes:
        file_bytes: largest file, on disk or unpacked from an archive.
        archive_bytes: largest sum of unpacked sizes in one archive.
        archive_members: most files in one archive.
        archive_ratio: largest ratio of unpacked to packed size, asked of archives above 10 MB.
    """

    file_bytes: int = 200 * MEGABYTE
    archive_bytes: int = 2048 * MEGABYTE
    archive_members: int = 20_000
    archive_ratio: int = 200


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read, on disk or inside an archive.

    Attributes:
        name: what citations will call it: the file's own name, with as many folders before it as
            needed to tell it from another file of the same name.
        origin: where it was found, as the user knows it (``reports/a.docx``, ``x.zip/a.docx``).
        path: the file on disk, or the archive that it lies in.
        size: bytes, unpacked.
        members: its place inside the archive (and inside an archive in that one); empty on disk.
    """

    name: str
    origin: str
    path: Path
    size: int
    members: tuple[str, ...] = ()

    def load(self) -> bytes:
        """The file's bytes.

        Raises:
            OSError: it cannot be opened.
            zipfile.BadZipFile: the archive is damaged there.
        """
        if not self.members:
            return self.path.read_bytes()
        archive = _open_archive(self.path, self.members[:-1])
        return archive.read(self.members[-1])


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file that could not be read, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file found in a folder or archive that no reader is for."""

    name: str
    reason: str


Found = SourceFile | ReadFailure | Skipped


class Names(Protocol):
    """Names in use; a mapping from names to the sha256 of their content is one."""

    def get(self, name: str, /) -> str | None:
        """The sha256 of the content that a name stands for, or None."""


def find_files(
    paths: Iterable[str | Path],
    limits: Limits | None = None,
    known: Names | None = None,
) -> list[Found]:
    """List what is to be read under some paths, in the order given, folders sorted by name.

    Hidden files, lock files of office programs and system files are left out quietly. A file that
    is named twice is listed once. Nothing is unpacked on disk.

    Args:
        paths: files, folders (searched with their subfolders) and zip archives.
        limits: what is too large.
        known: names in use with the sha256 of their content: a file keeps the short name that it
            was stored under.
    """
    limits = limits or Limits()
    seen: set[object] = set()
    found = [item for path in paths for item in _explore(Path(path), limits, seen)]
    return _with_names(found, known or {})


def is_supported(name: str) -> bool:
    """True where a reader is for files of this name's suffix."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def close_archives() -> None:
    """Close the archives that ``SourceFile.load`` keeps open from one member to the next."""
    _open_archive.cache_clear()


def _explore(path: Path, limits: Limits, seen: set[object]) -> Iterator[Found]:
    """What a path that the user named leads to."""
    try:
        status = path.stat()
    except FileNotFoundError:
        yield ReadFailure(str(path), "there is no such file or folder")
        return
    except OSError as error:
        yield ReadFailure(str(path), _os_reason(error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _explore_folder(path, path, limits, seen)
    elif not stat.S_ISREG(status.st_mode):
        yield ReadFailure(str(path), "is neither a file nor a folder")
    else:  # whatever it is: the readers look into it and say why they refuse it
        yield from _explore_file(path, path.name, status, limits, seen)


def _explore_folder(folder: Path, top: Path, limits: Limits, seen: set[object]) -> Iterator[Found]:
    """The files of a folder and its subfolders; a link back to a folder already seen ends there."""
    try:
        identity = folder.resolve()
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except (OSError, RuntimeError) as error:
        yield ReadFailure(str(folder), f"cannot be opened ({error})")
        return
    if identity in seen:
        return
    seen.add(identity)
    for entry in entries:
        if _is_quiet(entry.name):
            continue
        try:
            status = entry.stat()
        except OSError as error:
            yield ReadFailure(str(entry), _os_reason(error))
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _explore_folder(entry, top, limits, seen)
        elif stat.S_ISREG(status.st_mode):
            origin = entry.relative_to(top.parent).as_posix() if top.name else str(entry)
            if is_supported(entry.name) or _is_archive(entry.name):
                yield from _explore_file(entry, origin, status, limits, seen)
            else:
                yield Skipped(origin, unsupported_reason(entry.name))


def _explore_file(
    path: Path, origin: str, status: os.stat_result, limits: Limits, seen: set[object]
) -> Iterator[Found]:
    identity = path.parent.resolve() / path.name  # a link is another name, not another place
    if identity in seen:
        return
    seen.add(identity)
    if _is_archive(path.name):
        yield from _explore_archive(path, origin, (), limits)
    elif status.st_size > limits.file_bytes:
        yield ReadFailure(origin, _size_reason(status.st_size, limits.file_bytes))
    else:
        yield SourceFile(path.name, origin, path, status.st_size)


def _explore_archive(
    path: Path, origin: str, within: tuple[str, ...], limits: Limits
) -> Iterator[Found]:
    """The files in a zip archive, and in the archives in it, one level down."""
    try:
        archive = _open_archive(path, within)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        yield ReadFailure(origin, f"is not a readable zip archive ({error})")
        return
    except (OSError, RuntimeError) as error:
        yield ReadFailure(origin, f"cannot be opened ({error})")
        return
    members = [info for info in archive.infolist() if not info.is_dir()]
    reason = archive_danger(members, limits)
    if reason:
        yield ReadFailure(origin, reason)
        return
    members.sort(key=_member_name)
    locked = [info for info in members if info.flag_bits & 1 and not _is_quiet_member(info)]
    if locked:
        count = f"{len(locked)} of its files are" if len(locked) < len(members) else "is"
        yield ReadFailure(origin, f"{count} password-protected: unpack it and ingest the files")
    for info in members:
        if not info.flag_bits & 1 and not _is_quiet_member(info):
            yield from _explore_member(path, origin, within, info, limits)


def _explore_member(
    path: Path, origin: str, within: tuple[str, ...], info: zipfile.ZipInfo, limits: Limits
) -> Iterator[Found]:
    name = _member_name(info)
    place = f"{origin}/{name}"
    base = PurePosixPath(name).name
    members = (*within, info.filename)
    if _escapes(name):
        yield ReadFailure(place, "has a path that leads out of the archive")
    elif info.file_size > limits.file_bytes:
        yield ReadFailure(place, _size_reason(info.file_size, limits.file_bytes))
    elif is_supported(base):
        yield SourceFile(base, place, path, info.file_size, members)
    elif not _is_archive(base):
        yield Skipped(place, unsupported_reason(base))
    elif within:
        yield ReadFailure(place, "is an archive in an archive in an archive: unpack it first")
    else:
        yield from _explore_archive(path, place, members, limits)


@lru_cache(maxsize=4)
def _open_archive(path: Path, within: tuple[str, ...]) -> zipfile.ZipFile:
    """An archive on disk, or one that lies in it; kept open, for reading its index takes long."""
    if not within:
        return zipfile.ZipFile(path)
    outer = _open_archive(path, within[:-1])
    return zipfile.ZipFile(io.BytesIO(outer.read(within[-1])))


def archive_danger(members: Sequence[zipfile.ZipInfo], limits: Limits) -> str:
    """Why an archive must not be unpacked, judged by its index alone; empty where it may be.

    Unpacking stops at the size that the index gives, so an index that lies cannot do harm.
    """
    if len(members) > limits.archive_members:
        return f"holds {len(members)} files, more than the limit of {limits.archive_members}"
    unpacked = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    if unpacked > limits.archive_bytes:
        return (
            f"unpacks to {_megabytes(unpacked)}, over the limit {_megabytes(limits.archive_bytes)}"
        )
    if unpacked > 10 * MEGABYTE and unpacked > limits.archive_ratio * max(packed, 1):
        return (
            f"unpacks {_megabytes(unpacked)} from {_megabytes(packed)}: taken for a zip bomb and "
            "not opened"
        )
    return ""


def unsupported_reason(name: str) -> str:
    """Why a file of this name cannot be read, and what to do about it."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in REFUSED_SUFFIXES:
        return REFUSED[REFUSED_SUFFIXES[suffix]]
    kinds = ", ".join(sorted({*SUFFIXES, ARCHIVE_SUFFIX}))
    return f"is of an unsupported kind ({suffix or 'no suffix'}; supported: {kinds})"


def _with_names(found: list[Found], known: Names) -> list[Found]:
    """Give files of the same base name names that tell them apart.

    Files of the same name and the same content keep the short name: they are one document.
    """
    groups: dict[str, list[int]] = {}
    for position, item in enumerate(found):
        if isinstance(item, SourceFile):
            groups.setdefault(item.name, []).append(position)
    named = list(found)
    for base, positions in groups.items():
        sources = [item for item in (found[p] for p in positions) if isinstance(item, SourceFile)]
        if len(sources) > 1:
            for position, source in zip(positions, _tell_apart(base, sources, known), strict=True):
                named[position] = source
    return named


def _tell_apart(base: str, sources: list[SourceFile], known: Names) -> Iterator[SourceFile]:
    digests = [_digest(source) for source in sources]
    for source, digest in zip(sources, digests, strict=True):
        others = [
            other.origin for other, theirs in zip(sources, digests, strict=True) if theirs != digest
        ]
        if not others or known.get(base) == digest:
            yield source
        else:
            yield replace(source, name=_shortest_distinct(source.origin, others))


def _shortest_distinct(origin: str, others: Iterable[str]) -> str:
    """The shortest end of a path, in whole parts, that no other path ends with."""
    parts = origin.split("/")
    ends = [other.split("/") for other in others]
    for count in range(1, len(parts)):
        if all(end[-count:] != parts[-count:] for end in ends):
            return "/".join(parts[-count:])
    return origin


def _digest(source: SourceFile) -> str:
    try:
        return hashlib.sha256(source.load()).hexdigest()
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return source.origin  # it will be reported when it is read; here it only has to differ


def _is_archive(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() == ARCHIVE_SUFFIX


def _is_quiet(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _QUIET_NAMES


def _is_quiet_member(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(_member_name(info)).parts
    return any(_is_quiet(part) for part in parts if part not in (".", ".."))


def _escapes(name: str) -> bool:
    return (
        name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name) is not None
    )


def _member_name(info: zipfile.ZipInfo) -> str:
    """A member's name; archives packed on Chinese Windows hold GBK bytes without saying so."""
    name = info.filename.replace("\\", "/")
    if info.flag_bits & 0x800 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb2312", "gb18030"):
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _mostly_high(raw):
            return decoded
    return name


def _mostly_high(raw: bytes) -> bool:
    """True where bytes beyond ASCII lie where Chinese has them, not where cp437 has its letters."""
    beyond = [byte for byte in raw if byte >= 0x80]
    return sum(byte >= 0xB0 for byte in beyond) * 2 > len(beyond)


def _os_reason(error: OSError) -> str:
    return f"cannot be opened: {(error.strerror or str(error)).lower()}"


def _size_reason(size: int, limit: int) -> str:
    return f"is {_megabytes(size)}, over the limit of {_megabytes(limit)} for one file"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"
