"""Settings: which place wins, what is refused, and what the message says."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings, SettingsError, explain_settings, load_settings


def write(home: Path, text: str) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    path = home / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_need_neither_file_nor_model(home: Path) -> None:
    settings = load_settings()
    assert settings.home == home
    assert settings.embedding == "built-in"
    assert settings.llm == ""
    assert settings.server.host == "127.0.0.1"
    assert not home.exists(), "reading settings must write nothing"


def test_flag_beats_environment_beats_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, 'k = 3\nlanguage = "zh"\n[server]\nport = 8001\nhost = "::1"\n')
    monkeypatch.setenv("RAPPORTEUR_K", "4")
    monkeypatch.setenv("RAPPORTEUR_SERVER__PORT", "8002")
    settings = load_settings(k=5)
    assert (settings.k, settings.language) == (5, "zh")
    assert (settings.server.host, settings.server.port) == ("::1", 8002)
    assert load_settings().k == 4


def test_home_of_a_flag_decides_which_file_is_read(home: Path, tmp_path: Path) -> None:
    write(home, "k = 3")
    write(tmp_path / "other", "k = 7")
    assert load_settings().k == 3
    assert load_settings(tmp_path / "other").k == 7


def test_explained_values_name_their_place(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(home, 'language = "zh"')
    monkeypatch.setenv("RAPPORTEUR_SERVER__PORT", "8002")
    found = {value.name: value for value in explain_settings(k=5)}
    assert (found["k"].value, found["k"].source) == (5, "flag")
    assert (found["language"].value, found["language"].source) == ("zh", str(path))
    assert found["server.port"].source == "environment RAPPORTEUR_SERVER__PORT"
    assert found["server.host"].source == "default"
    assert all(value.description for value in found.values())


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_LLM_API_KEY", "sk-verysecret")
    settings = load_settings()
    assert settings.llm_api_key.get_secret_value() == "sk-verysecret"
    assert "verysecret" not in repr(settings)
    assert "verysecret" not in repr(explain_settings())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('embeding = "x"', ["settings.toml", "'embeding'", "did you mean embedding"]),
        ("[server]\nprot = 1", ["settings.toml", "'prot'"]),
        ("zzz = 1", ["'zzz'", "'rapporteur settings'"]),
        ('k = "many"', ["settings.toml", "k = 'many'", "integer"]),
        ("k = 0", ["k = 0", "greater than or equal to 1"]),
        ("[server]\nport = 70000", ["server.port = 70000"]),
        ('server = "x"', ["settings.toml", "server"]),
        ('collection = "../x"', ["collection = '../x'", "letters, digits"]),
        ('language = "klingon"', ["language = 'klingon'"]),
        ('home = "/elsewhere"', ["--home", "RAPPORTEUR_HOME"]),
        ("k = \n", ["not valid TOML", "line 1"]),
    ],
)
def test_a_bad_file_is_refused_in_one_line(home: Path, text: str, parts: list[str]) -> None:
    write(home, text)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert "\n" not in message
    for part in parts:
        assert part in message


def test_a_bad_key_is_refused_without_showing_it(home: Path) -> None:
    write(home, 'llm_api_key = ["sk-verysecret"]')
    with pytest.raises(SettingsError, match="llm_api_key") as caught:
        load_settings()
    assert "verysecret" not in str(caught.value)


def test_an_unknown_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_EMBEDING", "x")
    with pytest.raises(SettingsError, match="did you mean RAPPORTEUR_EMBEDDING"):
        load_settings()


def test_a_bad_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_SERVER__PORT", "front door")
    with pytest.raises(SettingsError, match="RAPPORTEUR_SERVER__PORT = 'front door'"):
        load_settings()


def test_a_program_sets_what_it_likes_and_reads_nothing_else(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(home, "k = 3")
    monkeypatch.setenv("RAPPORTEUR_LLM", "openai:x")
    settings = Settings(home=tmp_path / "mine")
    assert (settings.k, settings.llm) == (10, "")
