"""The short answer is the words that answer, not the whole sentence."""

import pytest

from assistant.question import understand
from assistant.reading.reader import Stretch
from assistant.reading.short import balanced, short_answer


@pytest.mark.parametrize(
    ("question", "item", "most"),
    [
        ("2023年举办了多少期培训班？", "46", 10),
        ("培训中心设在哪里？", "内罗毕", 12),
        ("培训中心什么时候启用？", "2023年3月15日", 16),
        ("How many books may readers borrow?", "twelve", 30),
        ("When is the reading room open?", "9:30", 45),
    ],
)
def test_it_is_cut_out_of_the_sentence(assistant, question, item, most):
    answer = assistant.ask(question)
    assert item in answer.short_answer
    assert len(answer.short_answer) <= most
    assert any(answer.short_answer in citation.quote for citation in answer.citations)


def test_a_list_gives_its_items(assistant):
    short = assistant.ask("参加计划的合作伙伴有哪些？").short_answer
    assert all(name in short for name in ("非洲电信联盟", "太平洋岛国论坛", "阿拉伯信息通信组织"))


def test_items_that_are_explained_are_named_by_what_stands_before_the_colon():
    text = "组织包括三个部门：\n财务部：管理预算。\n人事部：招聘职员。\n法务部：审阅合同。"
    found = short_answer(understand("组织包括哪三个部门？"), text, [Stretch(0, 4, 0.1)])
    assert found == "财务部; 人事部; 法务部"


def test_a_reason_is_the_clause_that_gives_it():
    reason = "因为主机房的空调在夏季的高温之中连续出现了三次故障"
    text = f"虽然{'原定计划没有任何改变' * 10}，{reason}，搬迁推迟到了九月。"
    start = text.index("空调")
    found = short_answer(understand("搬迁为什么推迟了？"), text, [Stretch(start, start + 2, 1.0)])
    assert found == reason


@pytest.mark.parametrize(
    ("question", "text", "reason"),
    [
        (
            "搬迁为什么推迟？",
            "搬迁推迟到九月，因为新库房的空调没有验收，而老库房的租期又延长了半年。",
            "因为新库房的空调没有验收，而老库房的租期又延长了半年",
        ),
        (
            "Why was the move put off?",
            "搬迁推迟到九月，是因为新库房验收时，空调还没有装好。",
            "因为新库房验收时，空调还没有装好",
        ),
        ("搬迁为什么推迟？", "因为空调没有验收，搬迁推迟到九月。", "因为空调没有验收"),
    ],
)
def test_a_reason_said_behind_what_it_explains_runs_to_the_end(question, text, reason):
    start = text.index("空调")
    assert short_answer(understand(question), text, [Stretch(start, start + 2, 1.0)]) == reason


def test_a_name_of_several_parts_stays_whole():
    text = "修复工作由库佐·阿散蒂承担，费用3.2万元。"
    start = text.index("佐")
    asked = understand("修复工作由谁承担？")
    assert short_answer(asked, text, [Stretch(start, start + 5, 0.9)]) == "库佐·阿散蒂"


def test_a_stretch_that_is_not_sure_is_given_with_what_stands_around_it():
    text = "中心在美洲培训了十二名技师，课程将在明年继续，地点未定。"
    start = text.index("明年")
    asked = understand("课程什么时候继续？")
    assert short_answer(asked, text, [Stretch(start, start + 2, 0.9)]) == "明年"
    assert short_answer(asked, text, [Stretch(start, start + 2, 0.1)]) == "课程将在明年继续"
    abroad = understand("When will the courses go on?")
    assert short_answer(abroad, text, [Stretch(start, start + 2, 0.5)]) == text


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("主题是“与青年交流，创建未来”的活动", "“与青年交流", "“与青年交流，创建未来”"),
        ("由国家电信委员会（CONATEL）管理", "国家电信委员会（CONATEL", "国家电信委员会（CONATEL）"),
        ("中心（DTC）已经运行", "DTC）", "DTC"),
        ("报告 – 《面向未来的教育》。", " – 《面向未来的教育》。", "《面向未来的教育》"),
        ("It is called the Lab (2021).", " the Lab", "the Lab"),
    ],
)
def test_quotation_marks_and_brackets_stay_whole(text, part, whole):
    start = text.index(part)
    assert balanced(text, start, start + len(part)) == whole


