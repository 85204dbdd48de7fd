"""What a question binds its answer to, and whether a text meets it."""

import pytest

from assistant.question import understand
from assistant.refusals.constraints import constraints
from assistant.refusals.numerals import asked_items, cardinals, numbers_of
from assistant.refusals.ranks import ranks_of
from index.glossary.expanded import Expansion


def bound(text, *expansions):
    question = understand(text)
    found = constraints(question.text, question.years, question.codes, expansions)
    return {constraint.text: constraint for constraint in found}


@pytest.mark.parametrize(
    ("question", "name", "met", "unmet"),
    [
        ("What was opened in March 2026?", "March", "2026年3月15日启用。", "2026年5月启用。"),
        ("2026年3月启用了什么？", "3月", "Opened on 15 March 2026.", "Opened in May 2026."),
        ("2026年3月启用了什么？", "2026", "It opened in 2026.", "It opened in 2025."),
        ("第三研究组有多少名代表？", "第三", "Study Group 3", "Study Group 1"),
        ("How many delegates has Study Group 3?", "Group 3", "第3研究组", "第1研究组"),
        ("那150名女孩来自哪里？", "150", "150 girls were chosen.", "50 girls were chosen."),
        ("What is GENIE.AI in Podgorica?", "GENIE.AI", "GENIE.AI样机", "该样机"),
        ("What did A6 cost in 2030?", "A6", "Area A6: boats", "Namibia | 6"),
        ("OP-26的P4是多少？", "P4", "P4 – 资源筹措", "P5 – 包容"),
        ("第三研究组有多少名代表？", "第三", "Study Group 3", "第1研究组于4月3日开会"),
        ("三级发动机有哪些故障？", "三", "第三级发动机", "发动机三台"),
        ("2024年第二季度的收入是多少？", "第二季度", "Income in Q2", "第一季度报告，第2页"),
        ("What was sold in February 2017?", "February", "Fri, Feb 24, 2017", "Mar 3, 2017"),
        ("How many rode in May 2021?", "May", "May-2021 | 512", "Jun-2021 | 498"),
        ("2021年5月运送了多少人？", "5月", "17/05/2021", "06/17/2021"),
        ("What is Marlowe's fare?", "Marlowe", "MARLOWE, K", "Harlow, K"),
    ],
)
def test_a_constraint_is_met_in_either_language(question, name, met, unmet):
    constraint = bound(question)[name]
    assert constraint.met(met)
    assert not constraint.met(unmet)


def test_a_place_is_met_by_its_other_names():
    zambia = Expansion("Zambia", ("赞比亚",), "names (CLDR)", "name", 3, 9, 0.5)
    constraint = bound("In Zambia, who leads it?", zambia)["Zambia"]
    assert constraint.kind == "place"
    assert constraint.met("该项目在赞比亚实施。")
    assert not constraint.met("该项目在肯尼亚实施。")


def test_what_is_asked_for_does_not_bind():
    assert not bound("FIGI举措在哪三个国家推动普惠金融？").keys() & {"三", "三个"}
    assert not bound("Which three founded it?").keys() & {"three"}


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("是从哪三个省挑选的？", 3),
        ("五个项目分别叫什么名字？", 5),
        ("Which two communities were chosen?", 2),
        ("What are the names of the five projects?", 5),
        ("有哪些合作伙伴？", 0),
        ("替它送了两批货的是哪条船？", 0),
    ],
)
def test_how_many_things_are_asked_for(question, number):
    assert asked_items(question) == number


def test_numbers_are_read_in_digits_and_in_words():
    assert {"17", "12", "3", "1000"} <= numbers_of("17家、十二个、three of 1 000")
    assert {"16", "41"} <= numbers_of("sixteen lessons, Forty-one pupils")
    assert cardinals("sixteen lessons, Forty-one pupils") == {"16", "41"}


def test_a_plan_named_after_a_place_is_not_a_place():
    baku = Expansion("Baku", ("巴库",), "names (CLDR)", "name", 13, 17, 0.5)
    assert bound("Why does the Baku plan have few indicators?", baku)["Baku"].kind == "name"
    assert (
        bound(
            "Who sits in Baku, at the office?",
            Expansion("Baku", ("巴库",), "names (CLDR)", "name", 12, 16, 0.5),
        )["Baku"].kind
        == "place"
    )


def test_the_first_word_of_a_sentence_is_no_name():
    assert not bound("Did it open? Give the date.").keys() & {"Did", "Give"}


def test_a_quarter_is_no_code():
    question = understand("Why did costs fall in Q1 2024?")
    assert question.codes == ()


def test_a_verb_is_no_place():
    assert "新加" not in bound("第四期新加了什么赛道？")


@pytest.mark.parametrize(
    "question",
    ["Combien de bancs compte le parc ?", "Сколько деревьев посадили?", "湖泊里有几条船？"],
)
def test_question_words_and_kinds_of_place_are_no_names(question):
    opening = Expansion(question.split()[0], ("how many",), "field", "field", 0, 7, 0.5)
    assert bound(question, opening) == {}


def test_roman_and_abbreviated_numbers_are_ranks():
    assert ranks_of("phase II follows Convention No. 47") == {"2", "47"}
    assert ranks_of("part in the trial") == set()


def test_an_organisation_is_met_by_every_name_that_is_known_of_it():
    mined = Expansion("ILO", ("国际劳动组织",), "glossary: plan.docx", "mined", 8, 11, 0.5)
    assert bound("Did the ILO help?", mined)["ILO"].met("国际劳工组织提供了协助。")


def test_words_that_only_look_like_names_do_not_bind():
    silver = Expansion("argent", ("Silver", "银"), "names (CLDR)", "name", 8, 14, 0.5)
    assert "argent" not in bound("Combien d'argent le musée a-t-il reçu ?", silver)
    assembly = Expansion("大会", ("General Assembly",), "organisations", "organisation", 2, 4, 0.5)
    assert "大会" not in bound("监管大会在哪天开？", assembly)
    assert all(c.kind != "place" for c in bound("有多少个跟宽带沾边的项目？").values())


def test_an_edition_may_be_told_by_its_rank():
    bound = constraints("Why was FAIR-17 put off?", (), ("FAIR-17",))
    code = next(c for c in bound if c.kind == "code")
    assert code.met("FAIR: the 17th meeting was put off.")
    assert code.met("第17届会议（FAIR）推迟。")
    assert not code.met("FAIR: the 16th meeting was put off.")
