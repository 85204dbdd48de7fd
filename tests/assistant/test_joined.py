"""Questions that hold two figures, dates or rows against each other, in many wordings."""

import pytest

from assistant.reckoning.sides import sides

PAPERS = {
    "orchards.md": """# Orchard League: review of 2024

## Pruning prize

The League wrote to 350 growers about the pruning prize, and 84 growers sent in a tree.

In Ashby the grafting workshop brought together 40 gardeners. Six talks were held, and so far ten
gardeners have returned the questionnaire.

## Trials

The League runs 16 cider trials; 6 trials are under way in the valley orchards.

Seed boxes were sent to Chile, Peru, Kenya and Portugal.

The evening classes were held 20 times from 2020 to 2023, 8 of them outdoors and 12 indoors. In all,
300 pickers attended these classes, 60% of them women.

## Fairs

The blossom fair in Ashby was held in April 2024. It drew 72 gardeners.

The harvest fair in Corby was held in September 2024. It drew 95 gardeners.

The leaflet Bud is printed in 800 copies. The leaflet Leaf is printed in 1,300 copies.

In 2023 the nursery school trained 210 people. By December 2024 the number had more than doubled
compared with 2023 and stood at 460 people.

## Works

| Work | Cost in 2024 (EUR) |
|---|---|
| Grafting | 30,000 |
| Irrigation | 45,000 |
| Total works | 75,000 |
| Loans repaid | 90,000 |
""",
    "果园.md": """# 果园联合会2024年总结

共有250名会员报名修剪考核，其中200名会员通过了考核。

参加育苗交流的国家包括智利、秘鲁、肯尼亚和葡萄牙。

联合会支持了7项土壤调查，东岭、西坡、北沟的调查已经完成，南湾、青石、柳林和石桥的调查正在进行。

截至6月底，第1分会共有58名代表登记，提交建议12份；第2分会共有41名代表登记，提交建议9份。

| 项目 | 2023年预算（元） | 2024年预算（元） |
|---|---|---|
| R1 – 果树修剪 | 90,000 | 60,000 |
| R2 – 苗圃建设 | 120,000 | 150,000 |
| R3 – 修剪工具 | 45,000 | 48,000 |
""",
}
TOLD = [
    ("What share of the growers invited to the pruning prize sent in a tree?", "24%"),
    ("What fraction of the gardeners at the Ashby workshop have sent back the form?", "25%"),
    ("What percentage of the League's 16 cider trials were under way?", "37.5%"),
    ("报名考核的会员里通过的占几成？", "80%"),
    ("How many pickers came per evening class on average?", "15"),
    ("How many countries got seed boxes?", "4"),
    ("育苗交流有几个国家参加？", "4"),
    ("7项土壤调查里，还在进行的有几项？", "4"),
    ("两个分会里哪个登记的代表更多，多几个人？", "第1分会"),
    ("Which of the two leaflets is printed in more copies?", "Leaf"),
    ("Which came first in 2024, the blossom fair or the harvest fair?", "blossom fair"),
    ("Did the nursery school train more people in 2023 or in 2024?", "2024"),
    ("2024年果树修剪的预算是苗圃建设的百分之几？", "40%"),
    ("What did grafting and watering cost in all in 2024?", "EUR 75,000"),
    ("R1（修剪）的预算从2023年到2024年缩了多少元？", "30,000"),
]
UNTOLD = [
    "What percentage of the cider trials are in Peru?",
    "What share of the growers invited to the pruning prize were women?",
    "报名考核的会员里外地会员占几成？",
]


@pytest.fixture(scope="module")
def papers(over):
    return over(PAPERS)


@pytest.mark.parametrize(("question", "short"), TOLD)
def test_figures_that_belong_together_are_held_against_each_other(papers, question, short):
    answer = papers.ask(question)
    assert answer.status == "answered"
    assert short in (answer.short_answer or ""), answer.answer


@pytest.mark.parametrize("question", UNTOLD)
def test_no_share_is_made_of_figures_of_something_else(papers, question):
    assert "**" not in papers.ask(question).answer


def test_a_change_says_which_way_it_went(papers):
    answer = papers.ask("What happened to the R1 budget from 2023 to 2024, and by what amount?")
    assert answer.answer.startswith("Down by **CNY 30,000**"), answer.answer


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("What did the fair cost in 2021, and in 2023?", "What did the fair cost in 2023"),
        (
            "How many attended the Ashby school in May, and the Corby one in June?",
            "How many attended the Corby school in June",
        ),
    ],
)
def test_the_second_of_two_is_asked_in_the_words_of_the_first(question, second):
    found = sides(question)
    assert found is not None
    assert found.questions[1] == second


def test_vs_within_a_name_sets_nothing_against_another():
    assert sides("图瓦卢的GovStack讲习班有几人参加？") is None
