import pytest

from assistant.verify import unsupported

PASSAGE = "2023年3月12日，BDT在日内瓦签署了4个新项目，总价值622,409瑞郎（占P2的18.0%）。"


@pytest.mark.parametrize(
    "sentence",
    [
        "BDT signed 4 new projects worth CHF 622,409 on 12 March 2023.",
        "The share of P2 is 18%.",
        "The text says “总价值622,409瑞郎”.",
        "BDT signed new projects in Geneva.",
    ],
)
def test_a_sentence_whose_details_stand_in_the_passage_is_supported(sentence):
    assert unsupported(sentence, [PASSAGE]) == []


@pytest.mark.parametrize(
    ("sentence", "detail"),
    [
        ("BDT signed 5 new projects.", "5"),
        ("They were worth CHF 622,490.", "CHF 622,490"),
        ("It happened in 2024.", "2024"),
        ("The share of P3 is 18.0%.", "P3"),
        ("The text says “总价值超过预期”.", "总价值超过预期"),
        ("It happened on 14 March 2023.", "14 March 2023"),
    ],
)
def test_a_detail_that_no_passage_bears_out_is_named(sentence, detail):
    assert detail in unsupported(sentence, [PASSAGE])
