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
from astro_pipeline.media.listening import listen
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
    ],
)
def test_comments_change_mood_and_energy(comments: tuple[str, ...], mood: str, energy: float) -> None:
    (order,) = order_music(BRIEF, STORYBOARD, feedback=feedback(*comments))

    assert (order.mood, order.energy, order.take) == (mood, energy, len(comments))


def test_a_bed_is_written_with_tempo_and_sections(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    (order,) = order_music(BRIEF, STORYBOARD, feedback=feedback("make it pop"))

    made = compose_music(order, studio.path(order), ask=studio.ask)
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

    made = compose_music(order, studio.path(order), ask=silent)
    (bed,) = assemble_music([(order, studio.keep(order, made), made.facts)]).beds

    assert (bed.bpm, bed.sections) == (None, ())


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
