from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.agents.composer import (
    assemble_effects,
    assemble_music,
    compose_music,
    make_effect,
    order_effects,
    order_music,
)
from astro_pipeline.agents.mastering import loudness_stem
from astro_pipeline.agents.mixer import (
    MixOrder,
    Stem,
    assemble_audio,
    mix_down,
    narration_starts,
    order_mixes,
)
from astro_pipeline.agents.narrator import assemble_voiceover, order_narration, speak
from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.media import Music, SoundEffects, Voiceover
from astro_pipeline.domain.placements import SoundTarget
from astro_pipeline.domain.plan import Cue
from astro_pipeline.domain.review import Feedback
from astro_pipeline.media.sound.effects import make
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.samples import wav
from astro_pipeline_tests.agents.sound_sample import BRIEF, SILENT, STORYBOARD, Studio, feedback


class Stems(Frozen):
    voiceover: Voiceover
    music: Music
    effects: SoundEffects


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(tmp_path_factory.mktemp("studio"))


@pytest.fixture(scope="module")
def stems(studio: Studio) -> Stems:
    spoken = [
        (order, made := speak(order, studio.path(order), ask=studio.ask), studio.keep(order, made))
        for order in order_narration(BRIEF, STORYBOARD, feedback=SILENT)
    ]
    played = [
        (
            order,
            made := compose_music(order, studio.path(order), ask=studio.ask, blob=studio.blob),
            studio.keep(order, made),
        )
        for order in order_music(BRIEF, STORYBOARD, feedback=SILENT)
    ]
    sounded = [
        (order, studio.keep(order, make_effect(order, studio.path(order), ask=studio.ask)))
        for order in order_effects(BRIEF, STORYBOARD, feedback=SILENT)
    ]
    return Stems(
        voiceover=assemble_voiceover([(order, file, made.facts, made.notes) for order, made, file in spoken]),
        music=assemble_music([(order, file, made.facts) for order, made, file in played]),
        effects=assemble_effects(sounded),
    )


def orders(stems: Stems, said: Feedback = SILENT) -> tuple[MixOrder, ...]:
    return order_mixes(
        BRIEF,
        STORYBOARD,
        voiceover=stems.voiceover,
        music=stems.music,
        effects=stems.effects,
        feedback=said,
    )


def test_every_language_gets_a_mix_and_only_the_spoken_one_is_a_draft(stems: Stems) -> None:
    english, japanese = orders(stems)

    assert (english.path, english.draft, len(english.voice)) == ("audio/6s.en.wav", True, 2)
    assert (japanese.path, japanese.draft, len(japanese.voice)) == ("audio/6s.ja.wav", False, 0)


def test_narration_and_effects_start_with_their_shots(stems: Stems) -> None:
    english = orders(stems)[0]

    assert [(stem.name, stem.at) for stem in english.voice] == [("hook", 0.15), ("call", 3.15)]
    assert [(stem.name, stem.at) for stem in english.effects] == [("whoosh", 0.4), ("pop", 3.0)]


def test_narration_waits_for_the_one_before_it(stems: Stems) -> None:
    hook = stems.voiceover.segments[0]
    long = hook.model_copy(update={"file": hook.file.model_copy(update={"seconds": 3.5})})
    voiceover = stems.voiceover.model_copy(update={"segments": (long, *stems.voiceover.segments[1:])})

    starts = narration_starts(STORYBOARD.cuts[0], voiceover, language="en")

    assert starts == {"hook": 0.15, "call": pytest.approx(0.15 + 3.5 + 0.12)}


def test_an_order_names_every_stem_by_digest(stems: Stems, studio: Studio) -> None:
    english = orders(stems)[0]

    named = {stem.sha256 for stem in (*english.voice, *english.effects)} | {
        english.music.sha256 if english.music else ""
    }

    assert named == set(studio.files) & named
    assert len(named) == 5


def test_a_mix_is_measured_on_the_file_as_written(stems: Stems, studio: Studio) -> None:
    order = orders(stems)[0]

    made = mix_down(order, studio.path(order), blob=studio.blob)
    (mix,) = assemble_audio([(order, studio.keep(order, made), made.facts)]).mixes

    gap = made.facts["speech_over_music_lu"]
    assert len(listen(studio.path(order))) == 6 * 48_000
    assert mix.integrated_lufs == pytest.approx(-14, abs=0.3)
    assert mix.true_peak_dbtp <= -1.5
    assert isinstance(gap, float)
    assert gap >= 10
    assert made.draft
    assert "GPL" in made.licence.source


def test_the_same_order_gives_the_same_bytes(stems: Stems, studio: Studio, tmp_path: Path) -> None:
    order = orders(stems)[1]
    first, second = tmp_path / "1.wav", tmp_path / "2.wav"

    mix_down(order, first, blob=studio.blob)
    mix_down(order, second, blob=studio.blob)

    assert first.read_bytes() == second.read_bytes()


