"""The composer: a bed for every film length, composed or the customer's own, and the effects of the cues."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import JsonValue

from astro_pipeline.agents.wishes import Heard, Vocabulary, heard
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.licence import Used, supplied
from astro_pipeline.domain.media import Made, MediaFile, Music, MusicBed, Order, SoundEffect, SoundEffects
from astro_pipeline.domain.plan import Cut, Storyboard, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.media.credentials import made_as, origin_of
from astro_pipeline.media.marking import mark
from astro_pipeline.media.music.recording import fit_recording
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.samples import RATE, wav
from astro_pipeline.provider import Ask, Done, EffectRequest, MusicRequest

CRAFT = "composer"
VERSION = "2"

_MOODS = {
    "uplifting": r"uplifting|happier|plus (?:gaie?|joyeux|joyeuse|entraînante?)",
    "calm": r"calm music|musique calme",
    "driving": r"driving|more drive|plus rythmée?",
    "warm": r"warmer|plus (?:chaleureux|chaleureuse)",
    "playful": r"playful|more fun|plus (?:ludique|espiègle)",
    "cinematic": r"cinematic|more epic|dramatic|plus (?:cinématographique|épique|dramatique)",
    "elegant": r"elegant|more refined|plus (?:élégante?|raffinée?)",
    "tender": r"tender|more emotional|plus (?:tendre|émouvante?)",
}
_VOCABULARY: Vocabulary = {
    "calmer": (
        r"calmer|softer|slower|less (?:energy|busy|aggressive)"
        r"|plus (?:calme|doux|douce|lente?)|moins (?:forte?|vive?)"
    ),
    "livelier": r"livelier|faster|more (?:energy|energetic)|plus (?:d'énergie|dynamique|vite|rapide|vive?)",
    "other music": r"(?:an)?other(?: music| one| track)?|different(?: music)?|autre(?: musique)?|différente?",
    **_MOODS,
}
_EFFECT_VOCABULARY: Vocabulary = {
    "no effects": r"(?:no|without) (?:sound )?effects|(?:pas d'|sans |sans les )(?:effets|bruitages)\w*",
    "other effect": r"(?:an)?other(?: one| effect| sound)?|different|autre|différente?",
}


Blob = Callable[[str], Path]
_UNHEARD = "the customer's own music is used as it is; comments on it cannot be followed"


class MusicOrder(Order):
    """A bed for one film length."""

    mood: str
    energy: float
    seconds: int
    beats: tuple[float, ...]
    recording: str | None = None
    """Digest of the customer's own music, used instead of a composed piece."""
    recording_name: str = ""
    recording_licence: str | None = None
    """As the brief declares it."""


class EffectOrder(Order):
    """One effect."""

    effect: str


def order_music(brief: Brief, storyboard: Storyboard, *, feedback: Feedback) -> tuple[MusicOrder, ...]:
    """One order per cut length; all share a theme until one of them is sent back."""
    return tuple(_bed(brief, storyboard, cut, feedback=feedback) for cut in storyboard.cuts)


def compose_music(order: MusicOrder, path: Path, *, ask: Ask, blob: Blob) -> Made:
    """Writes the bed to `path` (48 kHz WAV); its tempo and sections are in the facts."""
    if order.recording:
        return _own_music(order, order.recording, path, blob)
    request = MusicRequest(
        craft=CRAFT,
        version=VERSION,
        seed=order.seed,
        take=order.take,
        feedback=order.feedback,
        mood=order.mood,
        energy=order.energy,
        seconds=order.seconds,
        beats=order.beats,
    )
    done = ask(request, item=order.path)
    return _written(order, path, done, notes=_heard(order.feedback).notes)


def order_effects(brief: Brief, storyboard: Storyboard, *, feedback: Feedback) -> tuple[EffectOrder, ...]:
    """One order per effect that a cue of a scene in some cut names, unless a reviewer wants none."""
    kept = {shot.scene for cut in storyboard.cuts for shot in cut.shots}
    named = [cue.effect for scene in storyboard.scenes if scene.id in kept for cue in scene.cues]
    orders = (_effect(brief, effect, feedback=feedback) for effect in dict.fromkeys(named))
    return tuple(each for each in orders if "no effects" not in _heard_of_effect(each.feedback).wishes)


def make_effect(order: EffectOrder, path: Path, *, ask: Ask) -> Made:
    """Writes the effect to `path` (48 kHz WAV)."""
    request = EffectRequest(
        craft=CRAFT,
        version=VERSION,
        seed=order.seed,
        take=order.take,
        feedback=order.feedback,
        effect=order.effect,
    )
    done = ask(request, item=order.path)
    return _written(order, path, done, notes=_heard_of_effect(order.feedback).notes)


