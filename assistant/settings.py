"""Every setting of the program in one typed tree, and where each value comes from.

A value is taken from the first place that has one: a command line flag, an environment variable
(``RAPPORTEUR_K``, or ``RAPPORTEUR_SERVER__PORT`` for a nested one), the file ``settings.toml`` in
the home, the default below. An unknown name is refused wherever it stands.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from ingest.errors import RapporteurError

ENV_PREFIX = "RAPPORTEUR_"
FILE_NAME = "settings.toml"


class SettingsError(RapporteurError):
    """A setting is unknown, or its value cannot be used; the message names place, key and value."""


class ServerSettings(BaseModel):
    """What ``rapporteur serve`` listens on and accepts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field("127.0.0.1", description="address that the page and the API listen on")
    port: int = Field(7860, ge=1, le=65535, description="port that they listen on")
    max_upload_mb: float = Field(50, gt=0, description="largest file the page accepts, in MB")
    max_waiting: int = Field(
        32,
        ge=1,
        description="questions that may wait before new ones are turned away",
    )


def default_home() -> Path:
    """The platform's user data folder for this program (not created here)."""
    return platformdirs.user_data_path("rapporteur", appauthor=False)


class Settings(BaseSettings):
    """The settings tree; ``load_settings`` fills it from flags, environment and file."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
    )

    home: Path = Field(
        default_factory=default_home, description="folder that holds everything that is stored"
    )
    collection: str = Field(
        "default", max_length=64, description="collection of documents that commands work on"
    )
    embedding: str = Field(
        "built-in",
        min_length=1,
        description='embedding model: "built-in", the name or folder of a sentence-transformers '
        'model, or "none" to search by keywords alone',
    )
    embedding_batch_size: int = Field(
        64, ge=1, description="passages that a sentence-transformers model embeds at a time"
    )
    embedding_device: str = Field(
        "",
        description='device for a sentence-transformers model ("cpu", "cuda"); "" leaves it to it',
    )
    embedding_query_prompt: str | None = Field(
        None,
        description="what a sentence-transformers model wants before questions; unset: what the "
        "model itself names",
    )
    embedding_passage_prompt: str | None = Field(
        None,
        description="what it wants before passages; unset: what the model itself names",
    )
    reranker: str = Field(
        "",
        description="name or folder of a cross-encoder that reads the best passages of a search "
        'and orders them anew; "" for none',
    )
    reranker_candidates: int = Field(
        20, ge=1, le=1000, description="passages that it reads for a question"
    )
    reranker_batch_size: int = Field(32, ge=1, description="passages that it reads at a time")
    reranker_device: str = Field(
        "", description='device for it ("cpu", "cuda"); "" leaves it to the library'
    )
    llm: str = Field(
        "",
        description='language model as "provider:name", such as "openai:NAME" for any '
        'OpenAI-compatible server; "" answers with the words of the documents alone',
    )
    llm_base_url: str = Field("", description='address of its server; "" is the provider\'s own')
    llm_api_key: SecretStr = Field(
        default=SecretStr(""),
        description="key for it; the environment is a better place than a file",
    )
    llm_timeout: float = Field(
        30, gt=0, description="seconds to wait for it before the documents' words are given instead"
    )
    llm_temperature: float = Field(0, ge=0, le=2, description="how freely it words its answers")
    llm_unsupported: Literal["withhold", "mark"] = Field(
        "withhold",
        description='what becomes of its sentences that the documents do not bear out: "withhold", '
        'or "mark" to show them marked as such',
    )
    telemetry_endpoint: str = Field(
        "",
        description="address of an OpenTelemetry collector (OTLP over HTTP) that each answer's "
        'stages and times are sent to; "" leaves it to OTEL_EXPORTER_OTLP_ENDPOINT, and without '
        "either nothing is sent",
    )
    telemetry_text: bool = Field(
        False, description="whether the question and the answer are sent there too"
    )
    k: int = Field(10, ge=1, le=1000, description="passages that a search returns")
    refusal_threshold: float | None = Field(
        None,
        ge=0,
        le=1,
        description="confidence below which the answer is that the documents do not say; unset: "
        "the calibrated one",
    )
    language: str = Field(
        "auto",
        pattern=r"^(auto|[a-z]{2})$",
        description='language of the answers\' frame ("zh", "en"); "auto" is the question\'s own',
    )
    max_file_mb: float = Field(200, gt=0, description="largest file that is ingested, in MB")
    server: ServerSettings = Field(ServerSettings(), description="the web page and the API")

    @field_validator("home")
    @classmethod
    def _absolute_home(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("collection")
    @classmethod
    def _plain_collection(cls, value: str) -> str:
        if not re.fullmatch(r"\w[\w .-]*", value) or value != value.strip():
            raise ValueError("use letters, digits, spaces, dots, hyphens and underscores")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take constructor arguments only: ``Settings(...)`` in a program reads nothing else."""
        return (init_settings,)


