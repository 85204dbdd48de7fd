"""The documents of a collection and their passages, read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.catalog.catalog import Catalog
from index.catalog.database import CatalogError
from index.catalog.records import DocumentRecord, StoredPassage
from index.collection import Collection
from index.hits import IndexedPassage
from ingest.document import Document
from ingest.pipeline import Known, KnownNames

REMEMBERED_TABLES = 256
REMEMBERED_PASSAGES = 4096
_ASKED_ONE_BY_ONE = 50_000  # from so many passages on, their names are not read all at once


class StoredDocuments:
    """The documents of one collection; passages are given together with their documents."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._catalog = collection.catalog
        self._records: tuple[int, dict[int, DocumentRecord]] = (-1, {})
        self._tables: tuple[int, dict[tuple[int, int], list[IndexedPassage]]] = (-1, {})
        self._passages: tuple[int, dict[int, IndexedPassage]] = (-1, {})

    def documents(self) -> list[DocumentRecord]:
        """All documents of the collection, by name."""
        return self._catalog.documents.all(self._collection.id)

    def contents(self) -> dict[str, str]:
        """Every name with the sha256 of its content."""
        return self._catalog.documents.contents(self._collection.id)

    def known(self) -> Known:
        """What is stored already, as ``ingest.pipeline.read_files`` takes it."""
        if len(self._collection.lexical) > _ASKED_ONE_BY_ONE:
            return _StoredNames(self._catalog, self._collection.id)
        return KnownNames(self.contents())

    def document(self, name: str) -> Document:
        """A whole document with its blocks.

        Raises:
            CatalogError: no document has this name.
        """
        number = self._catalog.documents.number(self._collection.id, name)
        record = self._catalog.documents.by_number([number])[number]
        return Document(
            name=name,
            title=record.title,
            blocks=self._catalog.documents.blocks(number),
            symbol=record.symbol,
            date=record.date,
            language=record.language,
            years=record.years,
            edition=record.edition,
            revises=record.revises,
            media_type=record.media_type,
            sha256=record.sha256,
            size=record.size,
        )

    def counts(self) -> tuple[int, int]:
        """Numbers of documents and passages."""
        return self._collection.counts()

    def passage(self, passage_id: int) -> IndexedPassage:
        """One passage by its number.

        Raises:
            CatalogError: there is none, for example because its document was removed.
        """
        found = self._with_documents(self._catalog.passages.by_number([passage_id]).values())
        if not found:
            raise CatalogError(f"passage {passage_id} is no longer in the collection; search again")
        return found[0]

    def passages(self, passage_ids: Sequence[int]) -> list[IndexedPassage]:
        """Passages by number, in the order asked for; those that are gone are left out."""
        known = self._known_passages()
        if missing := [i for i in passage_ids if i not in known]:
            read = self._with_documents(self._catalog.passages.by_number(missing).values())
            known.update((passage.passage_id, passage) for passage in read)
        return [known[i] for i in passage_ids if i in known]

    def neighbours(self, passage_id: int, before: int = 1, after: int = 1) -> list[IndexedPassage]:
        """A passage with those before and after it in its document, in reading order.

        Raises:
            CatalogError: there is no such passage.
        """
        document = self.passage(passage_id).document
        near = self.passages(range(passage_id - before, passage_id + after + 1))
        return [passage for passage in near if passage.document.id == document.id]

    def rows(self, document_id: int, block: int) -> list[IndexedPassage]:
        """The row and table passages of one table, in order.

        The tables of a collection are asked for again and again: the last ones are remembered until
        the next generation.

        Args:
            document_id: number of the document.
            block: position of the table among the document's blocks (``Passage.first_block``).
        """
        generation, known = self._tables
        if generation != self._collection.lexical.generation or len(known) >= REMEMBERED_TABLES:
            known = {}
            self._tables = (self._collection.lexical.generation, known)
        table = document_id, block
        if table not in known:
            known[table] = self._with_documents(self._catalog.passages.of_table(*table))
        return list(known[table])

    def document_passages(self, name: str) -> list[IndexedPassage]:
        """All passages of a document, in reading order.

        Raises:
            CatalogError: no document has this name.
        """
        number = self._catalog.documents.number(self._collection.id, name)
        return self._with_documents(self._catalog.passages.of_documents([number]))

    def _with_documents(self, passages: Iterable[StoredPassage]) -> list[IndexedPassage]:
        stored = list(passages)
        records = self._documents_by_id({p.document_id for p in stored})
        return [
            IndexedPassage(p.passage_id, records[p.document_id], p.passage)
            for p in stored
            if p.document_id in records
        ]

    def _known_passages(self) -> dict[int, IndexedPassage]:
        """The passages read last, remembered until the next generation."""
        generation, known = self._passages
        if generation != self._collection.lexical.generation or len(known) >= REMEMBERED_PASSAGES:
            known = {}
            self._passages = (self._collection.lexical.generation, known)
        return known

    def _documents_by_id(self, ids: set[int]) -> dict[int, DocumentRecord]:
        """Records of documents, remembered until the next generation."""
        generation, known = self._records
        if generation != self._collection.lexical.generation:
            known = {}
            self._records = (self._collection.lexical.generation, known)
        if missing := ids - known.keys():
            known.update(self._catalog.documents.by_number(missing))
        return known


@dataclass(frozen=True, slots=True)
class _StoredNames:
    """The names in a collection, looked up one by one."""

    catalog: Catalog
    collection: int

    def get(self, name: str) -> str | None:
        return self.catalog.documents.contents(self.collection, [name]).get(name)

    def count(self, sha256: str) -> int:
        return len(self.catalog.documents.names_of(self.collection, sha256))
