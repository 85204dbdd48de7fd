"""What tells a reason, a list or a part of a question, over small papers of two institutions."""

import pytest

from assistant.conversation import resolved
from assistant.decomposition.hops import named
from assistant.draft import Draft, Sentence
from assistant.question import kinds_of, understand
from assistant.reading.explaining import explaining
from assistant.reading.listing import SALUTATION, asked_number, head
from assistant.reading.reader_features import asked_apart
from assistant.refusals.answer_types.dates import asks_duration
from assistant.refusals.enumerated import listed
from assistant.refusals.numerals import asked_items
from assistant.refusals.relations import untold

FERRIES = """# Skarn Harbour Board: report for 2023

## 1 Spending

Two lines stayed far below their budgets; the reasons are explained below.

| Line | Budget (EUR) | Spent (EUR) | Rate |
|---|---|---|---|
| K1 – Quays and moorings | 410,000 | 402,000 | 98% |
| K2 – Pilot boats | 260,000 | 121,000 | 47% |
| K3 – Lights and buoys | 90,000 | 51,000 | 57% |

K2 is low because the yard in Brunn went bankrupt before the second hull was laid.

K3 is low because the lamp maker delivered three months late.

## 2 The tide project

The tide project has three parts:

- Part A – Tide gauges (EUR 40,000): eleven gauges on the outer islands;
- Part B – School visits (EUR 9,000): a boat for classes;
- Part C – Storm signals (EUR 22,000): lamps on the mole.

The inspection looks at crew, hull, engine and papers, four areas in all.
"""
BOARD = """各位委员：

现将石湾渡口管理会第八次会议纪要发给各位，请于3月9日前回复。

会议时间：2023年3月2日。

第九次会议定于2023年6月15日在白沙码头召开。

检查从船员、船体、轮机和证件四个方面进行。

会议认为以下做法值得推广。第一，“夜班同行”：老船工带一名新船工值夜班。第二，“潮汐黑板”：每天在候船室写出潮位。第三，学生护航队在周末引导游客上下船。

渡口更新项目为期两年半，由县财政出资。
"""
LETTER = """Monsieur le Directeur,

Mme Odile Garnot sera notre correspondante à compter du 1er mai 2023. Elle remplace M. Pierre \
Valdec, parti à la retraite.
"""


@pytest.fixture(scope="module")
def harbours(over):
    return over({"skarn.md": FERRIES, "shiwan.md": BOARD, "letter.txt": LETTER})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why was so little of the K2 money spent in 2023?", "bankrupt"),
        ("K3的钱2023年为什么没花完？", "lamp maker"),
        ("What are the three parts of the tide project?", "School visits"),
        ("What four areas does the inspection look at?", "engine"),
        ("检查看哪四个方面？", "轮机"),
        ("渡口更新项目为期多长？", "两年半"),
        ("When and where is the ninth meeting?", "白沙码头"),
        ("管理会认为哪些做法值得推广？", "学生护航队"),
    ],
)
def test_the_sentence_that_tells_is_quoted(harbours, question, said):
    answer = harbours.ask(question)
    assert answer.status == "answered"
    assert said in answer.answer


def test_a_reason_of_another_code_is_none(harbours):
    assert harbours.ask("Why was K1 overspent?").status == "not_found"


def test_practices_counted_off_are_named_in_short(harbours):
    short = harbours.ask("管理会认为哪些做法值得推广？").short_answer
    assert short is not None
    assert all(name in short for name in ("夜班同行", "潮汐黑板", "学生护航队"))
    assert "候船室" not in short


@pytest.mark.parametrize(
    "text",
    [
        "K2和K3两项低于预算，原因在下文说明。",
        "偏差的具体原因详见附件三。",
        "停航的原因尚不清楚。",
        "会议要求秘书处说明原因。",
        "The reasons for the delay are explained below.",
        "The reason why it sank is not known.",
        "The report explains the reasons.",
    ],
)
def test_a_reason_only_spoken_of_is_none(text):
    assert not explaining(understand("Why was the line late?"), text)


@pytest.mark.parametrize(
    "text",
    [
        "停航的原因是缆绳断裂。",
        "原因在于船坞破产，资金因此没有支出。",
        "The low rate is explained by the flood at the yard.",
        "The balance results mainly from a tender that was declared void.",
        "The reason is that the yard closed.",
        "工期延误是台风造成的。",
    ],
)
def test_a_reason_given_is_one(text):
    assert explaining(understand("Why was the line late?"), text)


