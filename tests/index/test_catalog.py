"""The catalogue: migrations from the oldest schema, transactions, what the indexes ask of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import create_engine, inspect, text

from index.catalog.catalog import Catalog
from index.catalog.migrations import MIGRATIONS, SchemaError, migrate, version
from index.catalog.records import Entry
from index.embedding import EmbeddingModel
from index.search import Index
from ingest.document import Block, Document, Passage

OLDEST_ROWS = """
INSERT INTO collections VALUES (1, 'default', 'old-model', 8, 1);
INSERT INTO counters VALUES ('collection', 2);
INSERT INTO counters VALUES ('document', 2);
INSERT INTO counters VALUES ('passage', 2);
INSERT INTO documents VALUES (1, 1, 1, 'aa', 'Old report', '', '2019-05-01', 'en', '[2019]', '',
    '', 'txt', 12, '2026-01-01T00:00:00+00:00', 1, 1);
INSERT INTO document_names VALUES (1, 'old.txt', 1);
INSERT INTO document_years VALUES (1, 2019);
INSERT INTO passages VALUES (1, 1, 'text', 'The lighthouse was repaired in May.', '["Coast"]', 4,
    0, 0, 'Coast', '', '', '');
"""


def passages(*texts: str) -> list[Passage]:
    return [Passage("text", t, (), None, n, n) for n, t in enumerate(texts)]


def entry(name: str, digest: str, *texts: str) -> Entry:
    document = Document(name, name, [Block("paragraph", t) for t in texts], sha256=digest)
    return Entry(document, passages(*texts))


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    opened = Catalog(tmp_path / "catalog.sqlite3")
    yield opened
    opened.close()


def test_a_database_of_the_oldest_schema_is_brought_up_and_keeps_its_documents(home: Path) -> None:
    home.mkdir()
    engine = create_engine(f"sqlite:///{home / 'catalog.sqlite3'}")
    with engine.begin() as connection:
        migrate(connection, 1)
        for statement in OLDEST_ROWS.strip().split(";\n"):
            connection.execute(text(statement.strip().rstrip(";").replace(":", "\\:")))
    engine.dispose()
    with Index.open(home) as index:
        record = index.documents()[0]
        assert (record.name, record.title, record.years) == ("old.txt", "Old report", (2019,))
        hit = index.search("When was the lighthouse repaired?")[0]
        assert hit.passage.text == "The lighthouse was repaired in May."
        assert (hit.passage.section, hit.passage.page) == (("Coast",), 4)
        assert hit.scores["vector"] > 0
        assert index.problems() == []


def test_embeddings_in_use_can_be_loaded_after_the_fourth_step(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection, 3)
        connection.execute(text("INSERT INTO collections VALUES (1, 'a', 'built-in-1', 8, 1)"))
        connection.execute(text("INSERT INTO collections VALUES (2, 'b', 'some/model', 8, 1)"))
        connection.execute(text("INSERT INTO collections VALUES (3, 'c', '', 0, 0)"))
    engine.dispose()
    catalog = Catalog(path)
    assert catalog.embedding_model("built-in-1") == EmbeddingModel("built-in")
    assert catalog.embedding_model("some/model") == EmbeddingModel("some/model")
    assert catalog.embedding_model("") is None
    catalog.close()


def test_every_step_alone_leads_to_the_schema_of_all_at_once(tmp_path: Path) -> None:
    def tables(name: str, targets: range) -> dict[str, list[str]]:
        engine = create_engine(f"sqlite:///{tmp_path / name}")
        for target in targets:
            with engine.begin() as connection:
                migrate(connection, target)
        with engine.connect() as connection:
            found = inspect(connection)
            return {t: [c["name"] for c in found.get_columns(t)] for t in found.get_table_names()}

    last = len(MIGRATIONS)
    assert tables("steps", range(1, last + 1)) == tables("once", range(last, last + 1))


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite3"
    Catalog(path).close()
    Catalog(path).close()
    with create_engine(f"sqlite:///{path}").connect() as connection:
        assert version(connection) == len(MIGRATIONS)


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite3"
    Catalog(path).close()
    with create_engine(f"sqlite:///{path}").begin() as connection:
        connection.execute(text("UPDATE schema_version SET version = 99"))
    with pytest.raises(SchemaError, match="99"):
        Catalog(path)


def test_a_failed_transaction_leaves_everything_as_it_was(catalog: Catalog) -> None:
    collection = catalog.collection("default")
    catalog.store(collection.id, [entry("a.txt", "a1", "old words")])
    broken = entry("a.txt", "a2", "new words")
    bad = Entry(broken.document, passages("new words"), np.zeros((1, 4), np.float32), [None])  # type: ignore[list-item]
    with pytest.raises(Exception, match="NOT NULL"):
        catalog.store(collection.id, [entry("b.txt", "b1", "other"), bad], "model")
    assert catalog.documents.contents(collection.id) == {"a.txt": "a1"}
    assert catalog.collection("default").generation == 1


def test_of_two_documents_with_one_name_the_last_counts(catalog: Catalog) -> None:
    collection = catalog.collection("default").id
    catalog.store(collection, [entry("a.txt", "a1", "first"), entry("a.txt", "a2", "second")])
    assert catalog.documents.contents(collection) == {"a.txt": "a2"}
    assert catalog.documents.count(collection) == (1, 1)


def test_contents_that_change_places_both_stay(catalog: Catalog) -> None:
    collection = catalog.collection("default").id
    one, two = entry("a.txt", "one", "first"), entry("b.txt", "two", "second")
    catalog.store(collection, [one, two])
    swapped = [entry("a.txt", "two", "second"), entry("b.txt", "one", "first")]
    change = catalog.store(collection, swapped)
    assert catalog.documents.contents(collection) == {"a.txt": "two", "b.txt": "one"}
    assert (change.stored, change.removed) == ((), ())


def test_an_index_is_told_what_it_missed(catalog: Catalog) -> None:
    collection = catalog.collection("default").id
    catalog.store(collection, [entry("a.txt", "a1", "x"), entry("b.txt", "b1", "y")])
    seen = catalog.collection("default").generation
    catalog.remove(collection, ["a.txt"])
    catalog.store(collection, [entry("c.txt", "c1", "z")])
    catalog.store(collection, [entry("d.txt", "d1", "w")])
    catalog.remove(collection, ["d.txt"])
    gone, new = catalog.documents.changes_since(collection, seen)
    assert gone == [1, 4]
    assert new == [3]


def test_a_thousand_names_are_removed_at_once(catalog: Catalog) -> None:
    collection = catalog.collection("default").id
    catalog.store(collection, [entry(f"{n}.txt", str(n), f"text {n}") for n in range(1200)])
    change = catalog.remove(collection, [f"{n}.txt" for n in range(1150)])
    assert len(change.removed) == 1150
    assert catalog.documents.count(collection) == (50, 50)
    assert catalog.passages.count(collection) == 50


def test_half_precision_keeps_cosines(catalog: Catalog) -> None:
    collection = catalog.collection("default").id
    rng = np.random.default_rng(3)
    vectors = rng.standard_normal((2, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    catalog.store(
        collection,
        [Entry(entry("a", "a", "x", "y").document, passages("x", "y"), vectors)],
        "model",
    )
    number, first, data = next(catalog.vectors.of_documents([1], "model"))
    assert (number, first) == (1, 1)
    stored = np.frombuffer(data, "<f2").reshape(2, 32).astype(np.float32)
    assert np.abs(stored - vectors).max() < 1e-3
