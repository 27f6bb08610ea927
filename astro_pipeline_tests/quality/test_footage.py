import pytest

from astro_pipeline.domain.media import Clip, Clips
from astro_pipeline.quality.check_media import examine_clips
from astro_pipeline_tests.quality.briefs import failing, sample_file
from astro_pipeline_tests.quality.measured import verdicts


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
    ("fact", "enough", "short", "rule", "unit"),
    [
        ("slowed", 1.0, 0.986, "technical.footage_speed", "of its speed"),
        ("held", 0.6, 0.606, "technical.footage_held", "s"),
        ("enlarged", 1.6, 1.606, "technical.footage_enlarged", "times"),
    ],
)
def test_footage_that_does_not_suffice_is_told_and_closes_nothing(
    fact: str, enough: float, short: float, rule: str, unit: str
) -> None:
    clean, planted = examine_clips(_clips(**{fact: enough})), examine_clips(_clips(**{fact: short}))

    assert failing(clean) == []
    assert failing(planted) == [rule]
    assert verdicts(clean)[rule] == ("pass", True, enough, enough, unit)
    assert verdicts(planted)[rule] == ("fail", True, round(short, 2), enough, unit)
    assert [(each.file, bool(each.why), bool(each.cure)) for each in planted if each.rule == rule] == [
        ("clips/9x16/hook.mp4", True, True)
    ]


def test_a_fact_that_was_not_measured_is_nothing_or_none_at_all() -> None:
    clip = _clips().clips[0].model_copy(update={"facts": {"takes": ["a.mp4"], "held": "long"}})

    told = verdicts(examine_clips(Clips(variant="A", clips=(clip,))))

    assert [told[f"technical.footage_{name}"][2] for name in ("speed", "held", "enlarged")] == [0.0, 0.0, 0.0]


def test_a_still_is_licensed_and_nothing_else_is_asked_of_it() -> None:
    still = _clips().clips[0].model_copy(update={"facts": {}})

    assert [each.rule for each in examine_clips(Clips(variant="A", clips=(still,)))] == ["rights.licence"]
