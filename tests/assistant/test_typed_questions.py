"""Short questions as people type them: which has the most, is it so, how many, what comes next."""

import pytest

from assistant import Assistant
from assistant.settings import Settings

NETWORK = """# Marrow County Library Network – facts and figures 2025

Table 1. Branches by city, 31 December 2025

| City | Branches | Books | Visits (thousand) |
|---|---|---|---|
| Quillmere | 3 | 84,200 | 310 |
| Oxbarrow | 2 | 112,500 | 190 |
| Tindle | 4 | 61,300 | 402 |
| Total | 9 | 258,000 | 902 |

Table 2. Grants by priority and theme, 2026 (EUR)

| Priority | Theme | Grant |
|---|---|---|
| A – Reading | Early readers | 120,000 |
| A – Reading | Home delivery | 45,000 |
| B – Buildings | Roof repairs | 80,000 |
| B – Buildings | Access ramps | 96,000 |

Table 3. Fees by card (EUR)

| Card | Deposit | Loans |
|---|---|---|
| Adult card | 10 | 12 |
| Junior card | 4 | 20 |

## Next steps

- The roof of the Tindle branch is repaired by June 2026.
- A new catalogue is bought in autumn 2026.

## Votes

The budget for 2026 was adopted by the council on 4 December 2025 by nine
votes to two; Ms Orla Finch and Mr Tam Reddy voted against.
The depot at Oxbarrow has been closed since March 2025.
A questionnaire went to all 168 member libraries; member libraries with a plan number 41.
"""
BOOKS = """# 青岚市社区书屋2025年统计

全市共有社区书屋46个，比上年增加5个，其中一级书屋12个，二级书屋20个，三级书屋14个。

表1 各城市书屋情况

| 城市 | 书屋数（个） | 藏书（万册） | 人均购书费（元） | 执行率（%） |
|---|---|---|---|---|
| 沐川 | 12 | 8.4 | 2.1 | 91 |
| 栖霞港 | 9 | 11.2 | 1.4 | 98 |
| 铜陂 | 25 | 6.1 | 3.3 | 84 |

## 主要发现

- 借阅量连续三年上升。
- 两个书屋没有坡道。

2026年经费方案经理事会以九票赞成、两票反对通过。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    (folder / "network.md").write_text(NETWORK, encoding="utf-8")
    (folder / "books.md").write_text(BOOKS, encoding="utf-8")
    with Assistant.open(folder / "home", Settings()) as assistant:
        assistant.ingest([folder / "network.md", folder / "books.md"])
        yield assistant


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("Which city has the most books?", "Oxbarrow"),  # whatever towns those are
        ("Which city has the fewest branches?", "Oxbarrow"),
        ("Which theme got the most money?", "Early readers"),
        ("Which priority got the most money?", "B – Buildings"),  # 80,000 + 96,000 > 165,000
        ("哪个城市藏书最多？", "栖霞港"),
        ("哪个城市人均购书费最高？", "铜陂"),  # no average is asked for
        ("哪个城市执行率最低？", "铜陂"),
        ("全市有多少个社区书屋？", "46个"),
        ("一级书屋有几个？", "12个"),
        ("三级书屋有多少个？", "14个"),
    ],
)
def test_the_most_and_how_many(library, typed, short):
    answer = library.ask(typed)
    assert (answer.status, answer.short_answer) == ("answered", short)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Was the budget approved?", "adopted by the council"),
        ("Is the depot open?", "closed since March 2025"),
        ("经费方案获批了吗？", "九票赞成、两票反对通过"),
        ("What are the next steps?", "A new catalogue is bought in autumn 2026."),
        ("主要发现是什么？", "两个书屋没有坡道。"),
        ("Who voted against?", "Ms Orla Finch"),
    ],
)
def test_the_sentence_that_says_it(library, typed, said):
    answer = library.ask(typed)
    assert answer.status == "answered"
    assert said in answer.answer


@pytest.mark.parametrize(
    "typed",
    [
        "Which city has the most hospitals?",
        "Is the Tindle branch finished?",
        "Was the catalogue cancelled?",
        "What are the objectives?",
        "What are the lessons?",
        "有哪些建议？",
        "越南有书屋吗？",
        "Are there branches in Viet Nam?",
    ],
)
def test_what_nothing_says_is_refused(library, typed):
    assert library.ask(typed).status == "not_found"


def test_all_figures_of_a_column_that_alone_is_asked_for(library):
    assert library.ask("How much is the deposit?").short_answer == "EUR 10; EUR 4"
