"""LangChain's own suites for the vector store, the retriever and the embeddings."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.documents import Document as LangChainDocument
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import (
    EmbeddingsIntegrationTests,
    RetrieversIntegrationTests,
    VectorStoreIntegrationTests,
)
from langchain_tests.unit_tests import EmbeddingsUnitTests

from index.embedding import load_embedder
from index.hits import Filters
from index.retriever import PassageRetriever
from index.search import Index
from index.store import EmbedderEmbeddings, RapporteurVectorStore
from ingest.document import Block, Document
from tests.index.hashing_embedder import HashingEmbedder


class TestStoreInMemory(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self) -> VectorStore:
        return RapporteurVectorStore(self.get_embeddings())


class TestStoreInFolder(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self, tmp_path: Path) -> VectorStore:
        return RapporteurVectorStore(self.get_embeddings(), tmp_path / "store")


@pytest.fixture(scope="module")
def travel_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("home")) as index:
        index.add(
            Document(
                name=f"{place}.txt",
                title=f"{place}报销办法",
                blocks=[Block("paragraph", f"{place}的差旅费报销标准为每天{amount}元。")],
                language="zh",
            )
            for place, amount in (("北京", 500), ("上海", 550), ("广州", 450), ("成都", 400))
        )
        yield index


class TestRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _index(self, travel_index: Index) -> None:
        TestRetriever.index = travel_index

    @property
    def retriever_constructor(self) -> type[PassageRetriever]:
        return PassageRetriever

    @property
    def retriever_constructor_params(self) -> dict:
        return {"index": TestRetriever.index, "k": 2}

    @property
    def retriever_query_example(self) -> str:
        return "差旅费报销标准"


class BuiltInEmbeddings(EmbedderEmbeddings):
    def __init__(self) -> None:
        super().__init__(load_embedder("built-in"))


class TestEmbeddingsUnit(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[BuiltInEmbeddings]:
        return BuiltInEmbeddings


class TestEmbeddings(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[BuiltInEmbeddings]:
        return BuiltInEmbeddings


def hashing_store(folder: Path | None = None) -> RapporteurVectorStore:
    return RapporteurVectorStore(EmbedderEmbeddings(HashingEmbedder()), folder)


def test_a_folder_keeps_its_texts(tmp_path: Path) -> None:
    first = hashing_store(tmp_path)
    first.add_texts(["annual budget", "staff travel"], [{"page": 1}, {"page": 2}], ids=["a", "b"])
    first.delete(["a"])
    again = hashing_store(tmp_path)
    found = again.similarity_search("travel of staff", k=5)
    assert [(text.id, text.page_content, text.metadata) for text in found] == [
        ("b", "staff travel", {"page": 2})
    ]


def test_two_stores_on_one_folder_see_each_others_texts(tmp_path: Path) -> None:
    one, other = hashing_store(tmp_path), hashing_store(tmp_path)
    one.add_texts(["annual budget"], ids=["a"])
    assert [text.id for text in other.similarity_search("budget")] == ["a"]
    other.add_texts(["staff travel"], ids=["b"])
    assert one.similarity_search("travel", k=1)[0].id == "b"


def test_lost_vectors_are_built_again_from_the_texts(tmp_path: Path) -> None:
    hashing_store(tmp_path).add_texts(["annual budget", "staff travel"], ids=["a", "b"])
    for path in (tmp_path / "vectors").iterdir():
        path.unlink()
    assert hashing_store(tmp_path).similarity_search("travel", k=1)[0].id == "b"


def test_a_filter_is_met_by_all_hits() -> None:
    store = hashing_store()
    store.add_texts(
        [f"report {i} on spectrum" for i in range(40)], [{"odd": i % 2 == 1} for i in range(40)]
    )
    by_value = store.similarity_search("spectrum report", k=15, filter={"odd": True})
    by_function = store.similarity_search(
        "spectrum report", k=15, filter=lambda text: not text.metadata["odd"]
    )
    assert len(by_value) == len(by_function) == 15
    assert all(text.metadata["odd"] for text in by_value)
    assert not any(text.metadata["odd"] for text in by_function)


def test_the_same_id_twice_in_one_call_keeps_the_last() -> None:
    store = hashing_store()
    store.add_texts(["first", "second"], ids=["a", "a"])
    assert [text.page_content for text in store.get_by_ids(["a"])] == ["second"]


def test_ids_and_texts_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="2 texts"):
        hashing_store().add_texts(["one", "two"], ids=["a"])


def test_deleting_without_ids_empties_the_store() -> None:
    store = hashing_store()
    store.add_texts(["one", "two"])
    store.delete()
    assert store.similarity_search("one") == []


def test_marginal_relevance_prefers_what_differs() -> None:
    store = hashing_store()
    store.add_texts(
        ["budget of the year", "budget of the year", "budget and staff"], ids=["a", "b", "c"]
    )
    chosen = store.max_marginal_relevance_search("budget of the year", k=2, lambda_mult=0.3)
    assert {text.id for text in chosen} & {"c"}


def test_relevance_is_between_nothing_and_one() -> None:
    store = hashing_store()
    store.add_texts(["annual budget", "staff travel"])
    scores = [s for _, s in store.similarity_search_with_relevance_scores("annual budget", k=2)]
    assert scores[0] == pytest.approx(1.0, abs=0.01)
    assert all(0 <= score <= 1 for score in scores)


def test_threads_may_add_while_others_search() -> None:
    store = hashing_store()
    errors: list[Exception] = []

    def work(number: int) -> None:
        try:
            for i in range(10):
                store.add_texts([f"text {number} {i}"], ids=[f"{number}-{i}"])
                store.similarity_search("text", k=3)
        except Exception as error:  # noqa: BLE001 - any failure of a thread fails the test
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(store.similarity_search("text", k=100)) == 40


def test_retrieved_documents_carry_their_address(travel_index: Index) -> None:
    retriever = PassageRetriever(index=travel_index, k=1)
    found = retriever.invoke("上海的报销标准是多少？")
    assert isinstance(found[0], LangChainDocument)
    assert found[0].metadata["document"] == "上海.txt"
    assert "550" in found[0].page_content
    stored = travel_index.passage(found[0].metadata["passage_id"])
    assert stored.passage.text == found[0].page_content


def test_a_retriever_can_be_restricted(travel_index: Index) -> None:
    retriever = PassageRetriever(index=travel_index, filters=Filters(documents=("成都.txt",)))
    assert {d.metadata["document"] for d in retriever.invoke("上海的报销标准")} == {"成都.txt"}
