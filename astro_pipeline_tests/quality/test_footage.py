import pytest

from astro_pipeline.domain.media import Clip, Clips
from astro_pipeline.quality.check import examine_clips
from astro_pipeline_tests.quality.briefs import failing, sample_file


def _clips(**facts: float) -> Clips:
    measured = {"takes": ["a.mp4"], "slowed": 1.0, "held": 0.0, "enlarged": 1.0, **facts}
    clip = Clip.model_validate(
        {
            "scene": "hook",
            "ratio": "9:16",
            "file": sample_file("clips/9x16/hook.mp4", "video").model_dump(),
            "move": "push_in",
            "facts": measured,
        }
    )
    return Clips(variant="A", clips=(clip,))


@pytest.mark.parametrize(
    ("fact", "enough", "short", "rule"),
    [
        ("slowed", 1.0, 0.99, "technical.footage_speed"),
        ("held", 0.6, 0.61, "technical.footage_held"),
        ("enlarged", 1.6, 1.61, "technical.footage_enlarged"),
    ],
)
def test_footage_that_does_not_suffice_is_told_and_closes_nothing(
    fact: str, enough: float, short: float, rule: str
) -> None:
    clean, planted = examine_clips(_clips(**{fact: enough})), examine_clips(_clips(**{fact: short}))

    assert failing(clean) == []
    assert failing(planted) == [rule]
    assert not any(each.closes for each in planted)


def test_a_still_is_licensed_and_nothing_else_is_asked_of_it() -> None:
    still = _clips().clips[0].model_copy(update={"facts": {}})

    assert [each.rule for each in examine_clips(Clips(variant="A", clips=(still,)))] == ["rights.licence"]
