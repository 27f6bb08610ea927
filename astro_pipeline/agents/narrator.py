"""The narrator: every scene's narration spoken in every language it is written in."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import Field, JsonValue

from astro_pipeline.agents.wishes import Heard, Vocabulary, heard
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import Licence, Made, MediaFile, Order, SpokenWord, Voiceover, VoiceSegment
from astro_pipeline.domain.plan import Scene, Storyboard, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.errors import Refused, Rejected
from astro_pipeline.media.marking import mark
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.samples import RATE, count, silence, wav
from astro_pipeline.media.voice.aligning import align
from astro_pipeline.provider import Ask, Done, SpeechRequest

CRAFT = "narrator"
VERSION = "2"

BREATH = 0.25
"""Seconds a scene needs beside its narration: 0.15 before it, 0.10 after."""

_PACES = ("very slow", "slow", "even", "brisk", "very brisk")
_EMOTIONS = {"calmer": "calm", "warmer": "warm", "livelier": "excited", "more serious": "serious"}
_VOCABULARY: Vocabulary = {
    "slower": r"slower|too fast|slow down|plus lent(?:e|ement)?|trop (?:vite|rapide)|ralenti\w*",
    "faster": r"faster|too slow|speed up|plus (?:vite|rapide(?:ment)?)|trop lent(?:e|ement)?|accél\w+",
    "calmer": r"calmer|softer|plus (?:calme|doux|douce|posée?)",
    "warmer": r"warmer|friendlier|plus (?:chaleureux|chaleureuse)",
    "livelier": (
        r"livelier|more (?:energy|energetic|excited|lively)"
        r"|plus (?:d'énergie|dynamique|enjouée?|vivante?)"
    ),
    "more serious": r"more serious|plus sérieu(?:x|se)",
    "again": r"again|another take|re-?record|autre prise|encore une fois",
}


class NarrationOrder(Order):
    """One scene to speak in one language."""

    scene: str
    text: str
    emotion: str
    pace: str
    pronunciation: dict[str, str] = Field(default={})
    fit_seconds: float
    closing: bool = False
    """The scene ends on the call to action."""
    voice: str = ""
    """Who speaks, by the provider's id: another voice is another narration."""


def order_narration(
    brief: Brief,
    storyboard: Storyboard,
    *,
    feedback: Feedback,
    voice: Callable[[str], str] = lambda _: "",
) -> tuple[NarrationOrder, ...]:
    """One order per scene and language that has narration; scenes no cut keeps are left out.

    `voice` gives the id of the voice that speaks a language.
    """
    room = _room(storyboard)
    voices = {language: voice(language) for language in storyboard.languages}
    return tuple(
        _ordered(
            brief,
            scene,
            language,
            fit_seconds=room[scene.id],
            feedback=feedback,
            voice=voices[language],
        )
        for language in storyboard.languages
        for scene in storyboard.scenes
        if scene.id in room and scene.narration.get(language, "").strip()
    )


def speak(order: NarrationOrder, path: Path, *, ask: Ask) -> Made:
    """Writes the spoken scene to `path` (48 kHz WAV); `facts["words"]` says when each word is said.

    Where the provider will not speak it, what is written is silence, marked `facts["unspoken"]`,
    and the note says why: `assemble_voiceover` leaves such a scene out.
    """
    request = SpeechRequest(
        craft=CRAFT,
        version=VERSION,
        seed=order.seed,
        take=order.take,
        feedback=order.feedback,
        text=order.text,
        language=order.language or "",
        emotion=order.emotion,
        pace=order.pace,
        pronunciation=order.pronunciation,
        fit_seconds=order.fit_seconds,
        closing=order.closing,
        voice=order.voice,
    )
    try:
        done = ask(request, item=order.path)
    except (Refused, Rejected) as exc:
        return _unspoken(order, path, reason=exc)
    return _written(order, path, done)


