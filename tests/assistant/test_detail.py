"""Whether a text holds the detail that is asked for, and not only what the question says."""

import pytest

from assistant.question import understand
from assistant.refusals.asked_details import asked_for
from assistant.refusals.counted_nouns import counted_noun
from assistant.refusals.detail import lacking
from assistant.refusals.enumerated import items_short


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
        ("局长叫什么名字？", "局长启动了新的机制。", ["name"]),
        ("局长叫什么名字？", "局长李国强出席了会议。", []),
        ("Who is the Director of the bureau?", "电信局主任将指定责任人。", ["person"]),
        ("Who is the Director of the bureau?", "由局长Ömer Karagözoğlu先生担任主席。", []),
        ("计划是哪一天通过的？", "计划于10月通过。", ["date"]),
        ("计划是哪一天通过的？", "计划于10月7日通过。", []),
        ("Which country came top?", "指数显示全球有很大改善。", ["place"]),
        ("Which country came top?", "排名第一的是爱沙尼亚。", []),
        ("What is her phone number?", "Write to desk@example.org.", ["contact"]),
        ("What is her phone number?", "Call +41 22 730 6475.", []),
        ("首个村庄叫什么名字？", "建立了第一个村庄 – Gokina。", []),
        ("系统由哪家公司开发？", "该组织发布了首个开源DPI组件。", ["organisation"]),
        ("系统由哪家公司开发？", "系统由Huawei开发。", []),
        ("What is her e-mail address?", "She leads the unit.", ["contact"]),
        ("How long does the crossing take?", "A crossing takes 25 minutes.", []),
        ("修桥用了多长时间？", "工期七个月。", []),
        ("Which sixteen island states joined?", "Sixteen island states joined.", ["place"]),
        ("哪两位签了协议？", "协议已经签署。", ["person"]),
        ("Who spoke at the fair?", "展览在越南举行。", ["person"]),
        ("Who supplied the pumps?", "水泵由海源公司供货。", []),
        ("How long does the crossing take?", "Two ships make the crossing.", ["date"]),
        ("In which city was the fair?", "展览汇集了利益攸关方。", ["place"]),
        ("In which city was the fair?", "展览在塔什干举行。", []),
        ("厂房卖给了哪家公司？", "全部厂房出售给长河电器有限公司。", []),
        ("厂房卖给了哪家公司？", "公司出售了厂房。", ["organisation"]),
        ("Who is the president of the board?", "Board President Ada Lindholm spoke.", []),
        ("What share of claims is checked?", "One claim in twenty is checked.", []),
        ("Which counties closed a ferry?", "Two of nine counties closed a ferry.", ["name"]),
        ("Which counties closed a ferry?", "A ferry was closed by Aldmoor.", []),
        ("Which companies lend the ferries?", "Companies lend two ferries.", ["name"]),
        ("What did the port pay for the ferry?", "The port has a ferry.", ["amount"]),
        ("What did the port pay for the ferry?", "The ferry cost EUR 2 million.", []),
    ],
)
def test_what_a_text_lacks_of_what_is_asked_for(question, text, kinds):
    assert [kind for kind in lacking(understand(question), text) if kind != "count"] == kinds


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many of Peru's 63 schools have a library?", "schools"),
        ("How many of the nurses were trained?", "nurses"),
        ("送来了多少台笔记本电脑？", "笔记本电脑"),
        ("一共有多少户？", "户"),
    ],
)
def test_the_noun_that_is_counted(question, noun):
    assert counted_noun(understand(question)) == noun


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


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("为什么资金分配表没有列出所有产品？", "amount"),
        ("在哪几个省做了磋商？", "count"),
    ],
)
def test_words_of_money_and_number_need_not_ask_for_a_figure(question, kind):
    assert kind not in asked_for(understand(question))


def test_a_follow_up_is_asked_for_what_it_asks_itself():
    before = " (When was the mascot introduced?)"
    asked = "What did it say on the day of the launch?"
    assert "date" not in asked_for(understand(asked, asked + before))
    assert "date" in asked_for(understand("And the second one?", "And the second one?" + before))


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Who gets in, and how many of the old harbour's cranes are red?", "cranes"),
        ("培训有多少名额？", "名额"),
        ("义卖筹到多少善款？", ""),
        ("仓库里有几台水泵，多少台水泵能用？", "水泵"),
    ],
)
def test_measures_and_money_are_no_nouns_that_are_counted(question, noun):
    assert counted_noun(understand(question)) == noun


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What does a place in the car park cost?", "A place costs 45 pounds a month."),
        ("停车位多少钱？", "月租（元/个）: 380"),
        ("In which town did the guild meet?", "Second\nDate: 3 May\nVenue: Kirkesund"),
        ("¿En qué ciudad se reunió el gremio?", "Segunda\nLugar: Lima, Perú"),
        ("In what ratio do both towns pay for the ferry?", "The towns pay in the ratio 3:2."),
        ("渡轮费用按什么比例分摊？", "渡轮费用由两镇按70:30分摊。"),
        ("三座码头叫什么名字？", "本港有三座码头：云湾、石角和青石。"),
        ("谁领导实验室？", "实验室由安娜·莫雷蒂领导。"),
    ],
)
def test_a_detail_is_known_by_its_header_and_its_marks(question, text):
    assert lacking(understand(question), text) == []


@pytest.mark.parametrize("question", ["其中有多少是新买的？", "一个仓库最多用多少地？"])
def test_what_is_measured_and_a_verb_are_no_nouns_that_are_counted(question):
    assert counted_noun(understand(question)) == ""
