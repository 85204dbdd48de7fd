"""The index: documents in, passages out, through crashes, threads and other processes."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.catalog.database import CatalogError
from index.hits import Filters
from index.search import Index
from ingest.document import Block, Cell, Document, Table


def text(name: str, *paragraphs: str, **fields: object) -> Document:
    blocks = [Block("paragraph", paragraph) for paragraph in paragraphs]
    return Document(name=name, title=name.partition(".")[0], blocks=blocks, **fields)  # type: ignore[arg-type]


TELECOM = [
    text(
        "实验室.txt",
        "数字化转型实验室于2023年1月25日在日内瓦成立，由电信发展局主任发起。",
        language="zh",
        years=(2023,),
    ),
    text(
        "培训.txt",
        "学院培训中心每年为发展中国家培训四千名工程师，课程以英文和法文授课。",
        language="zh",
        date="2021-10-08",
    ),
    text(
        "spectrum.txt",
        "Spectrum auctions raised 4.2 million francs, which the regulator spent on rural coverage.",
        language="en",
        years=(2021, 2022),
    ),
]


def budget(name: str = "budget.xlsx") -> Document:
    rows = (
        ("Priority", "Budget 2026 (CHF)"),
        ("Digital transformation", "899,500"),
        ("Policy and regulation", "725,000"),
    )
    cells = tuple(tuple(Cell(c) for c in row) for row in rows)
    table = Table(cells, caption="Allocation by priority", unit="CHF")
    lines = "\n".join(" | ".join(row) for row in rows)
    blocks = [
        Block("heading", "Resources", ("Resources",), level=1),
        Block("table", lines, ("Resources",), table=table),
        Block("paragraph", "The council approved these figures in June.", ("Resources",)),
    ]
    return Document(name=name, title="Operational plan", blocks=blocks, language="en")


@pytest.fixture
def index(home: Path) -> Index:
    with Index.open(home) as opened:
        opened.add(TELECOM)
        yield opened


def names(index: Index, question: str, **kwargs: object) -> list[str]:
    return [hit.document.name for hit in index.search(question, **kwargs)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("数字化转型实验室什么时候成立？", "实验室.txt"),
        ("When was the Digital Transformation Lab established?", "实验室.txt"),
        ("How many engineers are trained by the training centres?", "培训.txt"),
        ("频谱拍卖收入用于什么？", "spectrum.txt"),
        ("who spent 4,200,000 francs", "spectrum.txt"),
    ],
)
def test_a_question_finds_its_passage_in_either_language(
    index: Index, question: str, document: str
) -> None:
    assert names(index, question)[0] == document


def test_scores_fall_and_say_what_they_are_made_of(index: Index) -> None:
    hits = index.search("数字化转型实验室什么时候成立？")
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[0] <= 1.5
    assert {"keyword", "vector", "terms", "statement", "sentence"} == set(hits[0].scores)


def test_nothing_is_found_in_an_empty_index(home: Path) -> None:
    with Index.open(home) as index:
        assert index.search("anything") == []
        assert index.documents() == []
        assert index.counts() == (0, 0)


@pytest.mark.parametrize("question", ["", "   ", "？？？", "\x00\ud7ff", "的 the"])
def test_a_question_without_words_breaks_nothing(index: Index, question: str) -> None:
    assert isinstance(index.search(question), list)


def test_more_hits_than_passages_are_all_passages(index: Index) -> None:
    assert len(index.search("spectrum", k=1000)) == index.counts()[1]


def test_k_limits_the_hits(index: Index) -> None:
    assert len(index.search("培训", k=2)) == 2


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(documents=("培训.txt",)), {"培训.txt"}),
        (Filters(years=(2021,)), {"培训.txt", "spectrum.txt"}),
        (Filters(languages=("zh",)), {"实验室.txt", "培训.txt"}),
        (Filters(years=(2021,), languages=("zh",)), {"培训.txt"}),
        (Filters(documents=("no such document",)), set()),
        (Filters(), {"实验室.txt", "培训.txt", "spectrum.txt"}),
    ],
)
def test_filters_restrict_the_search(index: Index, filters: Filters, expected: set[str]) -> None:
    assert set(names(index, "培训 spectrum 实验室", k=10, filters=filters)) == expected


def test_a_changed_document_replaces_the_former(index: Index) -> None:
    update = index.add([text("spectrum.txt", "Auctions were abolished in favour of lotteries.")])
    assert update.replaced == ["spectrum.txt"]
    assert len(index.documents()) == 3
    found = [hit.passage.text for hit in index.search("auctions lotteries francs", k=10)]
    assert any("lotteries" in passage for passage in found)
    assert not any("francs" in passage for passage in found)


def test_the_same_content_again_changes_nothing(index: Index) -> None:
    before = index.counts()
    update = index.add(TELECOM)
    assert sorted(update.unchanged) == sorted(d.name for d in TELECOM)
    assert (update.added, update.replaced, update.passages) == ([], [], 0)
    assert index.counts() == before


def test_one_content_under_two_names_is_one_document(index: Index) -> None:
    copy = text("copy.txt", "Spectrum auctions raised 4.2 million francs, which the regulator "
                "spent on rural coverage.", language="en", sha256="b" * 64)  # fmt: skip
    index.add([copy, text("other.txt", copy.blocks[0].text, sha256="b" * 64)])
    record = next(d for d in index.documents() if "copy.txt" in d.names)
    assert record.names == ("copy.txt", "other.txt")
    index.remove("copy.txt")
    assert "other.txt" in names(index, "spectrum auctions", k=10)
    index.remove("other.txt")
    assert "other.txt" not in names(index, "spectrum auctions", k=10)


def test_a_further_name_needs_no_reading(index: Index) -> None:
    digest = index.contents()["培训.txt"]
    index.add_name("training.txt", digest)
    assert {"培训.txt", "training.txt"} <= set(index.contents())
    with pytest.raises(CatalogError, match="not in the collection"):
        index.add_name("x.txt", "f" * 64)


def test_a_name_given_to_other_content_leaves_the_former_behind(index: Index) -> None:
    index.add_name("spectrum.txt", index.contents()["培训.txt"])
    assert {d.name for d in index.documents()} == {"spectrum.txt", "实验室.txt"}
    assert all("auctions" not in hit.passage.text for hit in index.search("auctions", k=10))


def test_removed_documents_are_found_no_more(index: Index) -> None:
    index.remove(["培训.txt", "spectrum.txt"])
    assert set(names(index, "培训 spectrum", k=10)) == {"实验室.txt"}


def test_removing_an_unknown_name_removes_nothing(index: Index) -> None:
    with pytest.raises(CatalogError, match=r"nothing\.txt"):
        index.remove(["培训.txt", "nothing.txt"])
    assert len(index.documents()) == 3


def test_a_document_comes_back_as_it_was(home: Path) -> None:
    with Index.open(home) as index:
        original = budget()
        index.add([original])
        stored = index.document("budget.xlsx")
    assert stored.blocks == original.blocks
    assert (stored.title, stored.language) == (original.title, original.language)


def test_a_row_is_found_by_its_caption_and_column(home: Path) -> None:
    with Index.open(home) as index:
        index.add([budget(), *TELECOM])
        hits = index.search("2026 budget for digital transformation", k=3)
        row = next(hit for hit in hits if hit.passage.kind == "row")
        assert "899,500" in row.passage.text
        assert row.passage.cells[0].text == "899,500"
        rows = index.rows(row.document.id, row.passage.first_block)
        assert [p.passage.label for p in rows if p.passage.kind == "row"] == [
            "Digital transformation",
            "Policy and regulation",
        ]


def test_neighbours_stay_within_the_document(home: Path) -> None:
    long = text("long.txt", *(f"Paragraph number {i}. " + "Words follow. " * 40 for i in range(6)))
    with Index.open(home) as index:
        index.add([*TELECOM, long, budget()])
        passages = index.document_passages("long.txt")
        assert len(passages) >= 6
        first, second, last = passages[0], passages[1], passages[-1]
        around = index.neighbours(second.passage_id)
        assert [p.passage_id for p in around] == [p.passage_id for p in passages[:3]]
        assert index.neighbours(first.passage_id, before=5, after=0) == [first]
        assert index.neighbours(last.passage_id, before=0, after=5) == [last]


def test_a_passage_that_is_gone_is_said_so(index: Index) -> None:
    number = index.search("spectrum", k=1)[0].passage_id
    index.remove(index.passage(number).document.name)
    with pytest.raises(CatalogError, match="no longer"):
        index.passage(number)


def test_numbers_are_never_used_twice(index: Index) -> None:
    before = {p.passage_id for d in index.documents() for p in index.document_passages(d.name)}
    index.remove([d.name for d in index.documents()])
    index.add([text("new.txt", "A new document.")])
    after = {p.passage_id for p in index.document_passages("new.txt")}
    assert not before & after


def test_an_index_opened_again_is_the_same(home: Path) -> None:
    with Index.open(home) as index:
        index.add(TELECOM)
        before = [(h.passage_id, round(h.score, 5)) for h in index.search("实验室", k=5)]
    with Index.open(home) as index:
        assert [(h.passage_id, round(h.score, 5)) for h in index.search("实验室", k=5)] == before


def test_collections_do_not_mix(home: Path) -> None:
    with Index.open(home, "one") as one, Index.open(home, "two") as two:
        one.add([TELECOM[0]])
        two.add([TELECOM[2], TELECOM[0]])
        assert [d.name for d in one.documents()] == ["实验室.txt"]
        assert set(names(one, "spectrum 实验室", k=10)) == {"实验室.txt"}
        one.remove("实验室.txt")
        assert names(two, "实验室", k=1) == ["实验室.txt"]


def test_keywords_alone_need_no_model(home: Path) -> None:
    with Index.open(home, embedding="none") as index:
        index.add(TELECOM)
        assert names(index, "培训工程师", k=1) == ["培训.txt"]
        assert names(index, "日内瓦 auctions", k=5) != []
        assert not list(home.rglob("*.faiss"))


def test_vectors_are_made_when_a_model_comes_later(home: Path) -> None:
    with Index.open(home, embedding="none") as index:
        index.add(TELECOM)
    with Index.open(home) as index:
        question = "When was the Digital Transformation Lab established?"
        hit = index.search(question, k=1)[0]
        assert hit.document.name == "实验室.txt"
        assert hit.scores["vector"] > 0
        assert index.problems() == []


@pytest.mark.parametrize("lost", ["keywords", "vectors"])
def test_a_lost_index_is_built_again_when_opened(home: Path, lost: str) -> None:
    with Index.open(home) as index:
        index.add(TELECOM)
    for folder in home.rglob(lost):
        shutil.rmtree(folder)
    with Index.open(home) as index:
        assert names(index, "培训", k=1) == ["培训.txt"]
        assert index.problems() == []


@pytest.mark.parametrize("stale", ["keywords", "vectors"])
def test_an_index_behind_the_catalogue_catches_up(home: Path, tmp_path: Path, stale: str) -> None:
    """What a crash between the catalogue's commit and the index's leaves behind."""
    with Index.open(home) as index:
        index.add(TELECOM[:2])
    folder = next(home.rglob(stale))
    shutil.copytree(folder, tmp_path / "before")
    with Index.open(home) as index:
        index.add([TELECOM[2]])
        index.remove("培训.txt")
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "before", folder)
    with Index.open(home) as index:
        assert names(index, "spectrum auctions", k=1) == ["spectrum.txt"]
        assert set(names(index, "spectrum 培训 实验室", k=10)) == {"实验室.txt", "spectrum.txt"}
        assert index.problems() == []


def test_an_index_ahead_of_the_catalogue_is_built_again(home: Path, tmp_path: Path) -> None:
    """What restoring an older backup of the catalogue leaves behind."""
    with Index.open(home) as index:
        index.add(TELECOM[:1])
    shutil.copy(home / "catalog.sqlite3", tmp_path / "older")
    with Index.open(home) as index:
        index.add(TELECOM[1:])
    for path in home.glob("catalog.sqlite3*"):
        path.unlink()
    shutil.copy(tmp_path / "older", home / "catalog.sqlite3")
    with Index.open(home) as index:
        assert set(names(index, "实验室 培训 spectrum", k=10)) == {"实验室.txt"}
        assert index.problems() == []


def test_rebuild_gives_the_same_results(index: Index) -> None:
    before = [h.passage_id for h in index.search("培训实验室", k=5)]
    index.rebuild()
    assert [h.passage_id for h in index.search("培训实验室", k=5)] == before
    assert index.problems() == []


def test_problems_name_what_disagrees(home: Path) -> None:
    with Index.open(home) as index:
        index.add(TELECOM)
        index.search("x")
        connection = sqlite3.connect(home / "catalog.sqlite3")
        connection.execute("DELETE FROM passages WHERE document_id = 1")
        connection.commit()
        connection.close()
        found = index.problems()
    assert any("keyword" in problem for problem in found)
    assert any("vector" in problem for problem in found)


def test_a_failed_document_leaves_the_batch_before_it(home: Path) -> None:
    def documents():
        yield from TELECOM
        raise OSError("disk gone")

    with Index.open(home) as index:
        with pytest.raises(OSError, match="disk gone"):
            index.add(documents())
        assert index.problems() == []
        index.add(TELECOM)
        assert len(index.documents()) == 3
        assert index.problems() == []


def test_searches_go_on_while_documents_come_in(home: Path) -> None:
    with Index.open(home) as index:
        index.add(TELECOM)
        stop, errors = threading.Event(), []

        def search() -> None:
            while not stop.is_set():
                try:
                    assert names(index, "数字化转型实验室什么时候成立？", k=1) == ["实验室.txt"]
                except Exception as error:  # noqa: BLE001 - any failure of a thread fails the test
                    errors.append(error)
                    return

        threads = [threading.Thread(target=search) for _ in range(3)]
        for thread in threads:
            thread.start()
        for round_ in range(5):
            index.add(
                text(f"{n}.txt", f"Report {n}, edition {round_}, on postal reform.")
                for n in range(20)
            )
        stop.set()
        for thread in threads:
            thread.join()
        assert errors == []
        assert index.counts()[0] == 23


WRITER = """
import sys
from index.search import Index
from ingest.document import Block, Document

