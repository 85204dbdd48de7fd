"""The diagnosis of an answer for a person: what was understood, weighed, checked, and how long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

_LABEL = 11  # columns of the names on the left
_LONGEST = 110  # characters of a passage
_KINDS = {"sentence": "sentence", "row": "table row"}


def write_trace(trace: Mapping[str, Any]) -> None:
    """Print a trace on standard error, as ``Answer.trace`` holds it."""
    console = Console(stderr=True, highlight=False)
    for part in (_question, _answer, _candidates, _sentences, _found, _time):
        lines = list(part(trace))
        if lines:
            console.print()
        for indent, line in lines:
            if console.is_terminal:
                console.print(Padding(line, (0, 0, 0, indent)))
            else:
                console.print(Text(" " * indent) + line, soft_wrap=True)


Lines = Iterator[tuple[int, Text]]


def _question(trace: Mapping[str, Any]) -> Lines:
    yield 0, _head("Question", trace["asked"])
    if trace["searched"] != trace["asked"]:
        yield 2, _named("searched", trace["searched"])
    for part in trace["parts"]:
        yield 2, _named("part", part)
    also = [kind for kind in trace["wants"] if kind != trace["kind"]]
    asked = trace["kind"] + (f" (also {', '.join(also)})" if also else "")
    told = [f"asks for {asked}", f"answer in {trace['language']}"]
    told += [
        f"{name} {', '.join(map(str, trace[name]))}" for name in ("years", "codes") if trace[name]
    ]
    told += ["understood from the conversation"] if trace["history"] else []
    yield 2, _named("understood", " · ".join(told))
    for expansion in trace["expansions"]:
        yield 2, _named("expanded", expansion)


def _answer(trace: Mapping[str, Any]) -> Lines:
    yield 0, _head("Answer", f"{trace['status']} by {trace['method']}")
    compared = f"{trace['confidence']:.2f}; a text below {trace['threshold']:.2f} is refused"
    yield 2, _named("confidence", compared)
    yield 2, _named("why", trace["why"])


def _candidates(trace: Mapping[str, Any]) -> Lines:
    yield 0, _head("Candidates", "" if trace["candidates"] else "none")
    for candidate in trace["candidates"]:
        line = _mark(candidate["chosen"], " ")
        line.append(f"{candidate['score']:7.2f}  ", style="bold" if candidate["chosen"] else "")
        line.append(f"{_KINDS[candidate['kind']]} of {candidate['document']}", style="cyan")
        yield 2, line
        yield 14, Text(_short(candidate["text"]))
        sign = "+" if candidate["kind"] == "sentence" else ""
        reasons = [f"{name} {value:{sign}.2f}" for name, value in candidate["reasons"].items()]
        yield 14, Text(" · ".join(reasons), style="dim")


def _sentences(trace: Mapping[str, Any]) -> Lines:
    if not trace["sentences"]:
        return
    yield 0, _head("Sentences", "of the language model")
    for verdict in trace["sentences"]:
        supported = verdict["verdict"] == "supported"
        yield 2, _mark(supported, "✗") + Text(f"{verdict['verdict']:11}  {_short(verdict['text'])}")
        for problem in verdict["problems"]:
            yield 16, Text(problem, style="red")


def _found(trace: Mapping[str, Any]) -> Lines:
    yield 0, _head("Found", f"the first {len(trace['hits'])} passages")
    for rank, hit in enumerate(trace["hits"], 1):
        line = Text(f"{rank:2}. {hit['score']:.3f}  ")
        place = " › ".join((hit["document"], *map(_one_line, hit["section"])))
        line.append(place, style="cyan")
        yield 2, line
        yield 14, Text(_short(hit["text"]))
        parts = [
            f"{name} {value:.2f}"
            for name, value in hit.items()
            if isinstance(value, float) and name != "score"
        ]
        yield 14, Text(" · ".join(parts), style="dim")


def _time(trace: Mapping[str, Any]) -> Lines:
    spent = [f"{name} {ms:.1f}" for name, ms in trace["milliseconds"].items()]
    yield 0, _head("Time", " · ".join(spent) + " ms")


def _head(name: str, text: str) -> Text:
    return Text.assemble((f"{name:{_LABEL}}", "bold"), " ", _one_line(text))


def _named(name: str, text: str) -> Text:
    return Text.assemble((f"{name:{_LABEL}}", "dim"), _one_line(text))


def _mark(good: bool, otherwise: str) -> Text:
    return Text("✓ ", style="green") if good else Text(f"{otherwise} ", style="red")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
