"""What a sentence may state on the strength of a passage, and what it may not."""

import pytest

from assistant.question import understand
from assistant.verification.calendar_dates import calendar_dates
from assistant.verification.quantities import quantities
from assistant.verification.verify import Verifier
from index.catalog.records import DocumentRecord
from index.glossary.expanded import ExpandedQuestion
from index.hits import Hit
from index.static import shipped_model
from ingest.document import Passage, RowCell

PASSAGE = (
    "2023年3月12日，BDT在日内瓦签署了4个新项目，总价值622,409瑞郎（占P2的18.0%）。"
    "项目在卢旺达、肯尼亚和加纳实施。"
)
HEADERS = (("2023 budget (CHF)", "CHF"), ("2026 budget (CHF)", "CHF"), ("Change", "%"))
BUDGETS = {
    "P1 – Connectivity": ("519,000", "552,000", "+6.4%"),
    "P2 – Digital transformation": ("756,000", "899,500", "+19.0%"),
    "P3 – Policy and regulation": ("1,111,000", "725,000", "-34.7%"),
    "Total": ("2,386,000", "2,176,500", "-8.8%"),
}


def document(name):
    return DocumentRecord(
        id=1, name=name, names=(name,), title=name, symbol="", date="", language="", years=(),
        edition="", revises="", media_type="txt", sha256="", size=0,
        added="", passages=9, first_passage=1,
    )  # fmt: skip


def text_hit(text, number=1):
    return Hit(number, document("note.txt"), Passage("text", text, (), None, 0, 0), 1.0)


def row_hits():
    hits = []
    for number, (label, values) in enumerate(BUDGETS.items(), 10):
        cells = tuple(
            RowCell(column, value, unit, place)
            for place, ((column, unit), value) in enumerate(zip(HEADERS, values, strict=True))
        )
        text = " | ".join((label, *values))
        passage = Passage("row", text, (), None, 5, 5, "", "Budgets", label, cells)
        hits.append(Hit(number, document("budget.xlsx"), passage, 1.0))
    return hits


def problems(sentence, hits, question="What does the document say?", every=()):
    verifier = Verifier(
        question=understand(question),
        draft=" ".join(hit.passage.text for hit in hits),
        hits=every or hits,
        around=lambda hit: every or hits,
        shown=hits,
        vectors=shipped_model(),
        expand=lambda text: ExpandedQuestion(text, "en"),
    )
    return [problem.kind for problem in verifier.problems(sentence, hits)]


@pytest.mark.parametrize(
    "sentence",
    [
        "BDT signed 4 new projects worth CHF 622,409 on 12 March 2023.",
        "BDT signed four new projects in Geneva.",
        "The share of P2 is 18%.",
        "The text says “总价值622,409瑞郎”.",
        "新项目的总价值为62.2409万瑞郎，占P2的百分之十八。",
        "The new projects are carried out in three countries: Rwanda, Kenya and Ghana.",
    ],
)
def test_a_sentence_whose_details_stand_in_the_passage_is_supported(sentence):
    asked = (
        "2023年BDT签署了什么？"
        if "年" in sentence or "，" in sentence
        else "What did BDT sign in 2023?"
    )
    assert problems(sentence, [text_hit(PASSAGE)], asked) == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("BDT signed 5 new projects.", "figure"),
        ("BDT signed forty new projects.", "figure"),
        ("The projects were worth CHF 622,490.", "figure"),
        ("The projects were worth about CHF 600,000.", "figure"),
        ("The projects were worth CHF 622,409 million.", "figure"),
        ("The projects were worth USD 622,409.", "unit"),
        ("The projects had 622,409 participants.", "unit"),
        ("BDT signed 18 projects.", "unit"),
        ("BDT signed new projects in 2024.", "year"),
        ("The share of P3 is 18.0%.", "code"),
        ("The text says “总价值超过预期”.", "name"),
        ("BDT signed projects on 14 March 2023.", "date"),
        ("BDT signed projects on 12 April 2023.", "date"),
        ("BDT signed new projects in Nairobi.", "name"),
        ("BDT and Huawei signed new projects.", "name"),
        ("BDT did not sign new projects.", "negation"),
        ("BDT签署了五个新项目。", "figure"),
        ("See https://evil.example for the new projects.", "link"),
        ("The sea is blue and the sky is high.", "ground"),
    ],
)
def test_a_detail_that_no_passage_bears_out_is_named(sentence, kind):
    assert kind in problems(sentence, [text_hit(PASSAGE)], "What did BDT sign in 2023?")


