"""Reads safetensors files by mapping them: processes share the pages, and opening reads nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_TYPES = {"I8": np.int8, "U8": np.uint8, "I32": np.int32, "F32": np.float32}


def map_tensors(path: Path) -> dict[str, npt.NDArray[Any]]:
    """The tensors of a safetensors file by name.

    (https://huggingface.co/docs/safetensors: length of the header, header in JSON, data.)

    Raises:
        OSError: it cannot be read.
        ValueError, KeyError: it is damaged, or holds other kinds of numbers than are used here.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > path.stat().st_size:
            raise ValueError(f"{path.name} is no safetensors file")
        header = json.loads(file.read(length))
    header.pop("__metadata__", None)
    data = np.asarray(np.memmap(path, np.uint8, "r", offset=8 + length))
    tensors = {}
    for name, about in header.items():
        start, end = about["data_offsets"]
        tensors[name] = data[start:end].view(_TYPES[about["dtype"]]).reshape(about["shape"])
    return tensors
