"""A small collection of documents that the assistant's tests ask about."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.settings import Settings

PLAN_2023 = """# 2023年能力建设计划

## 1 预算

各优先事项2023年的预算如下。

表1：2023年各优先事项预算

| 优先事项 | 预算（瑞郎） | 占比 |
|---|---|---|
| P1 普及连接 | 1,250,000 | 41.7% |
| P2 数字技能 | 756,000 | 25.2% |
| P3 网络安全 | 994,000 | 33.1% |
| 总计 | 3,000,000 | 100% |

## 2 培训

2023年共举办了46期培训班，学员2,310人，其中女性占48%。

培训中心设在内罗毕，2023年3月15日启用，由区域办事处管理。

## 3 合作伙伴

参加计划的合作伙伴包括：

- 非洲电信联盟
- 太平洋岛国论坛
- 阿拉伯信息通信组织
"""
PLAN_2026 = """# 2026年能力建设计划

## 1 预算

各优先事项2026年的预算如下。

表1：2026年各优先事项预算

| 优先事项 | 预算（瑞郎） | 占比 |
|---|---|---|
| P1 普及连接 | 1,400,000 | 40.0% |
| P2 数字技能 | 910,000 | 26.0% |
| P3 网络安全 | 1,190,000 | 34.0% |
| 总计 | 3,500,000 | 100% |

## 2 培训

2026年计划举办60期培训班，重点是农村地区的教师。
"""
LIBRARY = """Rules of the Riverside Library

Readers may borrow up to twelve books for four weeks. A reservation is kept for six days.

The reading room is open from 9:30 to 18:45 on weekdays.

The archive holds 18,400 maps given by the geographer Elena Brandt in 1987.
"""
TEXTS = {"plan-2023.md": PLAN_2023, "plan-2026.md": PLAN_2026, "library.txt": LIBRARY}


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The documents' texts by file name."""
    return TEXTS


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds them; tests only read it."""
    folder = tmp_path_factory.mktemp("papers")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def paper_home(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with them ingested; tests only ask it."""
    home = tmp_path_factory.mktemp("asked") / "home"
    with Assistant.open(settings=Settings(home=home)) as assistant:
        assistant.ingest([papers])
    return home


@pytest.fixture(scope="module")
def assistant(paper_home: Path):
    """An assistant over them, without a language model."""
    with Assistant.open(settings=Settings(home=paper_home)) as opened:
        yield opened


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Assistant]]:
    """Opens an assistant over texts by file name, or over one text, which tests then only ask."""
    with ExitStack() as assistants:

        def opened(texts: str | Mapping[str, str]) -> Assistant:
            folder = tmp_path_factory.mktemp("over")
            texts = {"report.md": texts} if isinstance(texts, str) else texts
            for name, text in texts.items():
                (folder / name).write_text(text, encoding="utf-8")
            settings = Settings(home=folder / "home")
            assistant = assistants.enter_context(Assistant.open(settings=settings))
            assistant.ingest([folder / name for name in texts])
            return assistant

        yield opened
