"""Office Open XML packages: parts and relationships of .docx, .pptx and .xlsx files.

Read with zipfile and lxml rather than through one library per format: the libraries refuse files
that the office programs open (macro-enabled, strict, dangling relationships) and drop footnotes,
text boxes and tracked changes.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from ingest.errors import ReadError

MAX_UNPACKED = 500 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 50 * 1024 * 1024

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# ISO/IEC 29500 strict names, which some programs write, to the transitional ones.
_STRICT = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|presentationml|spreadsheetml|drawingml)/"
    rb"(main|chart|diagram|wordprocessingDrawing)"
)
_STRICT_OFFICE = re.compile(rb"http://purl\.oclc\.org/ooxml/officeDocument/(relationships|math)")


_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, OSError, EOFError,
    NotImplementedError,
)  # fmt: skip


class Package:
    """An Office Open XML file, opened after a check that it does not unpack into a flood.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Raises:
        ReadError: the archive is damaged, or unpacks to more than the limits.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise ReadError(name, "is damaged (not a whole archive): get a fresh copy") from error
        self._check_size()
        # Part names are compared without case, and some writers use backslashes.
        self._names = {_normal(info.filename): info for info in self._zip.infolist()}

    def _check_size(self) -> None:
        infos = self._zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        packed = sum(info.compress_size for info in infos)
        flood = unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)
        if unpacked > MAX_UNPACKED or flood:
            raise ReadError(
                self.name,
                f"unpacks from {packed // 2**20:,} to {unpacked // 2**20:,} MB: refused as a zip "
                "bomb; save a smaller copy if it is genuine",
            )
        if any(info.flag_bits & 0x1 for info in infos):
            raise ReadError(self.name, "is password-protected: save a copy without a password")

    def __contains__(self, part: str) -> bool:
        return _normal(part) in self._names

    def names(self) -> list[str]:
        """Names of all parts."""
        return [info.filename for info in self._names.values()]

    def content(self, part: str) -> bytes | None:
        """A part's bytes, None where there is no such part.

        Raises:
            ReadError: the part is damaged.
        """
        info = self._names.get(_normal(part))
        if info is None:
            return None
        try:
            return self._zip.read(info)
        except _DAMAGE as error:
            raise ReadError(self.name, f"is damaged in {part}: get a fresh copy") from error

    def xml(self, part: str) -> etree._Element | None:
        """A part as XML with transitional namespaces, None where there is no such part.

        Raises:
            ReadError: the part is not well-formed XML.
        """
        data = self.content(part)
        if data is None:
            return None
        try:
            return parse_xml(data)
        except etree.XMLSyntaxError as error:
            reason = f"is damaged in {part} ({error.msg}): open it in its program and save it again"
            raise ReadError(self.name, reason) from error

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to: relationship id to (kind, part name); external ones left out.

        Args:
            part: the source's name; empty for the package itself.
        """
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for item in root.iter("{*}Relationship") if root is not None else ():
            if item.get("TargetMode") == "External":
                continue
            kind = item.get("Type", "").rsplit("/", 1)[-1]
            target = unquote(item.get("Target", "")).replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[item.get("Id", "")] = (kind, posixpath.normpath(path))
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """Parts of one kind (``styles``, ``footnotes``, ``slide``...) that a part points to."""
        return [target for k, target in self.relationships(part).values() if k == kind]

    def main_part(self) -> str:
        """Name of the part that holds the document.

        Raises:
            ReadError: the package names none.
        """
        for target in self.related("", "officeDocument"):
            if target in self:
                return target
        raise ReadError(self.name, "is damaged (its main part is missing): get a fresh copy")

    def core_title(self) -> str:
        """The title in the file's properties, as it stands there."""
        for part in self.related("", "core-properties") or ["docProps/core.xml"]:
            root = self.xml(part)
            for item in root.iter("{*}title") if root is not None else ():
                return " ".join((item.text or "").split())
        return ""


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML without entities, DTDs or network; strict namespaces become transitional."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    return etree.fromstring(normalise(data), parser)


def normalise(data: bytes) -> bytes:
    """Write the namespaces of strict files as the transitional ones."""
    if b"purl.oclc.org" not in data:
        return data
    data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)
    return _STRICT_OFFICE.sub(rb"http://schemas.openxmlformats.org/officeDocument/2006/\1", data)


def shown(element: etree._Element) -> Iterator[etree._Element]:
    """Children as a program shows them: of alternative contents the first that holds anything."""
    for child in element:
        if child.tag == f"{MC}AlternateContent":
            for branch in child:
                if len(branch):
                    yield from shown(branch)
                    break
        elif isinstance(child.tag, str):
            yield child


def flag(value: str | None) -> bool:
    """An on/off attribute: ``1``, ``true`` and ``on``."""
    return value in {"1", "true", "on"}


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def _normal(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
