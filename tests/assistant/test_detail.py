"""Whether a text holds the detail that is asked for, and not only what the question says."""

import pytest

from assistant.detail import items_short, lacking
from assistant.question import understand


@pytest.mark.parametrize(
    ("question", "text", "kinds"),
    [
        ("When was the centre in Nairobi opened?", "The centre stands in Nairobi.", ["date"]),
        ("When was the centre opened?", "It opened on 15 March 2023.", []),
        ("培训中心花了多少钱？", "学员2,310人。", ["amount"]),
        ("培训中心花了多少钱？", "培训中心花了75.6万瑞郎。", []),
        ("What did the lab cost?", "The lab was built with partners.", ["amount"]),
        ("女性占百分之多少？", "培训班由学院组织完成。", ["share"]),
        ("女性占百分之多少？", "其中女性占48%。", []),
        ("谁发起了联盟？", "联盟于2023年成立。", ["person"]),
        ("What is her e-mail address?", "She leads the unit.", ["contact"]),
    ],
)
def test_what_a_text_lacks_of_what_is_asked_for(question, text, kinds):
    assert [kind for kind in lacking(understand(question), text) if kind != "count"] == kinds


def test_what_the_question_says_itself_is_no_answer():
    question = understand("How many people attended in March 2026?")
    assert "count" in lacking(question, "It was held in March 2026.")


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("从赞比亚三个省挑选的150名女孩接受培训。", False),
        ("来自卢萨卡省、铜带省和东方省。", True),
    ],
)
def test_so_many_things_as_are_asked_for_must_be_named(text, enough):
    assert (items_short(understand("她们是从哪三个省挑选的？"), text) == 0) is enough
