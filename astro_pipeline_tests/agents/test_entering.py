from typing import Literal

import pytest

from astro_pipeline.agents.entering import Entry, entries
from astro_pipeline.agents.film_material import Asked, Material
from astro_pipeline.domain.media import Variant, Voiceover
from astro_pipeline.domain.plan import Cut, Scene, Shot, Storyboard
from astro_pipeline.domain.staging import Ground, Prop, Staging
from astro_pipeline.media.pixels.colour import luminance, parse
from astro_pipeline_tests.agents.studio import BRIEF

Mood = Literal["uplifting", "calm", "driving", "warm", "playful", "cinematic"]


def _staging(x: float, colour: str = "#14285A") -> Staging:
    hero = Prop(picture="a" * 64, x=x, y=0.5, height=0.4, shadow="#101010")
    return Staging(ground=Ground(colour=colour), props=(hero,))


def _entries(
    stagings: list[Staging | None], *, mood: Mood = "uplifting", energy: float = 0.5, seed: int = 1,
    seconds: float = 3.0,
) -> tuple[Entry, ...]:  # fmt: skip
    shots = tuple(Shot(scene=f"s{n}", start=n * seconds, seconds=seconds) for n in range(len(stagings)))
    cut = Cut(seconds=30, shots=shots)
    board = Storyboard(
        scenes=tuple(Scene(id=shot.scene, beat="hook", picture="x") for shot in shots),
        cuts=(cut,), languages=("en",), mood=mood, energy=energy,
    )  # fmt: skip
    variant = Variant.model_validate({"id": "A", "style": "bold", "idea": "x", "key_visual": "x"})
    material = Material(
        brief=BRIEF, storyboard=board, cut=cut, language="en", variant=variant, ad=None, clips={},
        voiceover=Voiceover(segments=()), audio="c" * 64, asked=Asked(), seed=seed,
    )  # fmt: skip
    return entries(material, stagings)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("mood", "energy"), [("calm", 0.2), ("uplifting", 0.5), ("driving", 0.9)])
@pytest.mark.parametrize("staged", ["apart", "alike", "none", "mixed"])
def test_no_film_uses_one_transition_three_times_running(
    mood: Mood, energy: float, seed: int, staged: str
) -> None:
    rows: dict[str, list[Staging | None]] = {
        "apart": [_staging(0.3 + 0.05 * n) for n in range(9)],
        "alike": [_staging(0.5) for _ in range(9)],
        "none": [None for _ in range(9)],
        "mixed": [_staging(0.5) if n % 3 else None for n in range(9)],
    }

    kinds = [entry.kind for entry in _entries(rows[staged], mood=mood, energy=energy, seed=seed)]

    assert kinds[0] == "cut"
    assert all(len(set(kinds[n : n + 3])) > 1 for n in range(1, len(kinds) - 2))


def test_the_ground_changes_around_an_object_that_stands_alike_and_else_something_sweeps() -> None:
    alike = _entries([_staging(0.5), _staging(0.5, "#FFF4E6")])
    apart = _entries([_staging(0.5), _staging(0.6, "#FFF4E6")])

    assert alike[1].kind == "match"
    assert apart[1].kind != "match"
    assert len(alike[1].colours) == 1


@pytest.mark.parametrize(("first", "second"), [("#101418", "#FFF4E6"), ("#FFF4E6", "#101418")])
def test_bands_stand_off_the_next_ground_and_go_from_one_light_to_the_other(first: str, second: str) -> None:
    found = [_entries([_staging(0.5, first), _staging(0.6, second)], seed=seed)[1] for seed in range(6)]
    (colours,) = {entry.colours for entry in found if entry.kind == "bands"}

    lights = [float(luminance(parse(colour))) for colour in colours]

    assert 2 <= len(colours) <= 3
    assert second not in colours
    assert lights == sorted(lights, reverse=first > second)


def test_coming_in_takes_less_than_half_of_a_short_shot() -> None:
    found = _entries([_staging(0.5 + 0.1 * n) for n in range(4)], seconds=0.8)

    assert max(entry.seconds for entry in found) <= 0.4
