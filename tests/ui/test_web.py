"""The page in real Chromium, served as users serve it; every request stays on this machine."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, FilePayload, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-c", "from ui.cli import main; main()"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT = 20_000  # milliseconds that a page may take on a busy machine

KITES = """# 风筝俱乐部年度报告

## 一、预算

2025年风筝俱乐部的预算为4250瑞士法郎。2026年风筝俱乐部的预算为5100瑞士法郎。

## 二、会员

俱乐部现有三十七名会员，每周日在湖边练习。
"""
HOSTILE = """# Lanterns

The lantern of the harbour is painted green <script>alert("script")</script> every spring \
<img src="x" onerror="alert('image')"> by volunteers.
"""
QUESTIONS = [
    {
        "id": "k1",
        "language": "zh",
        "type": "fact",
        "history": [],
        "question": "2025年风筝俱乐部的预算是多少？",
        "status": "answered",
        "answer": [["4250瑞士法郎", "4250"]],
        "evidence": [{"document": "kites", "quote": "2025年风筝俱乐部的预算为4250瑞士法郎"}],
    },
    {
        "id": "k2",
        "language": "en",
        "type": "unanswerable",
        "history": [],
        "question": "Who won the football world cup in 1998?",
        "status": "not_found",
        "answer": [],
        "evidence": [],
    },
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the program serves a home that begins empty."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("web")
    log = folder / "log.txt"
    command = [*COMMAND, "--home", str(folder / "home"), "serve", "--port", str(port)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RAPPORTEUR_")}
    environment["GRADIO_TEMP_DIR"] = str(folder / "uploads")
    with (
        log.open("w") as output,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/api/health", process, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(10)
    assert "Traceback" not in log.read_text()


def _wait_for(health: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(health, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start: {log.read_text()}")


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def requested() -> Iterator[list[str]]:
    """Every address that the browser asked for; the last word of each test here."""
    addresses: list[str] = []
    yield addresses
    hosts = {urlsplit(address).hostname for address in addresses}
    assert hosts == {"127.0.0.1"}


@pytest.fixture
def page(browser: Browser, address: str, requested: list[str]) -> Iterator[Page]:
    with _opened(browser, address, requested) as page:
        yield page


class _opened:
    """A page in a browser window of its own; a dialog on it is a failure."""

    def __init__(
        self, browser: Browser, address: str, requested: list[str], **options: Any
    ) -> None:
        self._context = browser.new_context(**{"locale": "en-GB"} | options)
        self._address = address
        self._requested = requested
        self._dialogs: list[str] = []

    def __enter__(self) -> Page:
        page = self._context.new_page()
        page.set_default_timeout(WAIT)
        page.on("request", lambda request: self._seen(request.url))
        page.on("websocket", lambda websocket: self._seen(websocket.url))
        page.on("dialog", self._dialog)
        page.goto(self._address)
        page.locator("#r-question textarea").wait_for()
        return page

    def __exit__(self, *_: object) -> None:
        self._context.close()
        assert self._dialogs == []

    def _seen(self, url: str) -> None:
        if not url.startswith(("data:", "blob:", "about:")):
            self._requested.append(url)

    def _dialog(self, dialog: Any) -> None:
        self._dialogs.append(dialog.message)
        dialog.dismiss()


def tab(page: Page, number: int) -> None:
    page.get_by_role("tab").nth(number).click()


def payloads(*files: tuple[str, bytes]) -> list[FilePayload]:
    return [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in files
    ]


def upload(page: Page, *files: tuple[str, bytes]) -> None:
    """Add files in the tab of documents and wait for the report."""
    tab(page, 1)
    page.locator("#r-files input[type=file]").set_input_files(payloads(*files))
    expect(page.locator("#r-files").get_by_text(files[-1][0].split(".")[-1])).to_be_visible(
        timeout=WAIT
    )
    page.locator("#r-add").click()
    expect(page.locator("#r-ingested p")).to_be_visible(timeout=WAIT)


def ask(page: Page, question: str) -> Locator:
    """Ask in the chat and wait for the answer."""
    tab(page, 0)
    answers = page.locator(".r-answer")
    before = answers.count()
    page.locator("#r-question textarea").fill(question)
    page.locator("#r-question textarea").press("Enter")
    expect(answers).to_have_count(before + 1, timeout=WAIT)
    return answers.last


def test_an_empty_collection_says_where_to_begin(page: Page) -> None:
    expect(page.locator("#r-hint")).to_contain_text("Documents")
    page.locator("#r-question textarea").fill("What is a kite?")
    page.locator("#r-question textarea").press("Enter")
    expect(page.locator(".r-notice")).to_contain_text("There are no documents yet", timeout=WAIT)


def test_a_document_is_uploaded_and_asked_about(page: Page) -> None:
    upload(page, ("kites (1) 风筝.md", KITES.encode()))
    expect(page.locator("#r-ingested")).to_contain_text("1 added")
    row = page.locator(".r-table tbody tr").first
    expect(row).to_contain_text("kites (1) 风筝.md")
    expect(row).to_contain_text("风筝俱乐部年度报告")

    answer = ask(page, "What was the budget of the kite club (风筝俱乐部) in 2025?")
    expect(page.locator("#r-hint")).to_be_hidden()
    expect(answer.locator(".r-text")).to_contain_text("4250瑞士法郎")
    card = answer.locator(".r-card").first
    expect(card).to_contain_text("kites (1) 风筝.md")
    expect(card).to_contain_text("一、预算")
    expect(card.locator("mark").first).to_have_text("2025年风筝俱乐部的预算为4250瑞士法郎。")
    expect(card.locator(".r-passage")).to_contain_text("2026年风筝俱乐部的预算为5100瑞士法郎。")

    answer = ask(page, "And in 2026?")
    expect(answer.locator(".r-text")).to_contain_text("5100瑞士法郎")
    expect(page.locator(".user-row").last).to_be_in_viewport()

    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".r-answer")).to_have_count(0, timeout=WAIT)


def test_an_answer_that_is_not_there_looks_different(page: Page) -> None:
    answer = ask(page, "Who won the football world cup in 1998?")
    expect(answer.locator(".r-flag")).to_have_text("Not in the documents")
    assert "r-not_found" in (answer.get_attribute("class") or "")


def test_markup_in_a_document_stays_text(page: Page) -> None:
    upload(page, ("lanterns.txt", HOSTILE.encode()))
    answer = ask(page, "Which colour is the lantern of the harbour painted? <img src=x>")
    expect(answer).to_contain_text("<script>")
    expect(page.locator(".user-row").last).to_contain_text("<img src=x>")
    assert page.locator("#r-chat img, #r-chat script").count() == 0


def test_what_cannot_be_read_is_refused_in_one_line(page: Page) -> None:
    upload(page, ("setup.exe", b"MZ\x90\x00"), ("broken.docx", b"PK nothing"))
    notices = page.locator("#r-ingested .r-notice")
    expect(notices).to_have_count(2)
    expect(notices.first).to_contain_text("setup.exe: .exe is not supported")
    expect(notices.last).to_contain_text("broken.docx")
    expect(page.locator("#r-documents")).not_to_contain_text("setup.exe")


def test_a_document_is_removed(page: Page) -> None:
    upload(page, ("passing.txt", b"The passing cloud is grey.\n"))
    expect(page.locator("#r-documents")).to_contain_text("passing.txt")
    page.locator("#r-choose input").click()
    page.get_by_role("option", name="passing.txt").click()
    page.locator("#r-remove").click()
    expect(page.locator("#r-documents")).not_to_contain_text("passing.txt", timeout=WAIT)


def test_a_question_set_is_run(page: Page) -> None:
    tab(page, 2)
    lines = "".join(json.dumps(question, ensure_ascii=False) + "\n" for question in QUESTIONS)
    page.locator("#r-set input[type=file]").set_input_files(
        {"name": "two.jsonl", "mimeType": "application/jsonl", "buffer": lines.encode()}
    )
    expect(page.locator("#r-set")).to_contain_text("jsonl", timeout=WAIT)
    page.locator("#r-run").click()
    expect(page.locator("#r-scores pre")).to_contain_text("answer", timeout=WAIT)
    report = page.frame_locator("iframe.r-report")
    expect(report.locator("body")).to_contain_text("2 of 2 questions", timeout=WAIT)


def test_a_bad_question_set_is_explained_in_one_line(page: Page) -> None:
    tab(page, 2)
    page.locator("#r-set input[type=file]").set_input_files(
        {"name": "bad.jsonl", "mimeType": "application/jsonl", "buffer": b"{not json\n"}
    )
    expect(page.locator("#r-set")).to_contain_text("jsonl", timeout=WAIT)
    page.locator("#r-run").click()
    expect(page.locator("#r-scores .r-notice")).to_contain_text("line 1", timeout=WAIT)


def test_questions_are_answered_while_documents_are_added(
    page: Page, browser: Browser, address: str, requested: list[str]
) -> None:
    line = "The lighthouse number {} was lit {} times in a year. "
    files = [
        (f"light{n}.txt", "".join(line.format(n, i) for i in range(3000)).encode())
        for n in range(8)
    ]
    with _opened(browser, address, requested) as other:
        tab(other, 1)
        other.locator("#r-files input[type=file]").set_input_files(payloads(*files))
        expect(other.locator("#r-files").get_by_text("light7")).to_be_visible(timeout=WAIT)
        other.locator("#r-add").click()
        expect(other.locator("#r-ingested")).to_contain_text("/8", timeout=WAIT)
        ask(page, "2025年风筝俱乐部的预算是多少？")
        expect(other.locator("#r-ingested p")).to_have_count(0)  # still at work
        expect(other.locator("#r-ingested p")).to_contain_text("8 added", timeout=2 * WAIT)


def test_a_narrow_chinese_window_shows_everything(
    browser: Browser, address: str, requested: list[str]
) -> None:
    window = {"width": 420, "height": 800}
    with _opened(browser, address, requested, locale="zh-CN", viewport=window) as page:
        tab(page, 1)
        headers = page.locator(".r-table th")
        expect(headers).to_have_text(["文件名", "标题", "语言", "日期", "段落数"], timeout=WAIT)
        for number in range(5):
            expect(headers.nth(number)).to_be_in_viewport(ratio=1)
        answer = ask(page, "俱乐部现有多少名会员？")
        expect(answer.locator(".r-sources")).to_have_text("出处")
        assert page.evaluate("document.documentElement.scrollWidth") <= window["width"]