@pytest.mark.parametrize(
    "sentence",
    [
        "P2 received CHF 756,000 in 2023.",
        "P1 and P2 received CHF 519,000 and CHF 756,000 in 2023.",
        "In 2023, CHF 756,000 went to P2 and CHF 519,000 to P1.",
        "P2 rose from CHF 756,000 in 2023 to CHF 899,500 in 2026, by 19.0%.",
        "P1 and P2 together received CHF 1,275,000 in 2023.",
        "P2 got CHF 143,500 more in 2026 than in 2023.",
        "P3 fell by 34.7% from 2023 to 2026.",
        "The total was CHF 2,386,000 in 2023.",
        "P1 had a share of 21.75% of the total in 2023, CHF 519,000 of CHF 2,386,000.",
        "2023年P2的预算为75.6万瑞郎。",
    ],
)
def test_a_figure_of_a_table_is_supported_for_its_own_row_and_year(sentence):
    asked = "P2的预算是多少？" if "年" in sentence else "What were the budgets of P1, P2 and P3?"
    assert problems(sentence, row_hits(), asked) == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("P1 received CHF 756,000 in 2023.", "row"),
        ("P1 and P2 received CHF 756,000 and CHF 519,000 in 2023.", "row"),
        ("In 2023, CHF 756,000 went to P1 and CHF 519,000 to P2.", "row"),
        ("P2 received CHF 756,000 in 2026.", "year"),
        ("P2 rose from CHF 899,500 in 2023 to CHF 756,000 in 2026.", "year"),
        ("P1 and P2 together received CHF 1,257,000 in 2023.", "figure"),
        ("P1 and P3 together received CHF 1,275,000 in 2023.", "figure"),
        ("P3 rose by 34.7% from 2023 to 2026.", "direction"),
        ("P2 received 19.0 million in 2023.", "figure"),
        ("P2 received 756,000% in 2023.", "unit"),
        ("The total for P2 was CHF 2,386,000 in 2023.", "row"),
        ("Policy and regulation received CHF 756,000 in 2023.", "row"),
        ("P2 got CHF 134,500 more in 2026 than in 2023.", "figure"),
    ],
)
def test_a_figure_of_another_row_or_year_is_not(sentence, kind):
    assert kind in problems(sentence, row_hits(), "What were the budgets of P1, P2 and P3?")


def test_a_sentence_that_names_nothing_is_about_what_was_asked():
    p2 = row_hits()[1:2]
    every = row_hits()
    asked = "What was the P2 budget in 2023?"
    assert problems("The budget was CHF 756,000.", p2, asked, every) == []
    assert problems("The budget was CHF 899,500.", p2, asked, every) == ["year"]
    other = "What was the P1 budget in 2023?"
    assert problems("The budget was CHF 756,000.", p2, other, every) == ["row"]


@pytest.mark.parametrize(
    "sentence",
    [
        "३४ 756,000 of ²9:30",
        "百分之....",
        "1.2.3.4 CHF 0 0%",
        "99月99日 31 February",
        "[1] " * 200,
        "9" * 900,
    ],
)
def test_what_no_document_says_in_any_form_is_unsupported_and_breaks_nothing(sentence):
    assert problems(sentence, [text_hit(PASSAGE)]) != []


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("CHF 756,000", "en", [(756000, "CHF")]),
        ("75.6万瑞郎", "zh", [(756000, "CHF")]),
        ("七十五万六千瑞郎", "zh", [(756000, "CHF")]),
        ("756 тыс. швейцарских франков", "ru", [(756000, "CHF")]),
        ("1,25 million de francs suisses", "fr", [(1250000, "CHF")]),
        ("treinta y dos países", "es", [(32, "")]),
        ("٤٩ في المائة", "ar", [(49, "%")]),
        ("forty-two countries of P2 and OP-26 in 2023", "en", [(42, "")]),
        ("one of the schools", "en", []),
        ("百分之七十九", "zh", [(79, "%")]),
        ("at 9:30", "en", [(570, "time")]),
    ],
)
def test_quantities_are_read_in_six_languages(text, language, values):
    found = [(int(q.value), q.unit) for q in quantities(text, language)]
    assert found == values


@pytest.mark.parametrize(
    "text",
    [
        "13-24 April 2026",
        "from 13 to 24 April 2026",
        "April 13–24, 2026",
        "2026年4月13日至24日",
        "二〇二六年四月十三日至二十四日",
        "du 13 au 24 avril 2026",
        "del 13 al 24 de abril de 2026",
        "с 13 по 24 апреля 2026 года",
        "من 13 إلى 24 أبريل 2026",
    ],
)
def test_a_date_is_the_same_in_all_its_forms(text):
    found = [(date.year, date.month, date.day) for date in calendar_dates(text)]
    assert found == [(2026, 4, 13), (2026, 4, 24)]
