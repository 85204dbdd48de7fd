"""The web page: a Gradio page and the HTTP API in one server."""

from __future__ import annotations

import os

from assistant.settings import Settings


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the page and the API until interrupted.

    Args:
        settings: the home, the model and the server's limits.
        host: address to listen on.
        port: port to listen on.

    Raises:
        RapporteurError: the home cannot be opened, or the address cannot be listened on.
    """
    # Gradio looks up two outside hosts at start unless it is told not to before its import.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    from ui.web.server import run_server

    run_server(settings, host, port)