def test_a_whoosh_is_loudest_on_its_cue(stems: Stems, studio: Studio, tmp_path: Path) -> None:
    order = orders(stems)[1].model_copy(update={"music": None})
    late = order.model_copy(update={"effects": (order.effects[0].model_copy(update={"at": 3.0}),)})

    mix_down(late, tmp_path / "a.wav", blob=studio.blob)

    power = (listen(tmp_path / "a.wav") ** 2).mean(axis=1).reshape(-1, 480).mean(axis=1)
    assert int(np.argmax(power)) / 100 == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize(
    ("comment", "changed"),
    [
        ("louder music", {"music_db": 3.0}),
        ("la musique moins forte", {"music_db": -3.0}),
        ("please turn the voice up", {"voice_db": 3.0}),
        ("voix plus basse", {"voice_db": -3.0}),
        ("effects louder", {"effects_db": 3.0}),
        ("quieter effects", {"effects_db": -3.0}),
        ("sans bruitages", {"effects": ()}),
        ("no music", {"music": None}),
    ],
)
def test_comments_change_the_balance(stems: Stems, comment: str, changed: dict[str, object]) -> None:
    plain, asked = orders(stems)[0], orders(stems, feedback(comment))[0]

    differences = {
        name: getattr(asked, name)
        for name in MixOrder.model_fields
        if getattr(asked, name) != getattr(plain, name)
    }

    assert changed.items() <= differences.items()
    assert set(differences) - set(changed) <= {"take", "feedback", "licences"}


def test_music_stays_where_nobody_speaks(stems: Stems) -> None:
    assert orders(stems, feedback("no music"))[1].music is not None


def test_what_the_mixer_cannot_do_is_noted_with_who_can(stems: Stems, studio: Studio, tmp_path: Path) -> None:
    order = orders(stems, feedback("slower"))[1]

    made = mix_down(order, tmp_path / "a.wav", blob=studio.blob)

    assert "asked of voiceover" in made.notes[0]


def test_narration_beyond_the_film_is_noted(stems: Stems, studio: Studio, tmp_path: Path) -> None:
    order = orders(stems)[0]
    late = order.model_copy(update={"voice": (order.voice[0].model_copy(update={"at": 5.6}),)})

    made = mix_down(late, tmp_path / "a.wav", blob=studio.blob)

    assert "hook speaks" in made.notes[0]


def test_a_second_whoosh_is_told_from_the_first(stems: Stems) -> None:
    scenes = tuple(
        scene.model_copy(update={"cues": (Cue(effect="whoosh"), Cue(effect="pop"))})
        for scene in STORYBOARD.scenes
    )
    board = STORYBOARD.model_copy(update={"scenes": scenes})

    order = order_mixes(
        BRIEF, board, voiceover=stems.voiceover, music=stems.music, effects=stems.effects, feedback=SILENT
    )[0]

    assert [(stem.name, stem.turn) for stem in order.effects] == [
        ("whoosh", 0), ("pop", 0), ("whoosh", 1), ("pop", 1),
    ]  # fmt: skip


def test_a_mix_for_television_is_another_order_and_file(stems: Stems, studio: Studio, tmp_path: Path) -> None:
    order = orders(stems)[1]
    quiet = order.model_copy(update={"target": SoundTarget(loudness_lufs=-23.0)})

    made = mix_down(quiet, tmp_path / "a.wav", blob=studio.blob)
    (mix,) = assemble_audio(
        [(quiet, studio.keep(order, mix_down(order, studio.path(order), blob=studio.blob)), made.facts)]
    ).mixes

    assert mix.integrated_lufs == pytest.approx(-23, abs=0.3)
    assert mix.target.loudness_lufs == -23
    assert loudness_stem(15, -23.0) == "15s.23lufs"
    assert loudness_stem(15, -14.0) == "15s"


def test_a_customers_recording_makes_the_mix_a_composite(stems: Stems) -> None:
    bed = stems.music.beds[0]
    own = bed.model_copy(update={"file": bed.file.model_copy(update={"source_type": "digitalCapture"})})

    order = orders(stems.model_copy(update={"music": Music(beds=(own,))}))[0]

    assert order.source_type == "composite"


def test_a_mix_with_next_to_nothing_in_it_says_what_it_lacks(
    stems: Stems, studio: Studio, tmp_path: Path
) -> None:
    order = orders(stems)[1]
    studio.files["click"] = tmp_path / "click.wav"
    studio.files["click"].write_bytes(wav(make("click", seed=1), seed=1))
    click = Stem(name="click", sha256="click", at=3.0, seconds=0.06)
    bare = order.model_copy(update={"music": None, "effects": (click,)})

    made = mix_down(bare, tmp_path / "a.wav", blob=studio.blob)

    assert "give it music" in made.notes[0]


def test_a_trained_models_stem_makes_the_mix_a_composite(stems: Stems) -> None:
    bed = stems.music.beds[0]
    learned = bed.model_copy(
        update={"file": bed.file.model_copy(update={"source_type": "trainedAlgorithmicMedia"})}
    )

    order = orders(stems.model_copy(update={"music": Music(beds=(learned,))}))[0]

    assert order.source_type == "compositeWithTrainedAlgorithmicMedia"