@pytest.mark.parametrize(
    ("question", "text", "found", "whole"),
    [
        (
            "In which three languages is the guide printed?",
            "The guide will be printed in Swahili, French and Portuguese in May.",
            "Portuguese",
            "Swahili, French and Portuguese",
        ),
        (
            "Which towns have a branch?",
            "Branches were opened in Thornby, Kelso and Marl, each with two staff.",
            "Kelso",
            "Thornby, Kelso and Marl",
        ),
        (
            "哪些国家派了代表？",
            "会议由肯尼亚、乌干达和赞比亚派代表参加。",
            "乌干达",
            "肯尼亚、乌干达和赞比亚",
        ),
    ],
)
def test_of_a_list_all_items_are_given(question, text, found, whole):
    start = text.index(found)
    stretch = Stretch(start, start + len(found), 0.9)
    assert short_answer(understand(question), text, [stretch]) == whole


def test_a_reason_begins_with_the_word_for_it():
    text = (
        "The ferry to Skarn was held in port for three days in March because its radar, bought for"
        " 1.2 million, had failed twice; the mayor apologised."
    )
    start = text.index("three days")
    found = short_answer(
        understand("Why was the ferry held?"), text, [Stretch(start, start + 10, 0.2)]
    )
    assert found == "because its radar, bought for 1.2 million, had failed twice"


def test_items_that_the_reader_cuts_short_are_given_with_those_beside_them():
    text = "奖学金用于资助修建三座码头、培训40名船员和购置救生设备，明年继续。"
    start = text.index("购置")
    found = short_answer(
        understand("奖学金都用在哪些方面？"), text, [Stretch(start, start + 2, 0.9)]
    )
    assert all(item in found for item in ("修建三座码头", "培训40名船员", "购置救生设备"))
    text = "The first are Mill Lane (4 km, 2026), Dock Street (3 km, 2026) and Quay (1 km, 2027)."
    start = text.index("Quay")
    asked = understand("Which three streets come first?")
    found = short_answer(asked, text, [Stretch(start, start + 4, 0.9)])
    assert found is not None
    assert all(name in found for name in ("Mill Lane", "Dock Street", "Quay"))


def test_of_a_row_that_is_quoted_the_cell_asked_for_is_the_answer(over):
    table = """# 馆藏经费

| 项目 | 2031年决算 | 2032年预算 | 备注 |
|---|---|---|---|
| 数据库订购 | 1,702 | 1,780 | 含外文库 |
| 图书购置 | 960 | 1,010 | 无 |
"""
    opened = over(table)
    assert "1,780" in opened.ask("2032年买数据库的预算是多少？").short_answer
    assert "|" not in opened.ask("2032年买数据库的预算是多少？").short_answer


@pytest.mark.parametrize(
    ("question", "text", "found", "whole"),
    [
        ("When does it close?", "Applications close on 15 May 2026.", "May 2026", "15 May 2026"),
        ("What did it yield?", "It yielded EUR 151,200 in all.", "200", "EUR 151,200"),
        ("名额有多少？", "今年共有名额1,250个。", "250", "1,250"),
    ],
)
def test_figures_and_dates_are_not_cut_through(question, text, found, whole):
    start = text.index(found)
    stretch = Stretch(start, start + len(found), 0.9)
    assert short_answer(understand(question), text, [stretch]) == whole


@pytest.mark.parametrize(
    ("question", "text", "found", "whole"),
    [
        (
            "Where are the four workshops?",
            "It trained 41 joiners at its four workshops at Lunden, Orvik, Hale and Stone Bay.",
            "Hale",
            "Lunden, Orvik, Hale and Stone Bay",
        ),
        (
            "Which themes are wanted for the prize?",
            "Themes wanted in May are the drying of nets, the price of salt, the law of the harbour"
            " and the schooling of pilots.",
            "salt, the law of the harbour",
            "the drying of nets, the price of salt, the law of the harbour and the schooling of"
            " pilots",
        ),
        (
            "Which three journeys did she speak of?",
            "She spoke of three journeys: to Orvik, where the ice had come early and closed the"
            " port for weeks; to Hale, where a whole pier had been rebuilt by the pilots in a"
            " single summer; and to Lunden, where nobody met her.",
            "a whole pier",
            "to Orvik; to Hale; to Lunden",
        ),
    ],
)
def test_an_enumeration_is_given_whole(question, text, found, whole):
    start = text.index(found)
    stretch = Stretch(start, start + len(found), 0.9)
    assert short_answer(understand(question), text, [stretch]) == whole


def test_a_reason_told_behind_what_it_is_of_goes_on_over_its_commas():
    text = "渡轮改走北线，是因为南线的航道太浅，大船时常搁浅，而疏浚又没有经费。"
    asked = understand("渡轮为什么改走北线？")
    start = text.index("航道")
    found = short_answer(asked, text, [Stretch(start, start + 2, 0.9)])
    assert found == "因为南线的航道太浅，大船时常搁浅，而疏浚又没有经费"
    before = "由于南线的航道太浅，渡轮改走北线。"
    start = before.index("航道")
    assert short_answer(asked, before, [Stretch(start, start + 2, 0.9)]) == "由于南线的航道太浅"
