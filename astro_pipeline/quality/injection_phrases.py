"""How a text speaks to a model instead of to a buyer, and how it tries to get something out."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import yaml
from pydantic import TypeAdapter

_LISTS: Final = TypeAdapter(dict[str, tuple[str, ...]])


@cache
def orders() -> Mapping[str, re.Pattern[str]]:
    """An order to the model, per language (`injection.yaml`); a text is held against all of them."""
    table = files("astro_pipeline.quality").joinpath("injection.yaml").read_text("utf-8")
    listed = _LISTS.validate_python(yaml.safe_load(table))
    return {language: re.compile("|".join(forms), re.IGNORECASE) for language, forms in listed.items()}


ROLE: Final = re.compile(
    r"(?:^|\n)[ \t>#*]{0,20}(?:system|assistant|developer)[ \t*]{0,8}(?:prompt|message)?"
    r"[ \t*]{0,8}:[ \t*]{0,8}\n?[ \t]{0,8}"
    r"(?=(?:you\s+(?:are|must|will|should)|ignore|disregard|new\s+instructions|from\s+now\s+on|always|never|sure\b"
    r"|print|output|reply|respond|override|approve|reveal|the\s+user|do\s+not|i\s+will)\b)"
    r"|(?:^|\n)[ \t]{0,8}(?:human|user)[ \t]{0,8}:[^\n]{0,400}\n{1,8}[ \t]{0,8}(?:assistant|ai)[ \t]{0,8}:"
    r"|[\"']role[\"']\s*:\s*[\"'](?:system|assistant|developer|tool)[\"']"
    r"|(?:^|\n)#{2,6}[ \t]{0,8}(?:system|assistant|instruction)s?[ \t]{0,8}:?[ \t]{0,8}(?:\n|$)",
    re.IGNORECASE,
)
"""A turn of a conversation, as if the model's maker or the model were speaking."""

TOOL: Final = re.compile(
    r"</?(?:tool_call|function_calls?|tool_use|tool_code|antml:\w+|invoke|function\s*=\s*\w+)\b[^<>\n]{0,200}>"
    r"|[\"']tool_calls[\"']\s*:"
    r"|\{\s*[\"']name[\"']\s*:\s*[\"'][\w.-]+[\"']\s*,\s*[\"'](?:arguments|parameters)[\"']\s*:"
    r"|```(?:tool_code|tool_call)\b|\bto=functions\.\w+",
    re.IGNORECASE,
)
"""What a model writes when it calls a tool."""

LEAK: Final = re.compile(
    r"(?:https?:)?//[^\s)\"'<>]{1,400}[?&](?:data|prompt|secret|leak|exfil|context|conversation|payload|history|system|token|key)"
    r"=(?:\{\{?|\$\{|\[|<|%7B|%5B|\.\.\.|…|[A-Za-z0-9+/_=-]{40,})"
    r"|\]\(\s*(?:javascript:|data:text/html)",
    re.IGNORECASE,
)
"""An address that carries out what is put into it."""
