"""A list is answered by what names the things, a reason or a purpose by what tells it."""

import pytest

from assistant.question import understand
from assistant.reading.explaining import explaining
from assistant.reading.telling import announces, tells

BAKERY = """# Guild of bakers: notes

## Millers

Last spring the guild met the millers. Several grievances were voiced. They included late carts,
damp flour, and the price of sacks.

## 培训

面包师协会今年新办了三个培训班。这三个培训班分别是发酵班、裱花班和烘炉维修班。

## Hall

A copper hood was hung over the old oven. It is meant to keep smoke out of the shop.

The guild hall was moved to Weir Street because the cellar had flooded twice.

Slow proving: a course for beginners. Slow proving was the theme of the spring meeting.

Slow proving – the rest of a day and a night that dough is given in the cold.

The bran scheme was agreed in May. It hands spent bran to the piggeries of the town. This spares the
guild its carting fees.

Among the apprentices, 60 in all, 35% are women.

## 评审

面包评审分为三个部分。第一部分看选料和配方。第二部分看火候。第三部分看摆盘和包装。
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(BAKERY)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What grievances did the guild voice to the millers?", ["late carts", "price of sacks"]),
        ("面包师协会新办的三个培训班分别教什么？", ["发酵班", "裱花班", "烘炉维修班"]),
        ("What is the copper hood for?", ["keep smoke out"]),
        ("面包评审的三个部分各看什么？", ["选料", "火候", "摆盘"]),
        ("Why was the guild hall moved?", ["flooded"]),
        ("What is slow proving?", ["a day and a night"]),
        ("What does the bran scheme aim at?", ["piggeries", "carting fees"]),
        ("What share of the apprentices are women?", ["35%"]),
    ],
)
def test_the_sentence_that_names_or_tells_is_shown(assistant, question, told):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert all(words in answer.answer for words in told)


def test_as_many_things_as_are_asked_for_are_an_answer():
    question = understand("Which three rivers were dredged?")
    assert tells(question, "The Ald, the Bor and the Cuin were dredged, in that order, in May.")
    assert not tells(question, "Several rivers were dredged.")


def test_a_purpose_is_told_by_its_words():
    question = understand("这套水闸有什么用处？")
    assert tells(question, "水闸用于防止海水倒灌。")
    assert not tells(question, "水闸建于2031年。")


def test_what_something_waits_for_is_a_reason():
    question = understand("Why was the dredging put off?")
    assert tells(question, "The dredging was put off until the permit had been renewed.")
    assert tells(understand("疏浚为什么推迟？"), "疏浚推迟进行，直到许可证续期。")
    assert not tells(question, "The dredging covers three rivers.")


@pytest.mark.parametrize(
    "question", ["什么是潮差？", "潮差指的是什么？", "潮差的含义是什么？", "潮差是什么意思？"]
)
def test_a_definition_opens_with_what_is_asked_about(question):
    assert tells(understand(question), "潮差 – 相邻高潮与低潮的水位之差。")
    assert not tells(understand(question), "潮差站 – 负责潮差的观测。")


@pytest.mark.parametrize(
    "text",
    [
        "The permit ran out, which is why dredging was put off.",
        "The yard could not repair the bucket in time.",
        "清淤船未能通过检验。",
        "Le dragage a été reporté en raison d'une crue.",
        "El dragado se aplazó debido a una crecida.",
        "为保护产卵的鱼群，疏浚改在秋天进行。",
        "作为航道安全整治工作的一部分，疏浚分两段进行。",
    ],
)
def test_reasons_are_known_by_more_than_because(text):
    assert tells(understand("Why was the dredging put off?"), text)


def test_a_sentence_announces_what_the_next_one_names():
    question = understand("新增的三条航线有哪些？")
    assert announces(question, "今年新增了三条航线。", "它们分别是东线、西线和北线。")
    assert not announces(question, "今年新增了三条航线。", "票价不变。")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The oven was shut on 3 May: bakers were needed elsewhere.", True),
        ("Flour rose by a tenth after two mills gave up the trade.", True),
        ("The course was put off following the storm.", True),
        ("两家磨坊停产后，面粉涨了一成。", True),
        ("The oven was shut after 2031.", False),
        ("Present: the warden and two bakers.", False),
    ],
)
def test_what_came_before_or_stands_behind_a_colon_is_a_reason(text, reason):
    assert explaining(understand("Why did it happen?"), text) is reason
