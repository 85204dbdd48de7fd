import pytest

from assistant.conversation import check_history, resolved
from assistant.errors import HistoryError


def talk(*contents):
    roles = ("user", "assistant")
    return [{"role": roles[i % 2], "content": content} for i, content in enumerate(contents)]


def test_a_question_that_stands_alone_is_left_alone():
    history = talk("What was the P2 budget in 2023?", "CHF 756,000.")
    question = "Which countries host an acceleration centre?"
    assert resolved(question, history).text == question


@pytest.mark.parametrize("question", ["What is the DT Lab?", "什么是NETP？", "GSR在哪里举行？"])
def test_a_short_question_that_asks_by_itself_is_left_alone(question):
    history = talk("How much does OP-26 give to emergency telecommunications?", "CHF 205,000.")
    assert resolved(question, history).text == question


def test_a_new_year_takes_the_place_of_the_old_one():
    history = talk("2023年网络安全的预算是多少？", "400,000瑞郎")
    assert resolved("那2026年呢？", history).text.startswith("2026年网络安全的预算是多少")


def test_a_new_code_takes_the_place_of_the_old_one():
    history = talk("2023年P2的预算是多少？", "756,000瑞郎")
    assert resolved("那P3呢？", history).text.startswith("2023年P3的预算是多少")


def test_a_chain_of_follow_ups_is_followed():
    history = talk("How much was P1 given in 2023?", "CHF 519,000.", "And in 2026?", "CHF 552,000.")
    assert resolved("And for P2?", history).text == "How much was P2 given in 2026?"


def test_a_pointer_back_brings_question_and_answer():
    history = talk("Where did the first event take place?", "In Podgorica.")
    whole = resolved("How many projects were worked on there?", history).text
    assert whole.startswith("How many projects were worked on there?")
    assert "Podgorica" in whole


@pytest.mark.parametrize(
    "history", ["text", [{"role": "system", "content": "x"}], [{"role": "user"}], ["x"]]
)
def test_a_malformed_history_is_refused_in_one_line(history):
    with pytest.raises(HistoryError, match="history"):
        check_history(history)


@pytest.mark.parametrize(
    ("before", "follow_up", "expected"),
    [
        ("How many were trained in Ghana by 2021?", "And in Kenya?",
         "How many were trained in Kenya by 2021?"),
        ("Where is the 2026 forum for Africa?", "And the one for the CIS countries?",
         "Where is the 2026 forum for the CIS countries?"),
        ("2023年非洲有多少人接受培训？", "那亚太呢？", "2023年亚太有多少人接受培训?"),
        ("加纳培训了多少人？", "肯尼亚呢？", "肯尼亚培训了多少人?"),
        ("When was the second meeting?", "And the third?", "When was the third meeting?"),
        ("How many women took part?", "And how many men?", "How many men took part?"),
        ("Who leads Study Group 1?", "And Study Group 2?", "Who leads Study Group 2?"),
        ("应急通信2026年的预算是多少？", "网络安全呢？", "网络安全2026年的预算是多少?"),
        ("How much goes to emergency telecommunications?", "What about cybersecurity?",
         "How much goes to cybersecurity?"),
        ("一等奖奖金是多少？", "二等奖呢？", "二等奖奖金是多少?"),
        ("存款固定一年、到期取息，利率多少？", "固定两年的呢？",
         "存款固定两年、到期取息,利率多少?"),
        ("How many wells has the Nepal village project dug?", "And the one in Bolivia?",
         "How many wells has the Bolivia village project dug?"),
    ],
)  # fmt: skip
def test_a_bare_follow_up_changes_the_words_of_its_kind(before, follow_up, expected):
    assert resolved(follow_up, talk(before, "An answer.")).text == expected


