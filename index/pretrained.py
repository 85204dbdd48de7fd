"""Models of the sentence-transformers library by name or folder: found, told apart, and loaded.

A folder is taken as it is. A name is looked for on this machine, and only then on the model hub,
which is asked once whether it has such a model: the library itself would try again and again for
over a minute where no hub can be reached.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from ingest.errors import RapporteurError

Kind = Literal["embedding", "reranker"]

_HUB_SECONDS = 5.0
_TELLING = {
    "embedding": ("modules.json", "config_sentence_transformers.json"),
    "reranker": ("config.json",),
}
_ORGANIZATIONS = {"embedding": "sentence-transformers", "reranker": "cross-encoder"}
_HUB_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?")
_MARKS = ("modules.json", "config.json")  # a folder with neither is no model
# Of a large file so many parts of so many bytes tell its content; smaller files are read whole.
_PARTS, _PART = 16, 1 << 16


class PretrainedError(RapporteurError):
    """A model cannot be found or loaded; the message is a reason, for a longer one to hold."""


def model_folder(name: str) -> Path | None:
    """The folder that a model's name stands for, None where it is a name on the hub.

    Raises:
        PretrainedError: it is a path to no folder, to one without a model, or neither.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        if not any((path / mark).is_file() for mark in _MARKS):
            raise PretrainedError(f"the folder has no {' or '.join(_MARKS)}")
        return path.resolve()
    if not _HUB_NAME.fullmatch(name) or name.startswith("."):
        raise PretrainedError("there is no such folder")
    return None


def fingerprint(folder: Path) -> str:
    """Eight characters that tell a folder's content: another model in its place gives others."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_file() or path.suffix == ".md" or str(inside).startswith("."):
            continue
        size = path.stat().st_size
        digest.update(f"{inside.as_posix()} {size}\n".encode())
        with path.open("rb") as file:
            for start in range(0, size, max(size // _PARTS, _PART)):
                file.seek(start)
                digest.update(file.read(_PART))
    return digest.hexdigest()[:8]


def load_pretrained(kind: Kind, name: str, device: str) -> Any:
    """A ``SentenceTransformer`` (embedding) or ``CrossEncoder`` (reranker), ready to use.

    Args:
        kind: which of the two.
        name: name on the hub, or folder.
        device: ``cpu``, ``cuda``...; empty leaves the choice to the library.

    Raises:
        PretrainedError: the library is not installed, or there is no such model, or it is damaged.
    """
    folder = model_folder(name)
    if find_spec("sentence_transformers") is None:
        raise PretrainedError(
            'sentence-transformers is not installed; run: pip install "rapporteur[models]"'
        )
    # Before torch is imported, which takes many seconds and would only delay the refusal.
    local = folder is not None or _is_cached(kind, name)
    if not local:
        _ask_hub(kind, name)
    try:
        make = _quiet_library(kind)
        options = {"device": device or None}
        if local:
            try:
                return make(str(folder or name), local_files_only=True, **options)
            except OSError:
                if folder is not None:
                    raise
                _ask_hub(kind, name)  # a part of it is missing
        return make(name, **options)
    except PretrainedError:
        raise
    except Exception as error:
        raise PretrainedError(f"it cannot be loaded ({first_line(error)})") from error


def first_line(error: BaseException) -> str:
    """What an error of a library says, in one line."""
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__


def _quiet_library(kind: Kind) -> Any:
    """The library's class, told to be quiet: its words would drown the one line that matters."""
    import sentence_transformers
    from huggingface_hub import utils as hub
    from transformers.utils import logging as transformers_logging

    hub.logging.set_verbosity_error()
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    if not sys.stderr.isatty():
        hub.disable_progress_bars()
    if kind == "embedding":
        return sentence_transformers.SentenceTransformer
    return sentence_transformers.CrossEncoder


def _full_names(kind: Kind, name: str) -> list[str]:
    """What a name may stand for on the hub, as the library completes it."""
    return [name] if "/" in name else [f"{_ORGANIZATIONS[kind]}/{name}", name]


def _is_cached(kind: Kind, name: str) -> bool:
    """Whether the hub's folder on this machine has what tells how the model is used.

    Where one of these files is missing because another program has fetched only its own, the
    library would go on without: with no prompts, and pooling of its choice. A file that the hub is
    known not to have counts as there.
    """
    from huggingface_hub import try_to_load_from_cache

    folder = os.environ.get("SENTENCE_TRANSFORMERS_HOME")
    return any(
        all(try_to_load_from_cache(full, file, cache_dir=folder) for file in _TELLING[kind])
        for full in _full_names(kind, name)
    )


def _ask_hub(kind: Kind, name: str) -> None:
    """Make sure that the hub can be reached and has the model, with one request or two.

    Raises:
        PretrainedError: it cannot or has not.
    """
    from huggingface_hub import HfApi, constants
    from huggingface_hub.errors import RepositoryNotFoundError

    if constants.HF_HUB_OFFLINE:
        raise PretrainedError(
            "it is not, or not wholly, on this machine, and the model hub is not asked while "
            "HF_HUB_OFFLINE is set or the page is served; fetch it first, with: rapporteur doctor"
        )
    for full in _full_names(kind, name):
        try:
            HfApi().model_info(full, timeout=_HUB_SECONDS)
            return
        except RepositoryNotFoundError:
            continue
        except Exception as error:
            raise PretrainedError(
                "it is not, or not wholly, on this machine, and the model hub cannot be reached "
                f"({first_line(error)})"
            ) from error
    raise PretrainedError("it is not on this machine, and the model hub has no such model")
