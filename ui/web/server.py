"""One server for the page and the API."""

from __future__ import annotations

import socket
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI

from assistant.chain import Assistant
from assistant.settings import Settings
from ingest.errors import RapporteurError
from ui.api import create_api
from ui.terminal import remark
from ui.text import LABELS
from ui.web import background
from ui.web.page import build_page

CSS = Path(__file__).with_name("page.css")
SCRIPT = Path(__file__).with_name("page.js")
FONTS = ["system-ui", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "sans-serif"]


def create_app(assistant: Assistant) -> FastAPI:
    """The API with the page mounted at its root.

    Args:
        assistant: open; shared by all visitors.
    """
    server = assistant.settings.server
    i18n = gr.I18n(en=LABELS["en"], zh=LABELS["zh"], **{"zh-CN": LABELS["zh"]})
    page = build_page(assistant, i18n)
    page.queue(max_size=server.max_waiting, default_concurrency_limit=4)
    mounted: FastAPI = gr.mount_gradio_app(
        create_api(assistant),
        page,
        path="/",
        server_name=server.host,
        server_port=server.port,
        footer_links=[],
        max_file_size=f"{server.max_upload_mb:g}mb",
        theme=gr.themes.Default(font=FONTS, font_mono=["ui-monospace", "monospace"]),
        css_paths=CSS,
        js=SCRIPT.read_text(encoding="utf-8"),
        i18n=i18n,
        ssr_mode=False,
    )
    return mounted


def run_server(settings: Settings, host: str, port: int) -> None:
    """Open the home and serve it until interrupted.

    Raises:
        RapporteurError: the port is taken or the address is not this machine's.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise RapporteurError(
                f"cannot listen on {host}:{port} ({error.strerror}); choose another --port"
            ) from error
    with Assistant.open(settings=settings) as assistant, background.embedding(assistant.index):
        app = create_app(assistant)
        remark(f"Rapporteur is at http://{host}:{port} (Ctrl-C ends it)")
        uvicorn.run(app, host=host, port=port, log_level="warning")