@dataclass(frozen=True, slots=True)
class SettingValue:
    """One setting as ``rapporteur settings`` shows it.

    Attributes:
        name: dotted name as in the file (``server.port``).
        value: its value as plain data; a secret is masked.
        source: ``flag``, ``environment NAME``, the file's path, or ``default``.
        description: what it is for.
    """

    name: str
    value: Any
    source: str
    description: str


@dataclass(frozen=True, slots=True)
class SettingDescription:
    """One setting as the reference shows it; ``default`` is written as in the settings file."""

    name: str
    variable: str
    default: str
    description: str


def load_settings(home: Path | str | None = None, **flags: Any) -> Settings:
    """Read the settings from flags, environment, ``settings.toml`` in the home, and defaults.

    Args:
        home: the home folder as given by a flag, or None.
        flags: other values given by flags, by setting name; those that are None are left out.

    Returns:
        The checked settings.

    Raises:
        SettingsError: a key is unknown or a value cannot be used; names the place and the key.
    """
    merged: dict[str, Any] = {}
    for source, values in reversed(_layers(home, flags)):
        _refuse_unknown(values, Settings, source)
        _check(values, source)
        merged = _merge(merged, values)
    return Settings(**merged)


def explain_settings(home: Path | str | None = None, **flags: Any) -> list[SettingValue]:
    """Every setting with its value and the place that it comes from, in the order of the tree.

    Args:
        home: as for ``load_settings``.
        flags: as for ``load_settings``.

    Raises:
        SettingsError: as for ``load_settings``.
    """
    layers = _layers(home, flags)
    values = load_settings(home, **flags).model_dump(mode="json")
    shown = []
    for name, description in _leaves(Settings):
        source = next((label for label, layer in layers if _has(layer, name)), "default")
        if source == "environment":
            source += f" {_variable(name)}"
        shown.append(SettingValue(name, _pick(values, name), source, description))
    return shown


def describe_settings() -> list[SettingDescription]:
    """Every setting, in the order of the tree, without looking at this machine's values."""
    defaults = Settings(home=Path("/")).model_dump(mode="json") | {"home": "your user data folder"}
    found = []
    for name, description in _leaves(Settings):
        value = _pick(defaults, name)
        default = "" if value is None else json.dumps(value)
        found.append(SettingDescription(name, _variable(name), default, description))
    return found


