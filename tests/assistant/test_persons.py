"""People named in Chinese: rarer surnames, names written by their sounds, who came after whom."""

import pytest

from assistant.question import understand
from assistant.reading.reader import Stretch
from assistant.reading.typed import typed
from assistant.refusals.answer_types.people import chinese_people

CHRONICLE = """# 湖滨图书馆2031年大事记

理事会决定聘任谷文清为馆长，任期三年，自2031年4月1日起。原馆长卞孝先因退休离任。

阅览室在夏天装修，读者大会推迟到十月。
"""


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("会议同意聘任蒲见微为副馆长。", ["蒲见微"]),
        ("授权贺文静与供应商谈判。", ["贺文静"]),
        ("罗盘由旅美华侨周慕贤先生捐赠。", ["周慕贤"]),
        ("工作组由阿南德·拉奥先生和米里亚马·图希女士主持。", ["阿南德·拉奥", "米里亚马·图希"]),
        ("会议由科菲·阿散蒂主持。", ["科菲·阿散蒂"]),
        ("经费由基金会承担，成员来自高等院校。", []),
    ],
)
def test_names_are_found_whole(text, people):
    assert [text[start:end] for start, end in chinese_people(text)] == people


def test_who_is_the_only_person_of_a_sentence():
    text = "其中明代刻本《湖志》残卷由旅美华侨周慕贤先生捐赠。"
    asked = understand("《湖志》残卷是谁捐的？")
    wrong = Stretch(text.index("明代"), text.index("明代") + 2, 0.6)
    found = typed(asked, asked.text, text, wrong)
    assert text[found.start : found.end] == "周慕贤"


@pytest.fixture(scope="module")
def assistant(over):
    return over(CHRONICLE)


@pytest.mark.parametrize(
    ("question", "name"), [("新任馆长是谁？", "谷文清"), ("前任馆长是谁？", "卞孝先")]
)
def test_the_new_one_is_not_the_one_who_left(assistant, question, name):
    answer = assistant.ask(question)
    assert answer.status == "not_found" or name in (answer.short_answer or "")
