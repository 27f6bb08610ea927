import hashlib
from pathlib import Path

import pytest

from astro_pipeline.agents.composer import (
    assemble_effects,
    assemble_music,
    compose_music,
    make_effect,
    order_effects,
    order_music,
)
from astro_pipeline.domain.attachment import SUPPLIED, Attachment
from astro_pipeline.domain.brief import BrandKit
from astro_pipeline.media.music import compose
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.samples import wav
from astro_pipeline.provider import Done, Request
from astro_pipeline_tests.agents.sound_sample import BRIEF, SILENT, STORYBOARD, Studio, feedback


def test_each_film_length_gets_a_bed_with_its_picture_changes() -> None:
    (order,) = order_music(BRIEF, STORYBOARD, feedback=SILENT)

    assert (order.path, order.seconds, order.beats) == ("music/6s.wav", 6, (3.0,))


@pytest.mark.parametrize(
    ("comments", "mood", "energy"),
    [
        ((), "warm", 0.5),
        (("calmer music",), "warm", 0.25),
        (("plus calme", "calmer"), "calm", 0.0),
        (("more energy", "livelier", "faster"), "warm", 1.0),
        (("autre musique",), "warm", 0.5),
        (("more epic please",), "cinematic", 0.5),
        (("plus élégante",), "elegant", 0.5),
        (("more emotional",), "tender", 0.5),
    ],
)
def test_comments_change_mood_and_energy(comments: tuple[str, ...], mood: str, energy: float) -> None:
    (order,) = order_music(BRIEF, STORYBOARD, feedback=feedback(*comments))

    assert (order.mood, order.energy, order.take) == (mood, energy, len(comments))


def test_a_bed_is_written_with_tempo_and_sections(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    (order,) = order_music(BRIEF, STORYBOARD, feedback=feedback("make it pop"))

    made = compose_music(order, studio.path(order), ask=studio.ask, blob=studio.blob)
    (bed,) = assemble_music([(order, studio.keep(order, made), made.facts)]).beds

    assert len(listen(studio.path(order))) == 6 * 48_000
    assert bed.bpm == made.facts["bpm"]
    assert bed.sections[0] == 0
    assert "“make it pop”" in made.notes[0]


def test_a_bed_from_a_vendor_that_tells_nothing_has_no_tempo(tmp_path: Path) -> None:
    studio = Studio(tmp_path)

    def silent(request: Request, *, item: str) -> Done:
        return studio.ask(request, item=item).model_copy(update={"facts": {}, "media_type": "audio/mpeg"})

    (order,) = order_music(BRIEF, STORYBOARD, feedback=SILENT)

    made = compose_music(order, studio.path(order), ask=silent, blob=studio.blob)
    (bed,) = assemble_music([(order, studio.keep(order, made), made.facts)]).beds

    assert (bed.bpm, bed.sections) == (None, ())


def test_the_customers_own_music_is_used_instead_and_nothing_is_asked(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    source = tmp_path / "track.wav"
    source.write_bytes(wav(compose("driving", energy=0.6, seconds=12, beats=(), seed=2).sound, seed=1))
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    studio.files[sha256] = source
    own = BRIEF.model_copy(
        update={"brand": BrandKit(music=Attachment(path="brand/track.wav", sha256=sha256, licence=SUPPLIED))}
    )
    (order,) = order_music(own, STORYBOARD, feedback=feedback("calmer music"))

    made = compose_music(order, studio.path(order), ask=studio.ask, blob=studio.blob)
    (bed,) = assemble_music([(order, studio.keep(order, made), made.facts)]).beds

    assert (order.recording, order.recording_name) == (sha256, "track.wav")
    assert studio.asked == []
    assert len(listen(studio.path(order))) == 6 * 48_000
    assert (made.licence.name, made.source_type, made.draft) == ("customer-supplied", "digitalCapture", False)
    assert (made.provider, made.model) == ("customer", "track.wav")
    assert "the customer's own music" in made.notes[0]
    assert bed.bpm is not None
    assert order != order_music(BRIEF, STORYBOARD, feedback=feedback("calmer music"))[0]


def test_only_effects_that_cues_of_a_cut_name_are_ordered() -> None:
    orders = order_effects(BRIEF, STORYBOARD, feedback=SILENT)

    assert [order.path for order in orders] == ["effects/whoosh.wav", "effects/pop.wav"]


@pytest.mark.parametrize("comment", ["no effects", "sans bruitages", "pas d'effets"])
def test_a_reviewer_may_want_no_effects(comment: str) -> None:
    assert order_effects(BRIEF, STORYBOARD, feedback=feedback(comment)) == ()


def test_an_effect_is_written_and_named(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    order = order_effects(BRIEF, STORYBOARD, feedback=SILENT)[0]

    made = make_effect(order, studio.path(order), ask=studio.ask)
    (effect,) = assemble_effects([(order, studio.keep(order, made))]).effects

    assert (effect.name, made.draft, made.notes) == ("whoosh", False, ())
    assert listen(studio.path(order)).any()