@pytest.mark.parametrize(
    ("before", "told", "follow_up", "expected"),
    [
        ("What did the fair cost in 2031?", "5.", "And the year before?",
         "What did the fair cost in 2030?"),
        ("2031年灯会花了多少钱？", "5元。", "那下一年呢？", "2032年灯会花了多少钱?"),
        ("How many storks nested in 2031?", "27.", "And two years later?",
         "How many storks nested in 2033?"),
        ("理事会第四次会议是哪天开的？", "5月3日。", "下一次什么时候开？",
         "第五次什么时候开？ (理事会第五次会议是哪天开的？)"),
        ("Who hosted the 21st meeting?", "Peru.", "Where will the next one be?",
         "Where will the 22nd meeting be? (Who hosted the 22nd meeting?)"),
        ("When was the mill opened?", "In 2031.", "What else was opened that year?",
         "What else was opened in 2031? (When was the mill opened? 2031)"),
    ],
)  # fmt: skip
def test_a_follow_up_steps_on_from_the_year_or_the_number_that_was_said(
    before, told, follow_up, expected
):
    assert resolved(follow_up, talk(before, told)).text == expected


def test_the_year_of_the_last_answer_binds_no_follow_up():
    question = resolved("它全年出了多少天？", talk("海燕号是哪年下水的？", "2031年。")).text
    assert "2031" not in question


@pytest.mark.parametrize(
    ("before", "follow_up"),
    [
        ("What does a student pay a day for the Heron?", "And for companies?"),
        ("How many grants were awarded, for how much in all?", "And for the Bridge Awards?"),
    ],
)
def test_a_phrase_takes_the_place_of_its_like_only(before, follow_up):
    assert resolved(follow_up, talk(before, "84.")).text == f"{follow_up} ({before})"


def test_a_comparison_with_what_was_said_keeps_the_earlier_question():
    history = talk("What was the P2 budget in 2023?", "CHF 756,000.")
    whole = resolved("How does that compare with 2026?", history).text
    assert "2026" in whole
    assert "P2 budget in 2023" in whole


def test_a_share_without_a_subject_is_of_what_was_asked_before():
    history = talk("2023年网络安全的预算是多少？", "400,000瑞郎")
    assert "网络安全" in resolved("占P4的百分之几？", history).text


@pytest.mark.parametrize(
    "follow_up",
    ["来了多少人，代表多少个国家？", "How many people attended?", "What was the theme?"],
)
def test_a_question_that_names_nothing_is_about_what_was_said(follow_up):
    history = talk("Where was GSR-19 held?", "In Port Vila.")
    assert "GSR-19" in resolved(follow_up, history).text


@pytest.mark.parametrize(
    "question", ["哪家公司出了钱？", "Which rooms were heated again last winter?"]
)
def test_a_question_that_names_nothing_may_be_a_follow_up(question):
    history = talk("Who repaired the boiler of the ferry house?", "Messrs Dahl.")
    found = resolved(question, history)
    assert found.text == question
    assert "boiler of the ferry house" in found.linked


@pytest.mark.parametrize("question", ["What does Oslo pay for heating?", "2031年取暖花了多少？"])
def test_a_question_with_a_name_or_a_year_is_linked_to_nothing(question):
    history = talk("Who repaired the boiler of the ferry house?", "Messrs Dahl.")
    assert not resolved(question, history).linked


@pytest.mark.parametrize(
    ("question", "told", "whole"),
    [
        ("And when did she take over?", "Dr Lea Roth.", "when did Dr Lea Roth take over?"),
        ("Who is his deputy?", "It is Jon Moe of Tarnby.", "Who is Jon Moe's deputy?"),
        ("她是什么时候上任的？", "Dr Lea Roth", "Dr Lea Roth是什么时候上任的？"),
    ],
)
def test_a_name_stands_for_the_pronoun_of_a_person(question, told, whole):
    history = [
        {"role": "user", "content": "Who leads the harbour board?"},
        {"role": "assistant", "content": told},
    ]
    found = resolved(question, history)
    assert found.text == whole
    assert "harbour board" in found.linked
