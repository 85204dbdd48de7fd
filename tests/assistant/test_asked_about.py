"""Figures are worked with only where they are of what a question asks about, in both languages."""

import pytest

EN = {
    "harbour.md": """# Harbour notes

Ticket income rose 6% in the north. In the south membership rose 9%.

Of the 85 applications, 60 were granted. Staff numbered 44 in all, and eleven worked at night.

The harbour received 900 petitions in 2024. The panel gave 70 rulings. Fees were cut in 52 of these
rulings.

The harbour fed 4,000 apprentices in 2024. Each lunch cost 46 cents, of which families paid 8.

The library lent 4,200 books and 310 films. The reading room was open on 48 weekends, and 1,260
visitors came, 420 of them children.

The museum received 6,000 visitors, 8% more than in 2023, among them 700 sailors.

In 2024 the ombudsman dealt with 148 complaints: 61 about noise, 39 about waiting times, 22 about
fumes and the remainder about various matters.
""",
}
ZH = {
    "gangwu.md": """# 港务简报

85份申请中，60份获批。职工共44人，夜班11人。

基金购置渔网120张。现有分会15个。项目总投资240万欧元，其中市里出资90万欧元，其余来自大区和收费。

全年举办双选会12场，参会企业186家。

博物馆2024年接待观众9400人次，比2023年增加12%，其中境外观众1800人次。

甲、乙、丙三地分别登记古船27艘、41艘和36艘。

港口实现营业收入58.4亿元、净利润4.9亿元。
""",
}
RIGHT = [
    ("What share of the applications were granted?", "70.59%"),
    ("What share of the staff worked at night?", "25%"),
    ("How many applications were not granted?", "25"),
    ("In how many rulings were fees not cut?", "18"),
    ("What share of the reading room's visitors were children?", "33.33%"),
    ("How many of the 148 complaints were about various matters?", "26"),
]
RIGHT_ZH = [
    ("申请获批的占多大比例？", "70.59%"),
    ("夜班职工占几成？", "25%"),
    ("平均每场双选会有多少家企业参会？", "15.5"),
    ("博物馆观众中境外观众占多少？", "19.15%"),
    ("净利润占营业收入的多少？", "8.39%"),
]
NOT_WORKED_OUT = [
    "How much more did ticket income rise in the north than in the south?",  # no income's growth
    "How many films were lent on average per weekend?",  # the weekends of another room
    "How many students were there per teacher?",
    "How many of the museum visitors were women in 2024?",  # 8% is a growth
]
NOT_WORKED_OUT_ZH = [
    "平均每家企业招聘多少毕业生？",  # 企业 and fairs are told, no graduates
    "平均每个分会有多少张邮票？",
    "项目投资中收费出了多少？",  # the rest is of the region, too
    "净利润里船厂占多少？",  # the profit would be the whole
    "甲地登记的古船占乙地古船的几成？",  # counts one by one are no parts
    "博物馆2024年女性观众有多少人次？",
]


@pytest.fixture(scope="module")
def harbour(over):
    return over(EN)


@pytest.fixture(scope="module")
def gangwu(over):
    return over(ZH)


@pytest.mark.parametrize(("question", "short"), RIGHT)
def test_figures_of_what_is_asked_about_are_worked_with(harbour, question, short):
    answer = harbour.ask(question)
    assert short in (answer.short_answer or ""), answer.answer


@pytest.mark.parametrize(("question", "short"), RIGHT_ZH)
def test_chinese_figures_of_what_is_asked_about_are_worked_with(gangwu, question, short):
    answer = gangwu.ask(question)
    assert short in (answer.short_answer or ""), answer.answer


@pytest.mark.parametrize("question", NOT_WORKED_OUT)
def test_figures_of_something_else_are_not_worked_with(harbour, question):
    answer = harbour.ask(question)
    assert not answer.trace["method"].startswith("worked"), answer.answer


@pytest.mark.parametrize("question", NOT_WORKED_OUT_ZH)
def test_chinese_figures_of_something_else_are_not_worked_with(gangwu, question):
    answer = gangwu.ask(question)
    assert not answer.trace["method"].startswith("worked"), answer.answer


def test_higher_or_lower_are_no_two_things(harbour):
    answer = harbour.ask("Was the number of museum visitors in 2024 higher or lower than in 2023?")
    assert "lower than" not in answer.answer
