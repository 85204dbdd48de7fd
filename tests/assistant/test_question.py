import pytest

from assistant.question import question_language, understand


@pytest.mark.parametrize(
    ("question", "kind", "years", "codes"),
    [
        ("What was the P2 budget in 2023?", "amount", (2023,), ("P2",)),
        ("2023年P3的预算比P4多出多少？", "difference", (2023,), ("P3", "P4")),
        ("How much does OP-26 give to cybersecurity?", "amount", (2026,), ("OP-26",)),
        ("联盟是哪天成立的？", "date", (), ()),
        ("Why was the index not published?", "reason", (), ()),
        ("FIGI举措在哪三个国家推动普惠金融？", "list", (), ()),
        ("What is the DT Lab?", "definition", (), ()),
        ("Combien de pays ont un plan ?", "count", (), ()),
        ("Venue of the spring fair?", "place", (), ()),
        ("Wool exchange host city", "place", (), ()),
        ("第四次渔业年会的举办城市", "place", (), ()),
        ("Opening date of the wool exchange", "date", (), ()),
        ("提前闭馆的理由", "reason", (), ()),
    ],
)
def test_what_is_asked_for(question, kind, years, codes):
    understood = understand(question)
    assert understood.kind == kind
    assert understood.years == years
    assert understood.codes == codes


def test_all_that_is_asked_for_is_kept():
    assert {"date", "place"} <= understand("Where and when was the forum held?").wants


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("数字创新委员会有多少名成员？", "zh"),
        ("How many members sit on the board?", "en"),
        ("BDT是什么？", "zh"),
        ("Combien de pays sont évalués dans l'édition 2023 ?", "fr"),
        ("¿Cuántos países tienen un plan?", "es"),
        ("Сколько стран имеют план?", "ru"),
        ("كم عدد الدول؟", "ar"),
        ("What does 数字化转型实验室 do?", "en"),
    ],
)
def test_the_language_of_a_question(question, language):
    assert question_language(question) == language


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("How many LDCs joined?", "How many LDC joined?"),
        ("Do the DTCs have GPS?", "Do the DTC have GPS?"),
        ("Which SIDS took part?", "Which SIDS took part?"),
    ],
)
def test_the_plural_of_an_abbreviation_is_read_as_the_abbreviation(asked, text):
    assert understand(asked).text == text


def test_a_half_year_is_no_code_but_a_code_alone_is():
    assert understand("What was spent in H1 2024?").codes == ()
    assert understand("How much does H1 get in 2024?").codes == ("H1",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("锅炉房为啥停了？", "reason"),
        ("码头的吊车咋回事停了三天？", "reason"),
        ("What delayed the opening of the ferry terminal?", "reason"),
        ("On what ground was the bid of the shipyard rejected?", "reason"),
        ("新船啥时候下水？", "date"),
        ("Quel jour le bac a-t-il repris son service ?", "date"),
        ("Which northern harbours were closed in March?", "list"),
        ("演习在哪座城市举行？", "place"),
        ("What does the plan set aside for ferries?", "amount"),
        ("What did the port allot to the pilots' school?", "amount"),
    ],
)
def test_questions_in_other_words_ask_for_the_same(text: str, kind: str) -> None:
    assert understand(text).kind == kind


def test_which_of_several_counts_nothing() -> None:
    assert "count" not in understand("渡轮停靠哪几个岛？").wants
    assert "count" in understand("渡轮停靠几个岛？").wants


def test_a_number_to_ring_is_a_contact() -> None:
    assert "contact" in understand("What number do I ring about the ferry?").wants
    assert "contact" in understand("港务处的电话是多少？").wants
    assert "contact" not in understand("What number of ferries runs daily?").wants
