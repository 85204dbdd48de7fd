"""Refusals: what the documents do not say is not answered from what stands near it."""

import pytest

UNKNOWN_CODE = {
    "en": "What is the budget of P8 in 2026?",
    "zh": "2026年P8的预算是多少？",
    "fr": "Quel est le budget de P8 en 2026 ?",
    "es": "¿Cuál es el presupuesto de P8 en 2026?",
    "ru": "Какой бюджет у P8 на 2026 год?",
    "ar": "ما هي ميزانية P8 لعام 2026؟",
}
SAYS_SO = {
    "en": "No document names P8.",
    "zh": "没有文件提到P8。",
    "fr": "Aucun document ne mentionne P8.",
    "es": "Ningún documento menciona P8.",
    "ru": "Ни один документ не упоминает P8.",
    "ar": "لا تذكر أي وثيقة P8.",
}


@pytest.mark.parametrize("language", UNKNOWN_CODE)
def test_an_unknown_code_is_said_to_be_unknown_in_the_questions_language(assistant, language):
    answer = assistant.ask(UNKNOWN_CODE[language])
    assert answer.status == "not_found"
    assert answer.language == language
    assert SAYS_SO[language] in answer.answer


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("How many training courses were held in Zambia?", "Zambia"),
        ("在赞比亚举办了多少期培训班？", "赞比亚"),
        ("¿Cuántos cursos se celebraron en Zambia?", "Zambia"),
        ("Сколько учебных курсов было проведено в Замбии?", "Замбии"),
    ],
)
def test_a_place_that_no_document_names_is_not_answered_from_another(assistant, question, place):
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert place in answer.answer


@pytest.mark.parametrize(
    ("question", "asked", "given"),
    [
        ("How many training courses were held in 2019?", "2019", ("2023", "2026")),
        ("2019年举办了多少期培训班？", "2019", ("2023", "2026")),
    ],
)
def test_another_year_is_named_with_the_nearest_that_is_known(
    assistant, texts, question, asked, given
):
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert asked in answer.answer
    assert any(year in answer.answer for year in given)
    assert answer.citations
    assert all(c.quote in texts[c.document] for c in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "How much did the training centre in Nairobi cost?",
        "内罗毕的培训中心花了多少钱？",
        "How many women borrow books from the library?",
        "What is the e-mail address of the training centre?",
    ],
)
def test_a_detail_that_is_not_given_is_not_made_up_from_the_subject(assistant, question):
    assert assistant.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Where is the training centre?", "内罗毕"),
        ("培训中心是哪天启用的？", "3月15日"),
        ("How many maps does the archive hold?", "18,400"),
        ("How many books may a reader borrow?", "twelve"),
        ("¿Dónde está el centro de formación?", "内罗毕"),
    ],
)
def test_what_the_documents_do_say_is_answered(assistant, question, fact):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert fact in answer.answer


def test_a_missing_detail_is_named(assistant):
    answer = assistant.ask("内罗毕的培训中心花了多少钱？")
    assert "金额" in answer.answer
    assert answer.citations[0].document == "plan-2023.md"


def test_confidence_is_higher_for_what_is_said_than_for_what_is_not(assistant):
    said = assistant.ask("How many maps does the archive hold?")
    unsaid = assistant.ask("Who designed the reading room?")
    assert 0 <= unsaid.confidence < said.confidence <= 1


def test_other_years_are_told_only_of_what_is_asked_about(assistant):
    answer = assistant.ask("Who won the football world cup in 1998?")
    assert answer.status == "not_found"
    assert "2023" not in answer.answer.split("\n")[0]
    assert "2026" not in answer.answer.split("\n")[0]


def test_a_table_of_figures_does_not_answer_who(assistant):
    assert assistant.ask("Who is the head of P3?").status == "not_found"


def test_a_share_in_a_row_about_something_else_is_no_answer(over):
    assistant = over(
        "# Plan 2023\n\nTable 1: Budget by theme\n\n| Theme | Indicators | Budget | Share |\n"
        "|---|---|---|---|\n| Cross-cutting | new members; number of people who came to the yearly"
        " meetings of the council and its panels | 15,000 | 0.4% |\n"
        "| Water quality | wells tested in rural districts | 210,000 | 5.6% |\n"
    )
    answer = assistant.ask("What percentage of those at the council's meetings were women?")
    assert answer.status == "not_found"


FOREST = """# Forest Service of Almerra: year 2031

## Fires

After the fire at Lark Ridge the service sent water pumps to two villages.
Nine rangers were honoured.
Four contractors have returned the survey of damaged roads. The new law on burning was passed.

## Meetings

A drill for the fire crews was held in Portugal in June. It was opened by Minister Ada Lindholm.
The fire academy in Kenya moved to Mombasa in May.
The tower at Elm Hill cost 90,000 crowns; the tower at Lark Ridge was given a new lamp.
Three lodges, Alder, Birch and Cedar, took part.

## 护林员

林务局为受灾的两个村子送去了水泵。
新的防火条例已经通过，由林务局局长罗文山负责实施。
四家公司交回了道路损毁调查表。桦木、雪松和白杨三家旅馆参加了演习。
演习于6月在葡萄牙举行。
培训有三个目标。第一，熟悉地图。第二，学会急救。第三，保养水泵。
苗圃移交给了合作社，花了36万元。
"""


@pytest.fixture(scope="module")
def forest(over):
    return over(FOREST)


@pytest.mark.parametrize(
    "question",
    [
        "How many water pumps did the service send after the fire at Lark Ridge?",
        "Which four contractors returned the survey of damaged roads?",
        "In which city was the drill for the fire crews held?",
        "On what day was the new law on burning passed?",
        "What are the names of the nine rangers who were honoured?",
        "How much did the tower at Lark Ridge cost?",
        "林务局给受灾的村子送去了多少台水泵？",
        "交回道路损毁调查表的是哪四家公司？",
        "消防演习在葡萄牙哪座城市举行？",
        "新的防火条例是哪一天通过的？",
    ],
)
def test_what_is_only_counted_or_spoken_of_is_not_told(forest, question):
    assert forest.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("To how many villages did the service send water pumps?", "two villages"),
        ("Which three lodges took part?", "Cedar"),
        ("In which country was the drill for the fire crews held?", "Portugal"),
        ("How much did the tower at Elm Hill cost?", "90,000"),
        ("Who opened the drill for the fire crews?", "Lindholm"),
        ("To which city did the fire academy in Kenya move?", "Mombasa"),
        ("林务局给几个村子送去了水泵？", "两个"),
        ("参加演习的是哪三家旅馆？", "雪松"),
        ("消防演习在哪个国家举行？", "葡萄牙"),
        ("培训有哪三个目标？", "急救"),
        ("谁负责实施新的防火条例？", "罗文山"),
        ("苗圃移交给合作社花了多少钱？", "36万元"),
    ],
)
def test_what_is_told_beside_it_is_answered(forest, question, fact):
    answer = forest.ask(question)
    assert answer.status == "answered"
    assert fact in answer.answer


def test_a_year_of_which_the_documents_tell_is_not_said_to_be_lacking(over):
    authority = over(
        {
            "2023.md": "# 港务局2023年报告\n\n2023年，港务局为洛恩港和斯凯港提供了救生艇。\n",
            "2026.md": "# 港务局2026年报告\n\n2026年，船员接受了救生艇培训，艇的费用由议会承担。\n",
        }
    )
    answer = authority.ask("2026年为哪些港口提供了救生艇？")
    assert answer.status == "not_found"
    assert "2023年，港务局" in answer.citations[0].quote
    assert "没有2026年的" not in answer.answer
