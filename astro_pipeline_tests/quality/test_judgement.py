from astro_pipeline.domain.judgement import Area, JudgedFile, JudgedPair, Judgements, Preference, Remark
from astro_pipeline.domain.review import Box
from astro_pipeline.quality.judgement import check_judgements


def _file(score: int) -> Judgements:
    area = Area(left=0.25, top=0.5, width=0.5, height=0.1)
    remark = Remark(criterion="craft", score=score, evidence="The hand has six fingers.", area=area)
    return Judgements(
        files=(JudgedFile(file="images/A/x.jpg", width=1000, height=2000, remarks=(remark,), judge="eye, 1"),)
    )


def _pair(shown: str, swapped: str) -> Judgements:
    looks = [
        Preference.model_validate({"better": better, "evidence": "Calmer."}) for better in (shown, swapped)
    ]
    return Judgements(
        pairs=(
            JudgedPair(
                first="A", second="B", language="en", shown=looks[0], swapped=looks[1], judge="eye, 1"
            ),
        )
    )


def test_below_three_of_five_a_criterion_is_not_met_and_the_place_is_told() -> None:
    (low,) = check_judgements(_file(2))
    (met,) = check_judgements(_file(3))

    assert (low.rule, low.verdict, low.measured, low.limit) == ("semantic.craft", "fail", 2.0, 3.0)
    assert low.box == Box(x=250, y=1000, width=500, height=200)
    assert "six fingers" in low.why
    assert met.verdict == "pass"


def test_judgement_is_advice_until_the_brief_requires_it() -> None:
    assert not check_judgements(_file(1))[0].closes
    assert check_judgements(_file(1), required=True)[0].closes


def test_without_a_judge_nothing_is_scored() -> None:
    (advised,), (required,) = check_judgements(None), check_judgements(None, required=True)

    assert advised.verdict == required.verdict == "not_checked"
    assert advised.measured is None
    assert (advised.advisory, required.advisory) == (True, False)


def test_a_preference_counts_where_both_orders_agree() -> None:
    (agreed,) = check_judgements(_pair("second", "first"))
    (torn,) = check_judgements(_pair("first", "first"))

    assert (agreed.verdict, agreed.measured) == ("pass", "variant B")
    assert torn.verdict == "not_checked"
