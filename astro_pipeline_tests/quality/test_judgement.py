from astro_pipeline.domain.judgement import (
    Area,
    JudgedFile,
    JudgedPair,
    Judgement,
    Judgements,
    Preference,
    Score,
)
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.quality.judgement import check_judgements


def _file(score: int) -> Judgements:
    area = Area(left=0.25, top=0.5, width=0.5, height=0.1)
    well, craft = (
        Score(score=5, evidence="It is there."),
        Score(score=score, evidence="Six fingers.", area=area),
    )
    judgement = Judgement(message=well, product=well, audience=well, unwanted_text=well, craft=craft)
    return Judgements(
        files=(
            JudgedFile(file="images/A/x.jpg", width=1000, height=2000, judgement=judgement, judge="eye, 1"),
        )
    )


def _craft(score: int, *, required: bool = False) -> Finding:
    found = {each.rule: each for each in check_judgements(_file(score), required=required)}
    assert len(found) == 5
    assert all(each.verdict == "pass" for rule, each in found.items() if rule != "semantic.craft")
    return found["semantic.craft"]


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
    low, met = _craft(2), _craft(3)

    assert (low.rule, low.verdict, low.measured, low.limit) == ("semantic.craft", "fail", 2.0, 3.0)
    assert low.box == Box(x=250, y=1000, width=500, height=200)
    assert (low.file, low.unit, low.why) == ("images/A/x.jpg", "of 5", "Six fingers. (eye, 1)")
    assert (met.verdict, met.measured, met.limit) == ("pass", 3.0, 3.0)


def test_the_smallest_place_is_a_pixel_and_a_place_unknown_is_none() -> None:
    dot = Area(left=0.0004, top=0.00076, width=0.0001, height=0.0001)
    score = Score(score=1, evidence="A dot.", area=dot)
    judgement = Judgement(
        message=Score(score=2, evidence="Dull."),
        product=score,
        audience=score,
        unwanted_text=score,
        craft=score,
    )
    file = JudgedFile(file="x.jpg", width=1000, height=2000, judgement=judgement, judge="eye, 1")

    message, product, *_ = check_judgements(Judgements(files=(file,)))

    assert (message.verdict, message.box) == ("fail", None)
    assert product.box == Box(x=0, y=2, width=1, height=1)


def test_judgement_is_advice_until_the_brief_requires_it() -> None:
    assert not _craft(1).closes
    assert _craft(1, required=True).closes


def test_without_a_judge_nothing_is_scored() -> None:
    (advised,), (required,) = check_judgements(None), check_judgements(None, required=True)

    assert advised.verdict == required.verdict == "not_checked"
    assert (advised.rule, advised.file, advised.measured) == ("semantic.judged", "qa_report", None)
    assert (advised.advisory, required.advisory) == (True, False)


def test_a_preference_counts_where_both_orders_agree() -> None:
    (agreed,) = check_judgements(_pair("second", "first"))
    (torn,) = check_judgements(_pair("first", "first"))

    assert (agreed.verdict, agreed.measured, agreed.advisory) == ("pass", "variant B", True)
    assert (torn.verdict, torn.advisory, torn.measured) == ("not_checked", True, None)
    assert {(each.rule, each.file) for each in (agreed, torn)} == {
        ("semantic.preferred", "image_variants/A-B.en")
    }
