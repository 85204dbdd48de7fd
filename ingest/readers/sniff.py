"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

# Kind (a supported suffix without its dot, or a name below) to words for messages.
NAMES = {
    "docx": "a Word document (.docx)",
    "pptx": "a PowerPoint presentation (.pptx)",
    "xlsx": "an Excel workbook (.xlsx)",
    "pdf": "a PDF",
    "html": "an HTML page",
    "eml": "an e-mail message",
}
# Kinds that are recognised but not read: what they are and what to do.
REFUSED = {
    "doc": "is an old Word document (.doc): save it as .docx",
    "xls": "is an old Excel workbook (.xls): save it as .xlsx",
    "ppt": "is an old PowerPoint presentation (.ppt): save it as .pptx",
    "msg": "is an Outlook message (.msg): save it as .eml",
    "xlsb": "is a binary Excel workbook (.xlsb): save it as .xlsx",
    "odt": "is an OpenDocument text (.odt): save it as .docx",
    "ods": "is an OpenDocument spreadsheet (.ods): save it as .xlsx",
    "odp": "is an OpenDocument presentation (.odp): save it as .pptx",
    "rtf": "is a rich text file (.rtf): save it as .docx",
    "epub": "is an e-book (.epub): convert it to .html or .pdf",
    "iwork": "is a Pages, Numbers or Keynote file: export it as .docx, .xlsx, .pptx or .pdf",
    "wps": "is a WPS Office file: save it as .docx, .xlsx or .pptx",
    "zip": "is a zip archive: give it the suffix .zip, or unpack it",
    "encrypted": "is password-protected: save a copy without a password",
    "ole": "is an old office file: save it in the current format (.docx, .xlsx or .pptx)",
    "image": "is an image: run text recognition on it and add the result as .pdf or .txt",
    "media": "is a sound or film recording: add its transcript as .txt",
    "archive": "is a packed archive: unpack it, or pack it as .zip",
    "program": "is a program or library, not a document",
    "postscript": "is a PostScript file: convert it to .pdf",
}
# Other suffixes of the same kinds, for files whose content says nothing.
REFUSED_SUFFIXES = {
    ".dot": "doc", ".xlt": "xls", ".pps": "ppt", ".pot": "ppt", ".fodt": "odt", ".ott": "odt",
    ".pages": "iwork", ".numbers": "iwork", ".key": "iwork", ".et": "wps", ".dps": "wps",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".gif": "image", ".tif": "image",
    ".tiff": "image", ".bmp": "image", ".webp": "image", ".svg": "image", ".heic": "image",
    ".mp3": "media", ".mp4": "media", ".wav": "media", ".m4a": "media", ".mov": "media",
    ".avi": "media", ".rar": "archive", ".7z": "archive", ".gz": "archive", ".tar": "archive",
    ".exe": "program", ".dll": "program", ".so": "program", ".ps": "postscript",
    ".eps": "postscript",
} | {f".{kind}": kind for kind in ("doc", "xls", "ppt", "msg", "xlsb", "odt", "ods", "odp", "rtf",
                                   "epub", "wps")}  # fmt: skip

_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"MZ\x90", "program"),
    (b"\x7fELF", "program"),
    (b"%!PS", "postscript"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in the directory of a compound file, in UTF-16.
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("__substg1.0_", "msg"),
    ("__properties_version1.0", "msg"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_MIMETYPES = (
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.presentation", "odp"),
    (b"epub", "epub"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)


def sniff(data: bytes) -> str:
    """The kind of a file by its content.

    Returns:
        ``docx``, ``pptx``, ``xlsx``, ``pdf``, ``html``, a key of ``REFUSED``, ``text`` for other
        text, ``binary`` for anything else.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return _ole_kind(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        return "image" if data[8:12] == b"WEBP" else "media"
    if data[4:8] == b"ftyp":
        return "media"
    if _is_binary(data):
        return "binary"
    return "html" if _HTML.match(data[:4096].lstrip(b"\xef\xbb\xbf")) else "text"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()]
            mimetype = archive.read("mimetype")[:200] if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, KeyError):
        return "damaged zip"
    for mark, kind in _MIMETYPES:
        if mark in mimetype:
            return kind
    if "xl/workbook.bin" in names:
        return "xlsb"
    for folder, kind in (("word/", "docx"), ("ppt/", "pptx"), ("xl/", "xlsx")):
        if any(name.startswith(folder) for name in names):
            return kind
    if any(name.endswith(".iwa") for name in names):
        return "iwork"
    return "zip"


def _ole_kind(data: bytes) -> str:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return "ole"


def _is_binary(data: bytes) -> bool:
    """Zero bytes outside UTF-16 and UTF-32 text, or many control characters."""
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    zeros = head.count(0)
    if zeros:
        # UTF-16 without a mark has its zeros in every other byte.
        return min(head[::2].count(0), head[1::2].count(0)) * 20 > zeros or zeros * 4 < len(head)
    controls = sum(byte < 32 and byte not in b"\t\n\x0b\x0c\r\x1b" for byte in head)
    return controls * 20 > len(head)