def store_setting(home: Path, name: str, value: bool | float | str) -> Path:
    """Set one value in the settings file of a home, made where missing; the rest stays as it is.

    Args:
        home: the home folder.
        name: of a setting that is not nested.
        value: what it is set to.

    Returns:
        the file.

    Raises:
        SettingsError: there is no such setting, or the file cannot be read or written.
    """
    path = home / FILE_NAME
    _file(path)  # says so where it is damaged
    _refuse_unknown({name: value}, Settings, str(path))
    _check({name: value}, str(path))
    line = f"{name} = {json.dumps(value)}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        top, mark, tables = _split_tables(text)
        old = re.compile(rf"^{re.escape(name)}\s*=.*$", re.MULTILINE)
        if old.search(top):
            top = old.sub(lambda _: line, top, count=1)
        else:
            top = f"{top.rstrip()}\n{line}\n".lstrip() + ("\n" if mark else "")
        path.write_text(top + mark + tables, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path


def _split_tables(text: str) -> tuple[str, str, str]:
    """A settings file as what stands before its first table, that table's head, and the rest."""
    table = re.search(r"^\s*\[.*$", text, re.MULTILINE)
    if table is None:
        return text, "", ""
    return text[: table.start()], table.group(), text[table.end() :]


def _layers(home: Path | str | None, flags: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The given values by place, strongest first."""
    given = {name: value for name, value in flags.items() if value is not None}
    if home is not None:
        given["home"] = home
    environment = _environment()
    folder = Path(given.get("home") or environment.get("home") or default_home()).expanduser()
    path = folder / FILE_NAME
    return [("flag", given), ("environment", environment), (str(path), _file(path))]


def _environment() -> dict[str, Any]:
    """The values set by ``RAPPORTEUR_*`` variables."""
    known = {_variable(name) for name in _all_keys()}
    for variable in os.environ:
        if variable.upper().startswith(ENV_PREFIX) and variable.upper() not in known:
            raise SettingsError(
                f"environment variable {variable} is not a setting{_closest(variable, known)}"
            )
    try:
        return dict(EnvSettingsSource(Settings)())
    except ValueError as error:
        raise SettingsError(f"environment variables {ENV_PREFIX}*: {error}") from error


def _file(path: Path) -> dict[str, Any]:
    """The values set in the home's file; none where there is no file."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: is not valid TOML: {error}") from error
    if "home" in values:
        raise SettingsError(
            f"{path}: home cannot be set in the home's own file; use --home or RAPPORTEUR_HOME"
        )
    return values


def _refuse_unknown(values: Mapping[str, Any], model: type[BaseModel], source: str) -> None:
    """Raise for the first key that the tree does not have."""
    for key, value in values.items():
        if key not in model.model_fields:
            raise SettingsError(f"{source}: unknown setting {key!r}{_closest(key, _all_keys())}")
        inner = model.model_fields[key].annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel) and isinstance(value, Mapping):
            _refuse_unknown(value, inner, source)


def _check(values: Mapping[str, Any], source: str) -> None:
    """Validate one place's values on their own, so that an error can name the place."""
    try:
        Settings(**values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        where = _variable(key) if source == "environment" else f"{source}: {key}"
        shown = "" if key == "llm_api_key" else f" = {first['input']!r}"
        raise SettingsError(f"{where}{shown}: {first['msg']}") from error


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two layers as one, the second on top, nested tables merged key by key."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = _merge(old, value) if both else value  # type: ignore[arg-type]
    return merged


def _leaves(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Dotted name and description of every setting that holds a value."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _leaves(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", field.description or ""


def _all_keys() -> set[str]:
    return {name for name, _ in _leaves(Settings)} | set(Settings.model_fields)


def _variable(name: str) -> str:
    return ENV_PREFIX + name.replace(".", "__").upper()


def _has(layer: Mapping[str, Any], name: str) -> bool:
    return _pick(layer, name, missing := object()) is not missing


def _pick(values: Mapping[str, Any], name: str, default: Any = None) -> Any:
    found: Any = values
    for part in name.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return default
        found = found[part]
    return found


def _closest(key: str, known: set[str]) -> str:
    """A tail for an error message: the names most like a mistyped one, else where to see them."""
    matches = difflib.get_close_matches(key, sorted(known), n=3, cutoff=0.6)
    if matches:
        return f"; did you mean {' or '.join(matches)}?"
    return "; 'rapporteur settings' lists them all"
