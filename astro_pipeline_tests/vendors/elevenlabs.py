"""ElevenLabs on the loopback: speech with its times, music, effects, words heard and words aligned."""

import base64
from collections.abc import Callable, Mapping
from decimal import Decimal

from astro_pipeline.providers.calling.sounding import seconds_of
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.prices import quoted
from astro_pipeline.providers.wire.elevenlabs import EffectAsked, MusicAsked, SpeechAsked, TranscriptAsked
from astro_pipeline_tests.vendors import goods
from astro_pipeline_tests.vendors.openai import MOST, SPOKEN_A_SECOND, form_of
from astro_pipeline_tests.vendors.scenario import DELIVERY, Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply, told
from astro_pipeline_tests.vendors.vendor import Job, Vendor

_ALIGNED_BY = "elevenlabs/scribe_v2"


class ElevenLabsVendor(Vendor):
    """Everything by the catalog's prices."""

    name = "elevenlabs"
    document = "elevenlabs.json"
    routes = (
        ("POST", "/v1/text-to-speech/{voice}/with-timestamps", "speak"),
        ("POST", "/v1/music", "compose"),
        ("POST", "/v1/sound-generation", "effect"),
        ("POST", "/v1/speech-to-text", "write_down"),
        ("POST", "/v1/forced-alignment", "align"),
    )

    def opens(self, asked: Asked) -> bool:
        return asked.headers.get("xi-api-key") == self.key

    def no(self, status: int, code: str, message: str, **headers: str) -> Reply:
        return told({"detail": {"status": code, "message": message}}, status, **headers)

    def refuse(self, asked: Asked) -> Reply:
        del asked
        return self.no(400, "content_policy", "the text violates our terms")

    def speak(self, asked: Asked, voice: str) -> Reply:
        body = self.read(asked, SpeechAsked)
        if isinstance(body, Reply):
            return body
        del voice
        usd = _price(f"elevenlabs/{body.model_id}", characters=len(body.text))
        starts = [round(at / SPOKEN_A_SECOND, 3) for at in range(len(body.text) + 1)]
        sound = goods.sound(round(max(1.0, starts[-1]), 2))
        alignment = {
            "characters": list(body.text),
            "character_start_times_seconds": starts[:-1],
            "character_end_times_seconds": starts[1:],
        }

        def answer(job: Job) -> Reply:
            spoken = base64.b64encode(self._delivered(job, sound)).decode()
            return told({"audio_base64": spoken, "alignment": alignment, "normalized_alignment": alignment})

        return self._sold(asked, usd, answer)

    def compose(self, asked: Asked) -> Reply:
        body = self.read(asked, MusicAsked)
        if isinstance(body, Reply):
            return body
        usd = _price(f"elevenlabs/{body.model_id}", seconds=Decimal(body.music_length_ms) / 1000)
        sound = goods.sound(body.music_length_ms / 1000)
        return self._sold(
            asked, usd, lambda job: Reply(200, self._delivered(job, sound), "audio/*", {"song-id": job.id})
        )

    def effect(self, asked: Asked) -> Reply:
        body = self.read(asked, EffectAsked)
        if isinstance(body, Reply):
            return body
        usd = _price(f"elevenlabs/{body.model_id}", calls=1)
        sound = goods.sound(body.duration_seconds)
        costs = {"character-cost": "40"}
        return self._sold(
            asked, usd, lambda job: Reply(200, self._delivered(job, sound), "audio/mpeg", costs)
        )

    def write_down(self, asked: Asked) -> Reply:
        fields, sound = form_of(asked)
        form = TranscriptAsked.model_validate(fields)
        usd = _price(f"elevenlabs/{form.model_id}", seconds=seconds_of(sound))
        words = [
            _word("Guten", 0.1, 0.4, type="word", logprob=-0.1),
            _word(" ", 0.4, 0.4, type="spacing", logprob=0.0),
            _word("Morgen.", 0.4, 0.9, type="word", logprob=-0.1),
        ]
        said = {"language_code": "de", "language_probability": 0.99, "text": "Guten Morgen.", "words": words}
        return self._sold(asked, usd, lambda _: told(said))

    def align(self, asked: Asked) -> Reply:
        fields, sound = form_of(asked)
        text = fields["text"]
        seconds = seconds_of(sound)
        usd = _price(_ALIGNED_BY, seconds=seconds)
        step = float(seconds) / max(1, len(text.split()))
        words = [
            _word(word, round(n * step, 3), round((n + 1) * step, 3), loss=0.1)
            for n, word in enumerate(text.split())
        ]
        characters = [_word(each, 0.0, 0.1) for each in text]
        return self._sold(asked, usd, lambda _: told({"characters": characters, "words": words, "loss": 0.1}))

    def _sold(self, asked: Asked, usd: Decimal, answer: Callable[[Job], Reply]) -> Reply:
        def begin(fate: Scenario) -> Job:
            return self.new_job("sound", {}, usd=usd, fate=fate)

        return self.sell(asked, begin, answer)

    def _delivered(self, job: Job, sound: bytes) -> bytes:
        return self.content(job)[:MOST] if job.fate in DELIVERY else sound


def _price(model: str, **used: Decimal | int) -> Decimal:
    return quoted(load_catalog().model(model), most=used).usd


def _word(text: str, start: float, end: float, **more: object) -> Mapping[str, object]:
    return {"text": text, "start": start, "end": end, **more}
