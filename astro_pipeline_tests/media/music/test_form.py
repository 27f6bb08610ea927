import pytest

from astro_pipeline.media.music.form import fit
from astro_pipeline.media.music.moods import MOODS


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize(
    ("seconds", "beats"),
    [(6, (2.2,)), (6, (2.0, 4.1)), (15, (2.5, 5.2, 8.4, 11.6)), (30, (4.0, 9.3, 26.1)), (60, (10, 31, 55.5))],
)
def test_the_logo_falls_on_the_hit_and_the_last_chord_rings_out(
    mood: str, seconds: int, beats: tuple[float, ...]
) -> None:
    form = fit(seconds, beats, tempo=MOODS[mood].tempo, energy=0.6)

    assert form.hit == pytest.approx(beats[-1])
    assert 0.9 <= seconds - form.final <= 3.2
    assert MOODS[mood].tempo[0] <= form.bpm <= MOODS[mood].tempo[1]


def test_bars_follow_one_another_to_the_last_chord() -> None:
    form = fit(15, (2.5, 5.2, 8.4, 11.6), tempo=(98, 130), energy=0.5)

    ends = [bar.start + bar.beats * form.beat for bar in form.bars]
    assert ends == pytest.approx([*(bar.start for bar in form.bars[1:]), form.final])
    assert [bar.level for bar in form.bars] == sorted(bar.level for bar in form.bars)


def test_sections_rise_from_the_start_to_the_last_chord() -> None:
    form = fit(30, (4.0, 9.3, 26.1), tempo=(98, 130), energy=0.5)

    assert form.sections[0] == 0.0
    assert form.sections[-1] == pytest.approx(form.final, abs=1e-3)
    assert list(form.sections) == sorted(form.sections)


@pytest.mark.parametrize("beats", [(), (0.4,), (14.8,)])
def test_without_a_usable_logo_the_last_chord_is_the_hit(beats: tuple[float, ...]) -> None:
    form = fit(15, beats, tempo=(98, 130), energy=0.5)

    assert form.hit == form.final


def test_more_energy_is_not_slower() -> None:
    calm, lively = (fit(15, (), tempo=(98, 130), energy=energy).bpm for energy in (0.0, 1.0))

    assert lively > calm


def test_a_long_piece_draws_breath_before_it_climbs_to_the_hit() -> None:
    form = fit(60, (10, 31, 55.5), tempo=(98, 130), energy=0.5)

    levels = [bar.level for bar in form.bars]
    rest = [number for number, level in enumerate(levels) if level == 1 and 2 in levels[:number]]
    assert len(rest) == 4
    assert levels[rest[-1] + 1 :][:4] == [2, 2, 2, 2]
    assert form.bars[rest[0]].start == pytest.approx(form.sections[3], abs=2e-3)
    assert len(fit(15, (11.6,), tempo=(98, 130), energy=0.5).sections) == 5
