"""What something is, where it came to be told first; which countries, and no more than they."""

import pytest

from assistant import Assistant
from assistant.settings import Settings

REPORT_ZH = """# 海岸伙伴关系2026年简报

## 灯塔网

2024年发起的“灯塔网”项目由两个机构共同开展，目标是让每一座港口接入潮汐数据。

灯塔网活跃于四个海域。2026年，灯塔网将试点新的浮标，并扩大与各国的合作。

## 实验室

潮汐实验室（T Lab）将支持各国设计预报系统，并应请求提供技术援助。

协会于2025年成立了海洋数据实验室（D Lab），作为伙伴关系的一部分。
D Lab将支持年轻工程师的培训，并应请求提供技术援助。

## 应急计划

协会在亚太地区为汤加举办了一次关于制定海上应急计划（SEP）的讲习班。2026年3月，协会在美洲地区将海上应急计划（SEP）移交给海地港务局。

首批六个中心（加纳、赞比亚；巴西、秘鲁；斐济、汤加）向渔民提供培训。
"""


@pytest.fixture(scope="module")
def coast(tmp_path_factory):
    folder = tmp_path_factory.mktemp("coast")
    (folder / "brief.md").write_text(REPORT_ZH, encoding="utf-8")
    with Assistant.open(settings=Settings(home=folder / "home")) as assistant:
        assistant.ingest([folder / "brief.md"])
        yield assistant


@pytest.mark.parametrize("asked", ["什么是灯塔网？", "灯塔网是什么？"])
def test_what_stands_first_below_its_name_says_what_a_thing_is(coast, asked):
    assert "每一座港口" in coast.ask(asked).citations[0].quote


@pytest.mark.parametrize("asked", ["What is the D Lab?", "D Lab是什么？"])
def test_how_a_thing_came_to_be_says_what_it_is(coast, asked):
    assert "成立了" in coast.ask(asked).citations[0].quote


@pytest.mark.parametrize(
    "asked", ["In which countries were SEPs handed over in 2026?", "2026年向哪些国家移交了SEP？"]
)
def test_the_country_to_which_it_was_handed_over_is_told_alone(coast, asked):
    answer = coast.ask(asked)
    assert (answer.status, answer.short_answer) == ("answered", "海地")


def test_countries_within_brackets_are_told_to_the_last(coast):
    short = coast.ask("哪些国家有中心向渔民提供培训？").short_answer
    assert all(name in short for name in ("加纳", "赞比亚", "巴西", "秘鲁", "斐济", "汤加"))
    assert "渔民" not in short