def assemble_music(made: Sequence[tuple[MusicOrder, MediaFile, Mapping[str, JsonValue]]]) -> Music:
    """The beds from their files and facts."""
    return Music(
        beds=tuple(
            MusicBed(seconds=order.seconds, file=file, bpm=_bpm(facts), sections=_sections(facts))
            for order, file, facts in made
        )
    )


def assemble_effects(made: Sequence[tuple[EffectOrder, MediaFile]]) -> SoundEffects:
    """The effects from their files."""
    return SoundEffects(effects=tuple(SoundEffect(name=order.effect, file=file) for order, file in made))


def _bed(brief: Brief, storyboard: Storyboard, cut: Cut, *, feedback: Feedback) -> MusicOrder:
    path = f"music/{cut.seconds}s.wav"
    wishes = _heard(feedback.said(path)).wishes
    mood, energy = _played(storyboard, wishes)
    own = brief.brand.music
    return MusicOrder(
        path=path,
        craft=f"{CRAFT}/{VERSION}",
        seed=seed_for(brief.seed, brief.edition, "music"),
        take=feedback.take(path),
        feedback=feedback.said(path),
        mood=mood,
        energy=energy,
        seconds=cut.seconds,
        beats=tuple(shot.start for shot in cut.shots if shot.start > 0),
        recording=own.sha256 if own else None,
        recording_name=Path(own.path).name if own else "",
        recording_licence=own.licence if own else None,
    )


def _own_music(order: MusicOrder, sha256: str, path: Path, blob: Blob) -> Made:
    """The customer's recording cut or looped to the film: nothing is asked of a provider."""
    logo = order.beats[-1] if order.beats else None
    fitted = fit_recording(listen(blob(sha256)), seconds=order.seconds, logo=logo)
    path.write_bytes(wav(fitted.sound, seed=order.seed))
    licence, origin = supplied(order.recording_name, order.recording_licence), origin_of(blob(sha256))
    mark(path, made_as(origin))
    return Made(
        kind="audio",
        seconds=float(order.seconds),
        provider="customer",
        model=order.recording_name,
        source_type=made_as(origin),
        licence=licence,
        uses=(Used(kind="sound", name=order.recording_name, sha256=sha256, licence=licence, origin=origin),),
        facts={"bpm": fitted.bpm, "start": fitted.start, "loops": fitted.loops},
        notes=(f"{order.path}: {_UNHEARD}",) if order.feedback else (),
    )


def _played(storyboard: Storyboard, wishes: Sequence[str]) -> tuple[str, float]:
    """Mood and energy after all wishes; calmer than its mood allows becomes calm."""
    mood = next((wish for wish in reversed(wishes) if wish in _MOODS), storyboard.mood)
    energy = storyboard.energy + 0.25 * (wishes.count("livelier") - wishes.count("calmer"))
    if "calmer" in wishes and energy < 0.25:
        mood = "calm"
    return mood, round(min(1.0, max(0.0, energy)), 3)


def _effect(brief: Brief, effect: str, *, feedback: Feedback) -> EffectOrder:
    path = f"effects/{effect}.wav"
    return EffectOrder(
        path=path,
        craft=f"{CRAFT}/{VERSION}",
        seed=seed_for(brief.seed, brief.edition, path),
        take=feedback.take(path),
        feedback=feedback.said(path),
        effect=effect,
    )


def _heard(comments: Sequence[str]) -> Heard:
    return heard(comments, _VOCABULARY)


def _heard_of_effect(comments: Sequence[str]) -> Heard:
    return heard(comments, _EFFECT_VOCABULARY)


def _written(order: Order, path: Path, done: Done, *, notes: Sequence[str]) -> Made:
    sound = listen(done.content)
    path.write_bytes(done.content if done.media_type == "audio/wav" else wav(sound, seed=order.seed))
    mark(path, done.source_type)
    return Made(
        kind="audio",
        seconds=round(len(sound) / RATE, 3),
        provider=done.provider,
        model=done.model,
        draft=done.draft,
        source_type=done.source_type,
        licence=done.licence,
        cost_usd=done.cost_usd,
        facts=done.facts,
        notes=(*(f"{order.path}: {note}" for note in done.notes), *notes),
    )


def _bpm(facts: Mapping[str, JsonValue]) -> float | None:
    bpm = facts.get("bpm")
    return float(bpm) if isinstance(bpm, int | float) else None


def _sections(facts: Mapping[str, JsonValue]) -> tuple[float, ...]:
    sections = facts.get("sections")
    if not isinstance(sections, list):
        return ()
    return tuple(float(start) for start in sections if isinstance(start, int | float))
