"""The HTTP API over real HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from assistant.chain import Assistant
from assistant.settings import ServerSettings, Settings
from tests.ui.command import NOTE
from ui.api import create_api

QUESTION = "What is the frame of the kite made of?"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("api")
    (folder / "kites.md").write_text(NOTE, encoding="utf-8")
    settings = Settings(home=folder / "home", server=ServerSettings(max_upload_mb=0.5))
    with Assistant.open(settings=settings) as assistant:
        assistant.ingest([folder / "kites.md"])
        server = uvicorn.Server(
            uvicorn.Config(create_api(assistant), host="127.0.0.1", port=0, log_level="warning")
        )
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60
        ) as client:
            yield client
        server.should_exit = True
        thread.join()


def names(api: httpx.Client) -> set[str]:
    return {document["name"] for document in api.get("/api/documents").json()["documents"]}


def refusal(response: httpx.Response) -> str:
    """The one line that says what was wrong."""
    assert response.status_code == 422, response.text
    data = response.json()
    assert list(data) == ["error"]
    assert "\n" not in data["error"]
    return str(data["error"])


def upload(api: httpx.Client, *files: tuple[str, bytes]) -> httpx.Response:
    return api.post("/api/documents", files=[("files", file) for file in files])


def test_health_counts_what_is_there(api: httpx.Client) -> None:
    data = api.get("/api/health").json()
    assert data["status"] == "ok"
    assert data["documents"] >= 1


def test_a_question_gets_a_cited_answer(api: httpx.Client) -> None:
    data = api.post("/api/ask", json={"question": QUESTION}).json()
    assert data["status"] == "answered"
    assert "bamboo" in data["answer"]
    [citation, *_] = data["citations"]
    assert citation["document"] == "kites.md"
    assert citation["section"][-1] == "1 Materials"
    assert citation["quote"] in NOTE
    assert "trace" not in data


def test_a_question_the_documents_do_not_answer(api: httpx.Client) -> None:
    asked = {"question": "Who won the football world cup in 1998?"}
    assert api.post("/api/ask", json=asked).json()["status"] == "not_found"


def test_a_trace_comes_when_asked_for(api: httpx.Client) -> None:
    data = api.post("/api/ask", json={"question": QUESTION, "trace": True}).json()
    assert data["trace"]["hits"][0]["document"] == "kites.md"


def test_a_question_can_be_kept_to_other_documents(api: httpx.Client) -> None:
    asked = {"question": QUESTION, "documents": ["another.md"]}
    data = api.post("/api/ask", json=asked).json()
    assert data["status"] == "not_found"
    assert data["citations"] == []


def test_search_gives_passages_best_first(api: httpx.Client) -> None:
    hits = api.get("/api/search", params={"q": "francs on string", "k": 2}).json()["hits"]
    assert [hit["rank"] for hit in hits] == [1, 2][: len(hits)]
    assert "4,250 francs" in hits[0]["text"]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": "?!"}, "question"),
        ({"question": "x" * 5000}, "5000"),
        ({"question": 5}, "question"),
        ({"question": QUESTION, "hsitory": []}, "hsitory"),
        ({"question": QUESTION, "history": [{"role": "user"}]}, "history"),
        ({"question": QUESTION, "years": ["soon"]}, "years"),
    ],
)
def test_a_bad_question_is_explained_in_one_line(
    api: httpx.Client, asked: dict[str, object], named: str
) -> None:
    assert named in refusal(api.post("/api/ask", json=asked))


def test_what_is_not_json_is_explained(api: httpx.Client) -> None:
    headers = {"content-type": "application/json"}
    assert "JSON" in refusal(api.post("/api/ask", content=b"{", headers=headers))


def test_bad_search_is_explained(api: httpx.Client) -> None:
    assert "k" in refusal(api.get("/api/search", params={"q": "kite", "k": 0}))
    assert "q" in refusal(api.get("/api/search"))


def test_documents_come_and_go(api: httpx.Client) -> None:
    text = "# 风筝\n\n风筝俱乐部在2025年有三十七名成员。\n".encode()
    data = upload(api, ("风筝 (1).md", text)).json()
    assert data["added"] == ["风筝 (1).md"]
    asked = {"question": "风筝俱乐部在2025年有多少名成员？"}
    assert "三十七" in api.post("/api/ask", json=asked).json()["answer"]
    assert upload(api, ("风筝 (1).md", text)).json()["unchanged"] == ["风筝 (1).md"]
    assert api.delete("/api/documents/风筝 (1).md").json() == {"removed": "风筝 (1).md"}
    assert "风筝 (1).md" not in names(api)


def test_removing_what_is_not_there_is_explained(api: httpx.Client) -> None:
    assert "nothing.md" in refusal(api.delete("/api/documents/nothing.md"))


def test_an_unsupported_suffix_is_refused(api: httpx.Client) -> None:
    said = refusal(upload(api, ("setup.exe", b"MZ")))
    assert "setup.exe" in said
    assert ".exe" in said
    assert "setup.exe" not in names(api)


def test_a_large_file_is_refused(api: httpx.Client) -> None:
    said = refusal(upload(api, ("large.txt", b"kite " * 200_000)))
    assert "large.txt" in said
    assert "0.5 MB" in said


def test_a_broken_file_does_not_stop_the_others(api: httpx.Client) -> None:
    data = upload(api, ("broken.docx", b"PK nothing"), ("good.md", b"# Good\n\nIt is fine.\n"))
    report = data.json()
    assert report["added"] == ["good.md"]
    [failure] = report["failures"]
    assert failure["name"] == "broken.docx"
    api.delete("/api/documents/good.md")


def test_a_name_cannot_leave_its_folder(api: httpx.Client, tmp_path: Path) -> None:
    upload(api, (f"../../../{tmp_path}/escaped.md", b"# Out\n\nIt is out.\n"))
    assert not (tmp_path / "escaped.md").exists()
    assert "escaped.md" in names(api)
    api.delete("/api/documents/escaped.md")


def test_questions_are_answered_while_documents_are_added(api: httpx.Client) -> None:
    line = "The kite number {} flew over the lake {} times. "
    files = [
        (f"{n}.txt", "".join(line.format(n, i) for i in range(600)).encode()) for n in range(6)
    ]
    done: list[httpx.Response] = []
    adding = threading.Thread(target=lambda: done.append(upload(api, *files)))
    adding.start()
    answered = 0
    while adding.is_alive():
        data = api.post("/api/ask", json={"question": QUESTION}).json()
        answered += data["status"] == "answered"
    adding.join()
    assert len(done[0].json()["added"]) == 6
    assert answered >= 2
    for name, _ in files:
        api.delete(f"/api/documents/{name}")
