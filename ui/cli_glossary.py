"""``rapporteur glossary``: the terms that questions are expanded by; staff's own beside mined."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui import terminal
from ui.cli_options import FAILURE, CollectionOption, JsonOption, invocation

if TYPE_CHECKING:
    from index.glossary.glossary import Entry
    from index.search import Index

app = typer.Typer(
    help="Abbreviations and terms that questions are searched by in all their forms.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE.csv", help="Columns: term, language, equivalents.")
]
_SHOWN = 3  # places of a pair on the terminal


@app.command("import")
def import_file(
    context: typer.Context,
    file: FileArgument,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Forget entries of staff that are not in the file."),
    ] = False,
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take terms from a file that staff edit.

    The first line is term,language,equivalents. Equivalents, in any languages, are parted by ; or
    |. A line takes the place of an earlier entry of the same term and language and of what the
    documents say of the term; without equivalents it switches the term off. Other entries stay,
    unless --replace is given. If a line is wrong, nothing is taken. The keyword index is built anew
    where the new terms change its dictionary.
    """
    from index.glossary.file import read_terms

    terms = read_terms(file)
    with invocation(context).assistant(collection=collection) as assistant:
        taken = assistant.index.import_terms(terms, replace=replace)
    off = sum(not term.equivalents for term in terms)
    if as_json:
        data = {"lines": len(terms), "entries": taken, "as_in_documents": len(terms) - taken}
        terminal.write_json(data | {"switched_off": off})
        return
    same = f", {len(terms) - taken} as the documents have them" if taken < len(terms) else ""
    switched = f", {off} of them to switch a term off" if off else ""
    terminal.write(f"{taken} terms taken{switched}{same}.")


@app.command("export")
def export_file(
    context: typer.Context,
    file: FileArgument,
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write all terms, mined and of staff, to a file that can be edited and imported again.

    UTF-8 with a byte order mark, which Excel opens as it is. Lines that are left as they are stay
    mined from the documents when the file is imported.
    """
    from index.glossary.file import write_terms

    with invocation(context).assistant(collection=collection) as assistant:
        entries = assistant.index.glossary.entries()
    write_terms(file, [entry.own for entry in entries])
    if as_json:
        terminal.write_json({"file": str(file), "terms": len(entries)})
    else:
        terminal.write(f"{len(entries)} terms written to {file}.")


@app.command()
def show(
    context: typer.Context,
    term: Annotated[
        str, typer.Argument(metavar="TERM", help="In any of its forms; all where it is left out.")
    ] = "",
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the terms, or one with the places in the documents that state it."""
    with invocation(context).assistant(collection=collection) as assistant:
        index = assistant.index
        entries = index.glossary.entries(about=term)
        if as_json:
            shown = [_data(index, entry, places=bool(term)) for entry in entries]
            terminal.write_json({"terms": shown})
        elif term:
            for entry in entries:
                _write_entry(index, entry)
        else:
            rows = [(e.term, "; ".join(e.equivalents), _origin(e)) for e in entries]
            terminal.write_table(("term", "equivalents", "from"), rows)
    if not entries:
        wanted = f"“{term}” is not in the glossary." if term else "The glossary has no terms yet."
        terminal.remark(wanted)
        if term:
            raise typer.Exit(FAILURE)


def _origin(entry: Entry) -> str:
    if not entry.mined:
        return "staff" if entry.equivalents else "staff: switched off"
    most = max(term.documents for term in entry.mined)
    return f"{most} document{'s' if most > 1 else ''}"


def _write_entry(index: Index, entry: Entry) -> None:
    terminal.write(f"{entry.term} ({_origin(entry)})")
    if not entry.mined:
        terminal.write("; ".join(entry.equivalents) or "not expanded", indent=2)
    for mined in entry.mined:
        terminal.write(mined.name, indent=2)
        for place in _places(index, mined)[:_SHOWN]:
            section = "".join(f", {' › '.join(place['section'])}" for _ in place["section"][:1])
            page = f", page {place['page']}" if place["page"] is not None else ""
            terminal.write(f"{place['document']}{section}{page}", indent=4)
            terminal.write(f"“{place['quote']}”", indent=6)


def _data(index: Index, entry: Entry, *, places: bool) -> dict[str, Any]:
    data: dict[str, Any] = {
        "term": entry.term,
        "language": entry.own.language,
        "equivalents": list(entry.equivalents),
        "from": "documents" if entry.mined else "staff",
    }
    if places:
        data["sources"] = [
            {"equivalent": mined.name, **place}
            for mined in entry.mined
            for place in _places(index, mined)
        ]
    return data


def _places(index: Index, mined: Any) -> list[dict[str, Any]]:
    """Where a pair stands, as citations show it."""
    sources = {source.passage_id: source.quote for source in index.glossary.sources(mined)}
    return [
        {
            "document": found.document.name,
            "section": list(found.passage.section),
            "page": found.passage.page,
            "quote": " ".join(sources[found.passage_id].split()),
        }
        for found in index.passages(list(sources))
    ]
