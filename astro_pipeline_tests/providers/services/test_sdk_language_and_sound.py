"""The vendors' own SDKs against the same loopback: when one of them moves, its request stops fitting."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest

from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline_tests.providers.sounds import CASES, maker
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.server import VendorServer
from astro_pipeline_tests.vendors.speech import Asked

SCHEMA = {"type": "object", "properties": {"line": {"type": "string"}}, "required": ["line"]}


def openai(house: VendorServer) -> Any:
    from openai import OpenAI  # noqa: PLC0415 -- an SDK takes a second to load

    return OpenAI(api_key=house.account("openai").key, base_url=house.base_url("openai"), max_retries=0)


@contextmanager
def genai(house: VendorServer) -> Generator[Any]:
    from google import genai as sdk  # noqa: PLC0415
    from google.genai.types import HttpOptions, HttpRetryOptions  # noqa: PLC0415

    once = HttpRetryOptions(attempts=1)
    options = HttpOptions(base_url=house.base_url("gemini"), retry_options=once)
    client = sdk.Client(vertexai=False, api_key=house.account("gemini").key, http_options=options)
    yield client
    client.close()


@contextmanager
def elevenlabs(house: VendorServer) -> Generator[Any]:
    import httpx  # noqa: PLC0415
    from elevenlabs.client import ElevenLabs  # noqa: PLC0415

    with httpx.Client() as line:
        yield ElevenLabs(
            api_key=house.account("elevenlabs").key, base_url=house.base_url("elevenlabs"), httpx_client=line
        )


def ours(house: VendorServer, case: str, folder: Any) -> Asked:
    """What our adapter sends for that case."""
    maker(house, case, folder).submit(CASES[case][2], "key")
    return house.requests[-1]


def openai_image(house: VendorServer, sent: dict[str, Any]) -> None:
    openai(house).images.generate(**sent)


def openai_speech(house: VendorServer, sent: dict[str, Any]) -> None:
    openai(house).audio.speech.create(**sent).read()


def gemini_image(house: VendorServer, sent: dict[str, Any]) -> None:
    made = sent["generationConfig"]
    with genai(house) as client:
        client.models.generate_content(
            model="gemini-3.1-flash-image",
            contents=sent["contents"][0]["parts"][0]["text"],
            config={
                "response_modalities": made["responseModalities"],
                "image_config": {
                    "aspect_ratio": made["imageConfig"]["aspectRatio"],
                    "image_size": made["imageConfig"]["imageSize"],
                },
                "seed": made["seed"],
                "max_output_tokens": made["maxOutputTokens"],
            },
        )


def elevenlabs_speech(house: VendorServer, sent: dict[str, Any]) -> None:
    with elevenlabs(house) as client:
        client.text_to_speech.convert_with_timestamps("21m00Tcm4TlvDq8ikWAM", **sent)


def elevenlabs_music(house: VendorServer, sent: dict[str, Any]) -> None:
    with elevenlabs(house) as client:
        list(client.music.compose(**sent))


def elevenlabs_effect(house: VendorServer, sent: dict[str, Any]) -> None:
    with elevenlabs(house) as client:
        list(client.text_to_sound_effects.convert(**sent))


CALLS: dict[str, Callable[[VendorServer, dict[str, Any]], None]] = {
    "openai image": openai_image,
    "openai speech": openai_speech,
    "gemini image": gemini_image,
    "elevenlabs speech": elevenlabs_speech,
    "elevenlabs music": elevenlabs_music,
    "elevenlabs effect": elevenlabs_effect,
}


@pytest.mark.parametrize("case", CALLS)
def test_the_sdk_sends_what_our_adapter_sends(case: str, tmp_path: Any) -> None:
    with VendorServer() as house:
        mine = ours(house, case, tmp_path)

        CALLS[case](house, mine.json())

        theirs = house.requests[-1]
        assert (theirs.method, theirs.path) == (mine.method, mine.path)
        assert theirs.json() == mine.json()


def test_a_transcript_is_the_same_form(tmp_path: Any) -> None:
    with VendorServer() as house:
        mine = ours(house, "openai transcript with words", tmp_path)
        openai(house).audio.transcriptions.create(
            model="whisper-1",
            file=("sound.mp3", goods.sound(2.0), "audio/mpeg"),
            language="de",
            response_format="verbose_json",
            timestamp_granularities=["word"],
        )

        theirs = house.requests[-1]
        assert theirs.path == mine.path
        assert _fields(theirs) == _fields(mine)


@pytest.mark.parametrize("vendor", ["openai", "anthropic", "gemini"])
def test_a_talk_by_the_sdk_is_understood_and_answered(vendor: str) -> None:
    with VendorServer() as house:
        text = _talk(house, vendor)

        assert json.loads(text) == {"line": "text"}
        assert len(house.requests) == house.bill.calls == 1


def _talk(house: VendorServer, vendor: str) -> str:
    models = {"openai": "gpt-6.1-terra", "anthropic": "claude-sonnet-5-5", "gemini": "gemini-3.8-flash"}
    assert f"{vendor}/{models[vendor]}" in load_catalog().models
    if vendor == "openai":
        answer = openai(house).chat.completions.create(
            model=models[vendor],
            messages=[{"role": "user", "content": "One line."}],
            max_completion_tokens=100,
            response_format={"type": "json_schema", "json_schema": {"name": "Slogan", "schema": SCHEMA}},
        )
        return answer.choices[0].message.content
    if vendor == "anthropic":
        from anthropic import Anthropic  # noqa: PLC0415

        client: Any = Anthropic(
            api_key=house.account(vendor).key, base_url=house.base_url(vendor), max_retries=0
        )
        message = client.messages.create(
            model=models[vendor],
            max_tokens=100,
            messages=[{"role": "user", "content": "One line."}],
            output_config={"format": {"type": "json_schema", "schema": SCHEMA}},
        )
        return getattr(message.content[0], "text", "")
    config = {"response_mime_type": "application/json", "response_json_schema": SCHEMA}
    with genai(house) as client:
        return client.models.generate_content(model=models[vendor], contents="One line.", config=config).text


def _fields(asked: Asked) -> set[bytes]:
    """The names in a form."""
    return {part.partition(b'"')[0] for part in asked.body.split(b'name="')[1:]}