with Index.open(sys.argv[1]) as index:
    for n in range(int(sys.argv[2]), int(sys.argv[2]) + 10):
        index.add([Document(name=f"{n}.txt", blocks=[Block("paragraph", f"Ledger {n} of ships.")])])
"""


def test_two_processes_may_write_while_a_third_searches(home: Path) -> None:
    with Index.open(home) as index:
        index.add(TELECOM)
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, str(home), start])
            for start in ("0", "100")
        ]
        while any(writer.poll() is None for writer in writers):
            assert names(index, "频谱拍卖", k=1) == ["spectrum.txt"]
        assert [writer.returncode for writer in writers] == [0, 0]
        found = names(index, "ledger of ships", k=50)
        assert len([name for name in found if name[0].isdigit()]) == 20
        assert index.problems() == []


def test_a_writer_killed_midway_leaves_a_sound_index(home: Path) -> None:
    with Index.open(home) as index:
        index.add(TELECOM)
        writer = subprocess.Popen([sys.executable, "-c", WRITER.replace("10", "400"), home, "0"])
        while index.counts()[0] < 10:
            assert writer.poll() is None
        writer.kill()
        writer.wait()
    with Index.open(home) as index:
        assert index.problems() == []
        documents, _ = index.counts()
        assert documents >= 10
        assert len(set(names(index, "ledger of ships", k=1000))) == documents


def test_importing_the_index_loads_no_torch_and_no_gradio() -> None:
    code = (
        "import json, sys, index.search, index.dense.index; "
        "print(json.dumps([m for m in ('torch', 'sentence_transformers', 'gradio', 'langchain')"
        " if m in sys.modules]))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert json.loads(out.stdout) == []
