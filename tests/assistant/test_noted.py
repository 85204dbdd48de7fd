"""Sentences that name a row of a table by its code answer to what that row is."""

import pytest

LIST = """# Hill County Library: list of works

| Code | Work | Site | Months | Cost (USD) | State |
|---|---|---|---|---|---|
| ROOF-1 | New roof for the reading room | Main house | 7 | 84,000 | On hold |
| LIFT-2 | Lift for wheelchairs | North wing | 5 | 61,000 | Stopped |
| BOOK-3 | Shelves for old maps | Cellar | 3 | 9,500 | Open |
| L2.4 | Heating of the halls | Main house | 9 | 40,200 | Open |

ROOF-1 waits because the slates were sold to another buyer.

LIFT-2 ended when the builder closed down; USD 17,300 had been paid by then.

Line L2.4 shrinks in 2027 because the second boiler is bought in 2026 only.

The garden was replanted because of the drought.
"""
WORKS = """# 山城博物馆工程清单

| 编号 | 工程 | 地点 | 费用（万元） | 状态 |
|---|---|---|---|---|
| QX-1 | 东厅屋顶翻修 | 东厅 | 120 | 暂停 |
| QX-2 | 观众电梯 | 北楼 | 86 | 进行中 |

QX-1暂停，是因为施工单位破产。

门前花坛改种，是因为天旱。
"""


@pytest.fixture(scope="module")
def works(over):
    return over({"list.md": LIST, "works.md": WORKS})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why is the new roof of the reading room on hold?", "slates"),
        ("How much had been paid for the lift before the work stopped?", "17,300"),
        ("Why does the heating of the halls get less in 2027?", "boiler"),
        ("东厅屋顶翻修为什么暂停？", "破产"),
    ],
)
def test_a_note_on_a_code_is_about_its_row(works, question, said):
    answer = works.ask(question)
    assert answer.status == "answered"
    assert said in answer.answer.split("\n")[0]


def test_a_title_of_a_row_is_no_reason(works):
    answer = works.ask("What delayed the roof work?")
    assert "slates" in answer.answer.split("\n")[0]
