"""What the commands share: options, the way to settings and assistant, and how errors end."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from ingest.errors import RapporteurError
from ui import terminal

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.settings import Settings

FAILURE = 1
INTERRUPTED = 130

JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON document and nothing else.")
]
CollectionOption = Annotated[
    str | None,
    typer.Option(
        "--collection", metavar="NAME", help="Collection to work on instead of the one set."
    ),
]


@dataclass(frozen=True, slots=True)
class Invocation:
    """What was said before the command.

    Attributes:
        home: the home folder, or None where ``--home`` was not given.
        verbose: whether logs and the places of errors are wanted.
    """

    home: Path | None
    verbose: bool

    def settings(self, **flags: Any) -> Settings:
        """The settings, with a command's own flags on top.

        Raises:
            SettingsError: one of them cannot be used.
        """
        from assistant.settings import load_settings

        return load_settings(self.home, **flags)

    @contextmanager
    def assistant(self, **flags: Any) -> Iterator[Assistant]:
        """An open assistant over the home, closed afterwards; what its index notes is said.

        Raises:
            RapporteurError: the settings or what is stored in the home cannot be used.
        """
        from assistant.chain import Assistant

        with Assistant.open(settings=self.settings(**flags)) as assistant:
            yield assistant
            if assistant.index.notice:
                terminal.remark(assistant.index.notice)


def invocation(context: typer.Context) -> Invocation:
    """What was said before the command that runs."""
    found = context.find_object(Invocation)
    return found or Invocation(home=None, verbose=False)


class CommandGroup(TyperGroup):
    """The commands, with every failure shown as one line and never as a traceback."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command; a failure is explained on standard error and sets the exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # here, a full disk can still be explained
            return result
        except (typer.Exit, typer.Abort, TyperException, BrokenPipeError):
            raise  # usage errors, and a reader that went away (`| head`): typer ends these well
        except RapporteurError as error:
            self._fail(ctx, str(error))
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            self._fail(ctx, f"{place}{error.strerror or error}")
        except KeyboardInterrupt:
            terminal.remark("Interrupted.")
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:  # noqa: BLE001  the last boundary: a user never gets a traceback
            name = type(error).__name__
            self._fail(
                ctx, f"unexpected {name}: {error} (--verbose before the command shows where)"
            )

    @staticmethod
    def _fail(context: typer.Context, message: str) -> None:
        if invocation(context).verbose:
            logging.getLogger(__name__).exception("the command failed")
        terminal.remark(f"Error: {' '.join(message.split())}")
        raise typer.Exit(FAILURE)
