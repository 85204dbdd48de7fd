"""Finding the threshold of refusal, and the risk-coverage curve."""

import json
import tomllib

import pytest

from assistant import Assistant
from assistant.settings import Settings, load_settings
from eval.calibrate import best_threshold, calibrate, rates
from eval.datasets import DatasetError
from eval.risk_coverage import Outcome, curve


def outcome(confidence, right=True, answerable=True, threshold=True):
    return Outcome(confidence, right and answerable, answerable, threshold)


TEN = [outcome(c) for c in (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99)]
UNANSWERABLE = [outcome(c, answerable=False) for c in (0.1, 0.3, 0.35)]


def test_the_threshold_refuses_as_much_as_is_allowed_and_no_more():
    threshold = best_threshold(TEN + UNANSWERABLE, 0.1)
    assert 0.35 < threshold < 0.4
    found = rates(TEN + UNANSWERABLE, threshold)
    assert (found.refusal, found.false_refusal, found.right_lost) == (1.0, 0.1, 0.1)


def test_it_stands_in_the_middle_of_the_gap():
    assert best_threshold(TEN + UNANSWERABLE, 0.1) == pytest.approx(0.375)


def test_questions_that_no_answer_is_found_for_count_against_what_is_allowed():
    lost = [outcome(None, right=False), *TEN[1:]]
    assert rates(lost, best_threshold(lost, 0.1)).false_refusal == 0.1


def test_answers_from_tables_are_not_held_against_it():
    figures = [outcome(0.05, threshold=False), *TEN[1:]]
    assert rates(figures, 0.3).false_refusal == 0.0


def test_the_curve_by_hand():
    outcomes = [
        outcome(0.9),
        outcome(0.8, right=False),
        outcome(0.7),
        outcome(0.2, answerable=False),
    ]
    found = curve(outcomes, 0.5)
    assert [(p.coverage, round(p.risk, 3)) for p in found.points] == [
        (0.25, 0.0),
        (0.5, 0.5),
        (0.75, 0.333),
        (1.0, 0.5),
    ]
    assert found.area == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)
    assert (found.in_use.coverage, round(found.in_use.risk, 3)) == (0.75, 0.333)


def test_a_curve_of_refusals_alone_has_no_area():
    found = curve([outcome(None), outcome(None, answerable=False)], 0.3)
    assert found.area is None
    assert found.in_use is None
    assert found.to_text()


QUESTIONS = [
    ("培训中心设在哪里？", "内罗毕", "培训中心设在内罗毕"),
    ("How many maps does the archive hold?", "18,400", "The archive holds 18,400 maps"),
    ("Who designed the reading room?", None, None),
]
PAPER = """2023年共举办了46期培训班。培训中心设在内罗毕，由区域办事处管理。

The archive holds 18,400 maps given by the geographer Elena Brandt in 1987.

The reading room is open from 9:30 to 18:45 on weekdays.
"""


@pytest.fixture
def asked(home, tmp_path):
    """An assistant over a small paper, and questions with gold."""
    paper = tmp_path / "paper.txt"
    paper.write_text(PAPER, encoding="utf-8")
    rows = [
        {
            "id": str(number),
            "language": "en",
            "type": "fact" if fact else "unanswerable",
            "question": text,
            "status": "answered" if fact else "not_found",
            "answer": [[fact]] if fact else [],
            "evidence": [{"document": "paper", "quote": quote}] if quote else [],
        }
        for number, (text, fact, quote) in enumerate(QUESTIONS)
    ]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    with Assistant.open(settings=Settings(home=home)) as assistant:
        assistant.ingest([paper])
        yield assistant, questions


def test_what_is_found_is_kept_in_the_homes_settings_and_used(asked, home):
    assistant, questions = asked
    (home / "settings.toml").write_text('language = "zh"\n\n[server]\nport = 9000\n')
    found = calibrate(assistant, questions, max_false_refusal=0.0)
    kept = tomllib.loads((home / "settings.toml").read_text(encoding="utf-8"))
    assert kept == {
        "language": "zh",
        "refusal_threshold": found.chosen.threshold,
        "server": {"port": 9000},
    }
    assert load_settings(home).refusal_threshold == found.chosen.threshold
    assert found.chosen.refusal == 1.0
    assert found.chosen.false_refusal == 0.0
    again = calibrate(assistant, questions, max_false_refusal=0.5)
    kept = tomllib.loads((home / "settings.toml").read_text(encoding="utf-8"))
    assert kept["refusal_threshold"] == again.chosen.threshold


def test_a_dry_run_writes_nothing(asked, home):
    assistant, questions = asked
    assert calibrate(assistant, questions, store=False).stored is None
    assert not (home / "settings.toml").exists()


def test_questions_without_any_answer_cannot_calibrate(asked, tmp_path):
    assistant, questions = asked
    only = tmp_path / "only.jsonl"
    only.write_text(questions.read_text(encoding="utf-8").splitlines()[-1], encoding="utf-8")
    with pytest.raises(DatasetError, match="no question has an answer"):
        calibrate(assistant, only)