@pytest.mark.parametrize("text", ["K3部分为什么最慢？", "B2项目为什么停了？", "F5类台站为何关闭？"])
def test_the_digit_of_a_code_is_no_number_of_things(text):
    assert asked_number(text) is None
    assert asked_items(text) == 0


def test_a_number_of_things_stays_one():
    assert asked_number("项目的3部分分别是什么？") == 3
    assert asked_items("工程的三个部分分别是什么？") == 3


@pytest.mark.parametrize(
    "text",
    ["项目为期多长？", "合同任期是多长？", "样品保存多长？", "工期多长？", "会期持续了多长？"],
)
def test_how_long_it_lasts_is_a_length_of_time(text):
    assert asks_duration(text)
    assert "date" in understand(text).wants


def test_how_long_a_road_is_stays_a_measure():
    assert not asks_duration("这条公路有多长？")


@pytest.mark.parametrize(
    "line", ["各位委员：", "尊敬的王主任：", "Dear colleagues:", "Chère Madame:", "张先生："]
)
def test_a_salutation_opens_no_list(line):
    assert SALUTATION.search(line)


@pytest.mark.parametrize("line", ["成员单位：", "项目由三个部分组成：", "The members are:"])
def test_other_lines_open_one(line):
    assert not SALUTATION.search(line)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("Part A – Tide gauges: eleven of them", "Tide gauges"),
        ("A部分 – 潮位观测（40万元）：新建十一个站；", "潮位观测（40万元）"),
        ("Component 2: Training of crews.", "Training of crews"),
        ("第一，“夜班同行”：老船工带新船工。", "“夜班同行”"),
        ("Regional presence: three offices", "Regional presence"),
    ],
)
def test_the_name_of_an_item_is_not_its_number(item, name):
    assert head(item) == name


def test_words_that_hold_a_joiner_join_nothing():
    assert listed("评估从课程、企业参与、社会服务和运行规范四个方面进行") == 4
    assert listed("船员与轮机") == 2


@pytest.mark.parametrize(
    "text",
    ["Which line was prolonged at no cost?", "哪个项目不增加费用延期？", "Is it free of charge?"],
)
def test_what_costs_nothing_asks_for_no_money(text):
    assert not {"money", "amount"} & set(kinds_of(text))


def test_the_day_of_the_month_is_one_thing_asked():
    assert len(asked_apart("节日是几月几号，今年主打什么？")) == 2


def test_a_text_in_a_language_without_known_words_is_not_untold():
    assert not untold("她接替的是谁？", "Elle remplace M. Pierre Valdec, parti à la retraite.")
    assert untold("她接替的是谁？", "管理会现有七名委员。")


@pytest.mark.parametrize(
    ("previous", "follow_up", "meant"),
    [
        ("非洲论坛在哪里举行？", "拉丁美洲和加勒比的呢？", "拉丁美洲和加勒比论坛在哪里举行?"),
        (
            "How many people came to the forum for Africa?",
            "And for Latin America and the Caribbean?",
            "How many people came to the forum for Latin America and the Caribbean?",
        ),
        (
            "How many complaints were about noise?",
            "And about ships that spoil the bathing water?",
            "How many complaints were about ships that spoil the bathing water?",
        ),
    ],
)
def test_a_bare_follow_up_takes_the_place_of_its_like(previous, follow_up, meant):
    history = [{"role": "user", "content": previous}, {"role": "assistant", "content": "12."}]
    assert resolved(follow_up, history).text == meant


def test_the_day_of_the_last_answer_binds_nothing_else():
    told = [
        {"role": "user", "content": "Which office opened last?"},
        {"role": "assistant", "content": "The one in Brunn, on 3 May 2023."},
    ]
    assert "May" not in resolved("How many people work there?", told).text


def test_the_number_of_a_row_is_no_name():
    line = Sentence("16/6 | “潮汐”项目 | 延至3月")
    draft = Draft("answered", (line,), "16/6 | “潮汐”项目 | 延至3月", 0.9, "text")
    assert "16/6" not in named(draft, "Which project was prolonged?")
