"""The glossary of a collection: what is kept, what staff change, what a question is expanded by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.catalog.terms import StaffTerm
from index.glossary.file import GlossaryError, read_terms, write_terms
from index.glossary.languages import question_language
from index.search import Index
from ingest.document import Block, Document


def text(name: str, *paragraphs: str) -> Document:
    return Document(name=name, blocks=[Block("paragraph", p) for p in paragraphs], language="zh")


CHINESE = text(
    "报告.txt", "新推出的国际电联学院培训中心（ATC）每年培训四千人。", "课程以法文授课。"
)
ENGLISH = text("note.txt", "Nine Academy Training Centres (ATCs) were chosen in Geneva.")


@pytest.fixture
def index(home: Path) -> Index:
    with Index.open(home) as opened:
        opened.add([CHINESE, ENGLISH])
        yield opened


def expanded(index: Index, question: str) -> dict[str, tuple[str, ...]]:
    return {e.term: e.equivalents for e in index.expand(question).expansions}


def entries(index: Index) -> dict[str, tuple[str, ...]]:
    return {entry.term: entry.equivalents for entry in index.glossary.entries()}


# Mined terms


def test_a_mined_term_is_kept_with_the_passage_that_states_it(index: Index) -> None:
    [entry] = index.glossary.entries(about="atc")
    places = {term.name: index.glossary.sources(term) for term in entry.mined}
    [place] = places["国际电联学院培训中心"]
    assert place.quote == "国际电联学院培训中心（ATC）"
    assert index.passage(place.passage_id).document.name == "报告.txt"


def test_it_goes_with_its_document(index: Index) -> None:
    index.remove("报告.txt")
    assert entries(index) == {"ATC": ("Academy Training Centres",)}
    index.remove("note.txt")
    assert entries(index) == {}


def test_two_names_are_linked_by_their_abbreviation(index: Index) -> None:
    linked = expanded(index, "What is the Academy Training Centre for?")
    assert linked["Academy Training Centre"] == ("ATC", "国际电联学院培训中心")
    assert (
        "Academy Training Centres"
        in expanded(index, "国际电联学院培训中心有几个？")["国际电联学院培训中心"]
    )


def test_an_abbreviation_needs_its_capitals_where_it_could_be_a_word(home: Path) -> None:
    with Index.open(home) as index:
        index.add([text("a.txt", "信息技术（IT）部门", "数字化转型中心（DTC）已开放。")])
        assert expanded(index, "is it open today?") == {}
        assert "IT" in expanded(index, "Who runs IT?")
        assert "IT" not in expanded(index, "WHAT IS IT ABOUT")
        assert expanded(index, "where is a dtc?")["dtc"] == ("数字化转型中心",)
        assert "DTC" not in expanded(index, "the WDTCX plan")


def test_documents_of_another_day_settle_where_a_name_begins(home: Path) -> None:
    with Index.open(home) as index:
        index.add([text("a.txt", "启动全球灾害信息共享平台（ISP）。")])
        index.add([text("b.txt", "会议讨论了信息共享平台（ISP）。")])
        index.add([text("c.txt", "使用信息共享平台（ISP）的国家")])
        assert entries(index)["ISP"][0] == "信息共享平台"


def test_the_trace_names_the_document(index: Index) -> None:
    [expansion] = index.expand("ATC有几个？").expansions
    assert str(expansion) == (
        "ATC → 国际电联学院培训中心; Academy Training Centres (glossary: 报告.txt)"
    )


# Staff's terms


def put(index: Index, *terms: tuple[str, str, tuple[str, ...]], replace: bool = False) -> int:
    return index.import_terms([StaffTerm(*term) for term in terms], replace=replace)


def test_a_staff_term_finds_what_no_other_way_leads_to(index: Index) -> None:
    index.add(
        [text("云.txt", "雷霆计划拨款九百万。"), *(text(f"{n}.txt", "拨款") for n in range(9))]
    )
    put(index, ("雷霆计划", "zh", ("Thunder", "Opération Tonnerre")))
    for question in ("What about Thunder?", "Où en est l'Opération Tonnerre ?"):
        assert index.search(question, k=1)[0].document.name == "云.txt"
    assert expanded(index, "雷霆计划")["雷霆计划"] == ("Thunder", "Opération Tonnerre")


def test_a_staff_term_takes_the_place_of_the_mined_one(index: Index) -> None:
    put(index, ("ATC", "en", ("空中交通管制",)))
    assert expanded(index, "ATC")["ATC"] == ("空中交通管制",)
    assert "国际电联学院培训中心" not in expanded(index, "国际电联学院培训中心")
    assert entries(index)["ATC"] == ("空中交通管制",)


def test_a_term_without_equivalents_is_switched_off_until_it_is_taken_out(index: Index) -> None:
    put(index, ("ATC", "en", ()))
    left = expanded(index, "ATC或国际电联学院培训中心")
    assert not {"ATC", "国际电联学院培训中心"} & set(left)
    put(index, replace=True)
    assert "ATC" in expanded(index, "What does ATC stand for?")


def test_staff_also_switch_off_what_comes_with_the_program(index: Index) -> None:
    assert "Kigali Action Plan" in expanded(index, "the Kigali Action Plan")
    put(index, ("Kigali Action Plan", "en", ()))
    assert "Kigali Action Plan" not in expanded(index, "the Kigali Action Plan")


def test_an_import_adds_and_replaces_the_same_term(index: Index) -> None:
    put(index, ("甲", "zh", ("Alpha",)), ("乙计划", "zh", ("Beta",)))
    put(index, ("乙计划", "zh", ("Gamma",)))
    assert entries(index)["甲"] == ("Alpha",)
    assert entries(index)["乙计划"] == ("Gamma",)


def test_an_exported_file_comes_back_as_it_was(index: Index, tmp_path: Path) -> None:
    put(index, ("雷霆计划", "zh", ("Thunder", "Tonnerre")))
    before = entries(index)
    path = tmp_path / "terms.csv"
    write_terms(path, [entry.own for entry in index.glossary.entries()])
    assert path.read_bytes().startswith(b"\xef\xbb\xbfterm,language,equivalents\r\n")
    index.import_terms(read_terms(path), replace=True)
    assert entries(index) == before
    index.remove(["报告.txt", "note.txt"])
    assert entries(index) == {"雷霆计划": ("Thunder", "Tonnerre")}  # the others stayed mined


@pytest.mark.parametrize(
    ("content", "terms"),
    [
        (
            "term,language,equivalents\nDTC,en,数字化转型中心; Centre|中心\n",
            ("数字化转型中心", "Centre", "中心"),
        ),
        ("Equivalents;note;Term;Language\n中心|Centre;x;DTC;EN\n", ("中心", "Centre")),
        ("term\tlanguage\tequivalents\nDTC\t\t\n", ()),
    ],
)
def test_files_as_staff_write_them(tmp_path: Path, content: str, terms: tuple[str, ...]) -> None:
    path = tmp_path / "terms.csv"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path.write_text(content, encoding=encoding)
        assert [(t.term, t.equivalents) for t in read_terms(path)] == [("DTC", terms)]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("word,language\nDTC,en", "the first line lacks term, equivalents"),
        ("term,language,equivalents\nDTC,en,a\n,zh,b", "line 3: the term is empty"),
        ("term,language,equivalents\nDTC,english,a", "line 2: language “english”"),
        ("term,language,equivalents\nDTC,en,a\nDTC,en,b", "line 3: “DTC” stands in line 2"),
        ("term,language,equivalents\nDTC,en,a;--", "line 2: “--” holds no letter"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, lines: str, said: str) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(GlossaryError, match=said) as error:
        read_terms(path)
    assert str(error.value).startswith(str(path))


# What comes with the program


@pytest.mark.parametrize(
    ("question", "term", "equivalent"),
    [
        ("Combien l'UIT a-t-elle dépensé ?", "UIT", "国际电联"),
        ("Quels sont les budgets de la cybersécurité ?", "cybersécurité", "网络安全"),
        ("¿Cuántos talleres hubo en Kirguistán?", "Kirguistán", "吉尔吉斯斯坦"),
        ("¿Cuántos talleres hubo en Kirguistán?", "talleres", "workshop"),
        ("Сколько семинаров-практикумов прошло в Замбии?", "Замбии", "赞比亚"),
        ("Каков бюджет МСЭ?", "МСЭ", "ITU"),
        ("ما هي ميزانية الاتحاد الدولي للاتصالات؟", "الاتحاد الدولي للاتصالات", "国际电联"),
        ("كم عدد ورش العمل في زامبيا؟", "زامبيا", "Zambia"),
        ("How many towers stand in Burundi?", "Burundi", "布隆迪"),
        ("布隆迪有多少座塔？", "布隆迪", "Burundi"),
        ("Сколько выделено в марте 2023 года?", "марте", "3月"),
        ("A-t-on versé 1,5 million ?", "1,5 million", "1500000"),
        ("كم صرف في ٢٠٢٣؟", "٢٠٢٣", "2023"),
    ],
)
def test_questions_in_six_languages(
    index: Index, question: str, term: str, equivalent: str
) -> None:
    assert equivalent in expanded(index, question)[term]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Combien ?", "fr"),
        ("Pourquoi l'accélérateur a-t-il été créé ?", "fr"),
        ("¿Quién lo apoyó?", "es"),
        ("What is the DTC?", "en"),
        ("DT Lab的预算是多少", "zh"),
        ("Где прошел GSR-23?", "ru"),
        ("أين عقد GSR-23؟", "ar"),
        ("cybersecurity budget", "en"),
    ],
)
def test_the_language_of_a_short_question(question: str, language: str) -> None:
    assert question_language(question) == language


def test_a_country_is_also_called_by_its_official_name(index: Index) -> None:
    assert {"韩国", "大韩民国"} <= set(expanded(index, "Which Korean harbour is it?")["Korean"])


def test_a_foreign_question_finds_what_it_names(home: Path) -> None:
    towers = [text(f"{n}.txt", f"{place}建了{n}座塔，由当地管理。") for n, place in PLACES.items()]
    with Index.open(home) as index:
        index.add(towers)
        for question in (
            "Сколько башен в Бурунди?",
            "كم عدد الأبراج في بوروندي؟",
            "¿Y en Burundi?",
        ):
            assert index.search(question, k=1)[0].document.name == "3.txt"


PLACES = {1: "赞比亚", 2: "巴拉圭", 3: "布隆迪", 4: "瓦努阿图", 5: "摩尔多瓦"}


# The dictionary


def test_terms_of_the_glossary_become_words_for_documents_and_questions(home: Path) -> None:
    with Index.open(home) as index:
        index.add([text("a.txt", "雷霆计划拨款。"), text("b.txt", "计划很多。雷霆大雨。")])
        put(index, ("雷霆计划", "zh", ("Thunder",)))
        assert "雷霆计划" in index._collection.segmenter.terms("雷霆计划")
        assert index.search("雷霆计划", k=1)[0].document.name == "a.txt"
    with Index.open(home) as again:
        assert "雷霆计划" in again._collection.segmenter.terms("雷霆计划")
        assert again.search("计划", k=5)[0].scores["keyword"] > 0
        assert again.problems() == []


def test_an_open_index_follows_the_dictionary_of_another_process(home: Path) -> None:
    with Index.open(home) as reader, Index.open(home) as writer:
        writer.add([text("a.txt", "雷霆计划拨款。")])
        assert reader.search("雷霆计划", k=1)
        put(writer, ("雷霆计划", "zh", ("Thunder",)))
        assert reader.search("雷霆计划", k=1)[0].scores["keyword"] > 0
        assert reader._collection.segmenter.signature == writer._collection.segmenter.signature


def test_a_large_collection_keeps_its_dictionary_while_documents_come(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.collection._CHEAP", 3)
    with Index.open(home) as index:
        index.add(
            [text("a.txt", "数字公共基础设施（DPI）"), text("b.txt", "甲"), text("c.txt", "乙")]
        )
        signature = index._collection.segmenter.signature
        index.add([text("d.txt", "灾害通信连接图（DCM）")])
        assert index._collection.segmenter.signature == signature
        index.rebuild()
        assert index._collection.segmenter.signature != signature
        assert "灾害通信连接图" in index._collection.segmenter.terms("灾害通信连接图")


def test_a_rebuild_that_breaks_off_is_made_up_for(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.open(home) as index:
        index.add([text("a.txt", "雷霆计划拨款。")])

        def crash(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("index.updating._index_words", crash)
            with pytest.raises(KeyboardInterrupt):
                put(index, ("雷霆计划", "zh", ("Thunder",)))
    with Index.open(home) as again:
        assert again.search("Thunder", k=1)[0].document.name == "a.txt"
        assert again.problems() == []
        state = json.loads(next(home.rglob("keywords/state.json")).read_text(encoding="utf-8"))
        assert state["generation"] >= 0
