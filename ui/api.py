"""The HTTP API: ask, search, documents; the web page is mounted beside it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, File, Query, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.chain import Assistant
from assistant.conversation import Turn
from index.hits import Filters
from ingest.errors import RapporteurError
from ingest.readers import SUFFIXES
from ui.contract import documents_data, excerpts_data, report_data

UPLOAD_SUFFIXES = frozenset(SUFFIXES) | {".zip"}


class Asked(BaseModel):
    """A question as posted."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=1)
    history: list[Turn] = Field(default_factory=list)
    documents: list[str] = Field(default_factory=list)
    years: list[int] = Field(default_factory=list)
    languages: list[str] = Field(default_factory=list)
    trace: bool = False


def create_api(assistant: Assistant) -> FastAPI:
    """The API over one assistant.

    Routes:
        ``POST /api/ask``, ``GET /api/search``, ``GET /api/documents``, ``POST /api/documents``
        (files), ``DELETE /api/documents/NAME``, ``GET /api/health``. What the program refuses, and
        what is not in the form of a route, is answered with status 422 and ``{"error": one line}``.

    Args:
        assistant: open; it is shared by all requests.
    """
    app = FastAPI(title="Rapporteur", docs_url=None, redoc_url=None)

    @app.exception_handler(RapporteurError)
    def refuse(_request: Request, error: RapporteurError) -> JSONResponse:
        return JSONResponse({"error": " ".join(str(error).split())}, status_code=422)

    @app.exception_handler(RequestValidationError)
    def explain(_request: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"error": _explained(error)}, status_code=422)

    @app.get("/api/health")
    def health() -> dict[str, Any]:
        documents, passages = assistant.index.counts()
        return {"status": "ok", "documents": documents, "passages": passages}

    @app.post("/api/ask")
    def ask(asked: Asked) -> dict[str, Any]:
        filters = Filters(tuple(asked.documents), tuple(asked.years), tuple(asked.languages))
        answer = assistant.ask(asked.question, asked.history, filters)
        data = answer.to_json()
        if asked.trace:
            data["trace"] = answer.trace
        return data

    @app.get("/api/search")
    def search(
        q: Annotated[str, Query(min_length=1)], k: Annotated[int, Query(ge=1, le=1000)] = 10
    ) -> dict[str, Any]:
        return excerpts_data(assistant.index.excerpts(q, k))

    @app.get("/api/documents")
    def documents() -> dict[str, Any]:
        return documents_data(assistant.documents())

    @app.post("/api/documents")
    def upload(files: Annotated[list[UploadFile], File()]) -> dict[str, Any]:
        limit = int(assistant.settings.server.max_upload_mb * 1024 * 1024)
        with tempfile.TemporaryDirectory() as folder:
            paths = [_received(file, Path(folder), limit) for file in files]
            report = assistant.ingest(paths)
        return report_data(report)

    @app.delete("/api/documents/{name}")
    def remove(name: str) -> dict[str, Any]:
        assistant.index.remove(name)
        return {"removed": name}

    return app


def check_upload(name: str, size: int, limit: int) -> None:
    """Refuse what the page's own file picker would not have let through.

    Raises:
        RapporteurError: the suffix is not supported or the file is too large.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in UPLOAD_SUFFIXES:
        raise RapporteurError(
            f"{name}: {suffix or 'a file without a suffix'} is not supported; "
            f"upload one of {', '.join(sorted(UPLOAD_SUFFIXES))}"
        )
    if size > limit:
        raise RapporteurError(
            f"{name}: larger than the {limit / 1024 / 1024:g} MB that are allowed"
        )


def _explained(error: RequestValidationError) -> str:
    """The first thing wrong with a request: ``history.0.content: Field required``."""
    first = error.errors()[0]
    # The first part says body or query, which the sender knows.
    field = ".".join(str(part) for part in first["loc"][1:])
    if first["type"] == "json_invalid":
        return "the body is not valid JSON"
    return f"{field or 'body'}: {' '.join(str(first['msg']).split())}"


def _received(file: UploadFile, folder: Path, limit: int) -> Path:
    name = Path(file.filename or "").name
    if not name:
        raise RapporteurError("a file was sent without a name; give it one with a suffix")
    check_upload(name, file.size or 0, limit)
    path = folder / name
    with path.open("wb") as target:
        while chunk := file.file.read(1024 * 1024):
            target.write(chunk)
    return path