def assemble_voiceover(
    made: Sequence[tuple[NarrationOrder, MediaFile, Mapping[str, JsonValue], Sequence[str]]],
) -> Voiceover:
    """The narration from its files, their facts and notes; scenes nobody would speak are left out."""
    segments = tuple(
        VoiceSegment(scene=order.scene, language=order.language or "", file=file, words=_words(facts))
        for order, file, facts, _ in made
        if "unspoken" not in facts
    )
    return Voiceover(
        segments=segments, notes=tuple(dict.fromkeys(note for *_, notes in made for note in notes))
    )


def _room(storyboard: Storyboard) -> dict[str, float]:
    """What each scene leaves its narration, in seconds, in the cut where it is shortest."""
    shortest: dict[str, float] = {}
    for cut in storyboard.cuts:
        for shot in cut.shots:
            shortest[shot.scene] = min(shot.seconds, shortest.get(shot.scene, shot.seconds))
    return {scene: max(0.5, round(seconds - BREATH, 3)) for scene, seconds in shortest.items()}


def _ordered(
    brief: Brief, scene: Scene, language: str, *, fit_seconds: float, feedback: Feedback, voice: str
) -> NarrationOrder:
    path = f"voiceover/{scene.id}.{language}.wav"
    wishes = _heard(feedback.said(path)).wishes
    return NarrationOrder(
        path=path,
        craft=f"{CRAFT}/{VERSION}",
        language=language,
        seed=seed_for(brief.seed, brief.edition, path),
        take=feedback.take(path),
        feedback=feedback.said(path),
        scene=scene.id,
        text=scene.narration[language].strip(),
        emotion=_emotion(scene.emotion, wishes),
        pace=_pace(scene.pace, wishes),
        pronunciation=dict(sorted(brief.brand.pronunciation.items())),
        fit_seconds=fit_seconds,
        closing=scene.beat == "call",
        voice=voice,
    )


def _heard(comments: Sequence[str]) -> Heard:
    return heard(comments, _VOCABULARY)


def _emotion(emotion: str, wishes: Sequence[str]) -> str:
    return next((_EMOTIONS[wish] for wish in reversed(wishes) if wish in _EMOTIONS), emotion)


def _pace(pace: str, wishes: Sequence[str]) -> str:
    place = _PACES.index(pace) + wishes.count("faster") - wishes.count("slower")
    return _PACES[min(len(_PACES) - 1, max(0, place))]


def _written(order: NarrationOrder, path: Path, done: Done) -> Made:
    sound = listen(done.content)
    path.write_bytes(done.content if done.media_type == "audio/wav" else wav(sound, seed=order.seed))
    mark(path, done.source_type)
    seconds = round(len(sound) / RATE, 3)
    words = done.words or align(sound, RATE, order.text, order.language or "")
    found = f"{order.path}: {done.provider} gave no word times; they were found in the sound"
    return Made(
        kind="audio",
        seconds=seconds,
        provider=done.provider,
        model=done.model,
        draft=done.draft,
        source_type=done.source_type,
        licence=done.licence,
        cost_usd=done.cost_usd,
        facts={**done.facts, "words": [[word.text, word.start, word.end] for word in words]},
        notes=(
            *(f"{order.path}: {note}" for note in done.notes),
            *(() if done.words else (found,)),
            *_heard(order.feedback).notes,
        ),
    )


def _unspoken(order: NarrationOrder, path: Path, *, reason: Refused | Rejected) -> Made:
    path.write_bytes(wav(silence(0.1), seed=order.seed))
    mark(path, "algorithmicMedia")
    where = f" for scene {order.scene}" if isinstance(reason, Refused) else ""
    return Made(
        kind="audio",
        seconds=count(0.1) / RATE,
        provider=reason.provider,
        model="none",
        source_type="algorithmicMedia",
        licence=Licence(name="generated-here", holder="the campaign's owner", source="silence"),
        facts={"words": [], "unspoken": str(reason)},
        notes=(f"no narration in {order.language}{where}: {reason}",),
    )


def _words(facts: Mapping[str, JsonValue]) -> tuple[SpokenWord, ...]:
    """The word times as they stand in the facts of a file."""
    rows = facts.get("words")
    if not isinstance(rows, list):
        return ()
    return tuple(
        SpokenWord.model_validate(dict(zip(("text", "start", "end"), row, strict=True)))
        for row in rows
        if isinstance(row, list)
    )
