import pytest

import prompts


@pytest.mark.parametrize("language", ["en", "zh", "fr", "es", "ru", "ar"])
def test_every_prompt_is_written_in_the_six_un_languages(language):
    for name in prompts.VARIABLES:
        assert prompts.load(name, language).language == language


def test_other_languages_use_the_english_prompt():
    assert prompts.load("answer", "de").language == "en"


def test_values_are_inserted_as_they_are():
    prompt = prompts.parse("answer", "en", "## System\nSay {{language}}\n## User\n{{question}}")
    assert prompt.fill({"language": "{{question}}", "question": "why?"}) == (
        "Say {{question}}",
        "why?",
    )


def test_an_unknown_variable_is_named():
    with pytest.raises(prompts.PromptError, match="colour"):
        prompts.parse("answer", "en", "## System\n{{colour}}\n## User\n")


def test_a_missing_value_is_named():
    prompt = prompts.parse("answer", "en", "## System\nx\n## User\n{{question}}")
    with pytest.raises(prompts.PromptError, match="question"):
        prompt.fill({})
