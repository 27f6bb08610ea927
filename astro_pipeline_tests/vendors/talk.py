"""What language models say on the loopback: what a test scripted, else an answer fit for a campaign."""

import json
import re
from collections import defaultdict, deque
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, cast

from pydantic import JsonValue

from astro_pipeline.domain.plan import Concepts, Copy, MarketAnalysis, SeoKeywords, Storyboard, Strategy
from astro_pipeline.provider import TextRequest
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.embedded.writer import OfflineWriter
from astro_pipeline.providers.prices import quoted
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.vendor import House, Job, Vendor

Ending = Literal["stop", "length", "refusal"]

_PICTURE_TOKENS = 1_000
_MATERIAL = re.compile(r"^--- material (\w+) ---\n(.*)\n--- end \1 ---$", re.MULTILINE | re.DOTALL)
_WRITTEN = (MarketAnalysis, SeoKeywords, Concepts, Strategy, Copy, Storyboard)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An answer's text, and how it ends."""

    text: str
    ending: Ending = "stop"


@dataclass(frozen=True, slots=True)
class Talk:
    """One request and its answer, counted."""

    model: str
    answer: Spoken
    input_tokens: int
    output_tokens: int
    usd: Decimal


class Talker(Vendor):
    """A vendor of language models."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.scripts: deque[Spoken] = deque()
        """What is said next, whatever is asked."""
        self.answers: dict[str, JsonValue] = {}
        """What is said where an answer of that shape is asked for: by a field only that shape has."""

    def script(self, *answers: JsonValue | Spoken) -> None:
        """What is said next; a text as it is, anything else as JSON."""
        for each in answers:
            self.scripts.append(each if isinstance(each, Spoken) else Spoken(_text(each)))

    def talk(self, model: str, prompt: str, schema: dict[str, Any], *, pictures: int = 0) -> Talk:
        """What the model says to that prompt, and what it bills for it."""
        answer = self.scripts.popleft() if self.scripts else Spoken(_text(self._answer(prompt, schema)))
        used = len(prompt) // 4 + 10 + pictures * _PICTURE_TOKENS, len(answer.text) // 4 + 1
        priced = load_catalog().model(f"{self.name}/{model}")
        usd = quoted(priced, most={"input_tokens": used[0], "output_tokens": used[1]}).usd
        return Talk(model, answer, *used, usd)

    def begun(self, talk: Talk, fate: Scenario) -> Job:
        """The talk as something that is billed."""
        return self.new_job("sound", {}, usd=talk.usd, fate=fate)

    def bill(self, talk: Talk) -> None:
        """A talk that is billed although it brought nothing: a refusal."""
        self.house.bill.charge(self.name, "refusal", talk.usd)

    def _answer(self, prompt: str, schema: dict[str, Any]) -> JsonValue:
        fields = frozenset(cast("dict[str, Any]", schema.get("properties", {})))
        for name, value in self.answers.items():
            if name in fields:
                return value
        written = _writer_of().get(fields)
        material = _MATERIAL.search(prompt)
        if written is None or material is None:
            return filled(schema, schema)
        inputs: dict[str, JsonValue] = defaultdict(dict, json.loads(material[2]))
        request = TextRequest(
            craft="loopback", version="1", prompt="", inputs=dict(inputs), output=written, output_schema={}
        )
        return OfflineWriter().submit(request, "loopback").value


def filled(schema: dict[str, Any], whole: dict[str, Any]) -> JsonValue:
    """The smallest value of a shape."""
    if "$ref" in schema:
        return filled(_at(whole, schema["$ref"]), whole)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return filled(schema[several][0], whole)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        return {name: filled(properties[name], whole) for name in schema.get("required", ())}
    if schema.get("type") == "array":
        return [filled(schema["items"], whole)] * schema.get("minItems", 0)
    least: dict[str, JsonValue] = {"integer": 0, "number": 0, "boolean": False, "null": None}
    return schema.get("minimum", least.get(schema.get("type", ""), "text"))


def schema_texts(messages: list[dict[str, Any]]) -> tuple[str, int]:
    """All texts of a chat's messages, and how many pictures stand among them."""
    texts: list[str] = []
    pictures = 0
    for message in messages:
        content = message["content"]
        for part in [{"type": "text", "text": content}] if isinstance(content, str) else content:
            texts += [part["text"]] if part["type"] == "text" else []
            pictures += part["type"] in {"image_url", "image"}
    return "\n".join(texts), pictures


@cache
def _writer_of() -> dict[frozenset[str], str]:
    return {frozenset(model.model_json_schema()["properties"]): model.__name__ for model in _WRITTEN}


def _at(whole: dict[str, Any], reference: str) -> dict[str, Any]:
    found: dict[str, Any] = whole
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
