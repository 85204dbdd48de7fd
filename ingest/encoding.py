"""Bytes of a text file to text: byte order mark, declared charset, UTF-8, then the likeliest."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The commonest characters of running Chinese text, simplified and traditional: in a wrong decoding
# of the same bytes they hardly occur.
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后"
    "小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
    "知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最"
    "金额单位项目合计数量价格号表第条款报告"
    "這來國個說們為時會過對裡後沒於還發當無開見經頭從動兩長樣現將與進實話問機給幾業單項計數報"
)
# What Western European text has beyond ASCII; statistics on a few such letters guess badly.
_WESTERN = frozenset(
    "éèêëàâäçîïôöùûüßñáíóúãõæøåœÿÉÈÊËÀÂÄÇÎÏÔÖÙÛÜÑÁÍÓÚÃÕÆØÅŒ–—‘’“”„…•€£©®°²³«»¿¡§·×±\u00a0"
)
_SAMPLE = 200_000


def decode(data: bytes, declared: str | None = None) -> str:
    r"""Decode the bytes of a text file; bytes that fit no charset become U+FFFD.

    Args:
        data: the file's bytes.
        declared: a charset that the file names (``<meta charset>``, a MIME header), or None.

    Returns:
        The text with line ends as ``\n`` and without a byte order mark.
    """
    return _decode(data, declared).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")


def _decode(data: bytes, declared: str | None) -> str:
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data.decode(charset, errors="replace")
    for named in (declared, "utf-8"):
        text = _strict(data, _widened(named)) if named else None
        if text is not None:
            return text
    return data.decode(_likeliest(data), errors="replace")


def _widened(charset: str) -> str:
    """The superset that programs write when they say the smaller name."""
    name = charset.strip().strip("\"'").lower()
    if name in {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936"}:
        return "gb18030"
    return "cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else name


def _strict(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError):
        return None


def _likeliest(data: bytes) -> str:
    """Chinese charsets by their common characters, everything else by charset-normalizer."""
    zeros = data[:_SAMPLE].count(0)
    if zeros * 4 > len(data[:_SAMPLE]):
        return "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
    sample = data[:_SAMPLE]
    shares = {name: _common_share(sample, name) for name in ("gb18030", "big5")}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] > 0.1:
        return best
    western = _strict(sample, "cp1252")
    if western is not None and all(ord(c) < 0x80 or c in _WESTERN for c in western):
        return "cp1252"
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    return match.encoding if match else "cp1252"


def _common_share(sample: bytes, charset: str) -> float:
    text = sample.decode(charset, errors="replace")
    wide = [character for character in text if ord(character) > 0x7F]
    if not wide or wide.count("\ufffd") * 20 > len(wide):
        return 0.0
    return sum(character in _COMMON for character in wide) / len(wide)
