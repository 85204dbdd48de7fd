"""The built-in embedding's tokenizer, run by sentencepiece.

``tokenizer.json`` defines the tokens (a unigram model; Kudo 2018, https://arxiv.org/abs/1804.10959)
and is what other programs load. sentencepiece finds the same best path through the same scores five
times as fast, in a tenth of the memory; ``unigram.model`` is the form that it loads quickly:

    python -m index.unigram FOLDER        writes it anew from the folder's tokenizer.json
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from sentencepiece import SentencePieceProcessor

SOURCE = "tokenizer.json"
COMPILED = "unigram.model"
UNKNOWN_TOKEN = 0
FEW = 100  # texts up to which starting a thread for them all takes longer than it saves

# Without combining marks, before and after decomposing.
_UNMARKED = re.compile(
    r"[\x00-\x7f\u2010-\u2027\u3000-\u3003\u3008-\u3011\u4e00-\u9fff\uff01-\uff5e\s]*"
)
_WORD = re.compile(r"\w+|[^\w\s]+")
_UNIGRAM, _UNKNOWN_PIECE = b"\x18\x01", b"\x18\x02"  # model_type, type
_AS_IT_STANDS = b"\x0a\x08identity\x18\x00\x20\x00\x28\x00"  # text is neither folded nor padded


class UnigramTokenizer:
    """Cuts texts into the tokens of a model folder.

    Args:
        folder: with ``tokenizer.json``, and ``unigram.model`` made of it; where that is missing or
            of another one, it is made in memory, which takes a moment.

    Raises:
        OSError: there is no ``tokenizer.json``.
        ValueError: it is damaged, or of another kind of tokenizer.
    """

    def __init__(self, folder: Path) -> None:
        source = (folder / SOURCE).read_bytes()
        digest = hashlib.sha256(source).digest()
        compiled = folder / COMPILED
        data = compiled.read_bytes() if compiled.exists() else b""
        model = data[len(digest) :] if data.startswith(digest) else _compile(source)
        try:
            self._processor = SentencePieceProcessor(model_proto=model)
        except RuntimeError as error:
            raise ValueError(f"{compiled}: {error}") from error

    def __len__(self) -> int:
        """Number of tokens, the unknown one included."""
        return int(self._processor.get_piece_size())

    def text(self, token: int) -> str:
        """What a token stands for."""
        return str(self._processor.id_to_piece(token))

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of texts after compatibility, accent and case folding."""
        lines = ["\n".join(_WORD.findall(_folded(text))) for text in texts]
        if len(lines) > FEW:
            ids: list[list[int]] = self._processor.encode(lines, out_type=int, num_threads=1)
            return ids
        return [self._processor.encode(line, out_type=int) for line in lines]


def compile_model(folder: Path) -> None:
    """Write ``unigram.model`` from a folder's ``tokenizer.json``."""
    source = (folder / SOURCE).read_bytes()
    (folder / COMPILED).write_bytes(hashlib.sha256(source).digest() + _compile(source))


def _folded(text: str) -> str:
    """NFKD, without accents, in lower case: the normaliser of ``tokenizer.json``."""
    if not text.isascii():
        plain = _UNMARKED.fullmatch(text) is not None
        text = unicodedata.normalize("NFKD", text)
        if not plain:
            text = "".join(c for c in text if unicodedata.category(c)[0] != "M")
    return text.lower()


def _compile(source: bytes) -> bytes:
    """The vocabulary in sentencepiece's own form.

    Written by hand, as it is simple and the protobuf package would be one more dependency:
    https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto
    """
    model = json.loads(source)["model"]
    if model.get("type") != "Unigram" or model.get("unk_id") != UNKNOWN_TOKEN:
        raise ValueError(f"{SOURCE} holds no unigram model")
    parts = []
    for number, (piece, score) in enumerate(model["vocab"]):
        kind = _UNKNOWN_PIECE if number == UNKNOWN_TOKEN else b""
        parts.append(
            _field(1, _field(1, piece.encode()) + b"\x15" + struct.pack("<f", score) + kind)
        )
    return b"".join([*parts, _field(2, _UNIGRAM), _field(3, _AS_IT_STANDS)])


def _field(number: int, value: bytes) -> bytes:
    """A protobuf field of bytes: key, length in groups of seven bits, value."""
    length, groups = len(value), bytearray()
    while length > 127:
        groups.append(length & 127 | 128)
        length >>= 7
    return bytes([number << 3 | 2]) + bytes([*groups, length]) + value


if __name__ == "__main__":
    compile_model(Path(sys.argv[1]))
