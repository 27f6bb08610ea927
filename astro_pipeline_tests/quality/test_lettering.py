from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.domain.placements import ImageSpec, Insets, Placement, placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.quality.lettering import check_lettering, check_read, lettering, lettering_of
from astro_pipeline.quality.outside import examine_outside
from astro_pipeline_tests.media.lettered import Text, lettered
from astro_pipeline_tests.quality.briefs import sample_brief

SAFE = Insets(top=30, right=20, bottom=60, left=40)
BANNER = placements()["display_300x250"].model_copy(
    update={"images": (ImageSpec(width=300, height=250, max_bytes=150_000, safe=SAFE, min_type_px=15),)}
)


def _found(texts: Sequence[Text], placement: Placement = BANNER) -> dict[str, Finding]:
    found = check_lettering(lettering_of(lettered(texts)), "ad.png", placement)
    return {finding.rule.removeprefix("technical."): finding for finding in found}


def test_lettering_in_its_zone_large_and_plain_passes() -> None:
    found = _found([Text("Slow coffee", left=50, top=60)])

    assert {rule: finding.verdict for rule, finding in found.items()} == {
        "safe_zone": "pass",
        "type_size": "pass",
        "contrast_seen": "pass",
    }


@pytest.mark.parametrize("side", ["left", "top", "bottom", "right"])
@pytest.mark.parametrize(("share", "closes"), [(0.8, True), (1.2, False)])
def test_a_text_in_the_margin_is_refused_with_its_place(side: str, share: float, *, closes: bool) -> None:
    _, _, width, height = Text("Slow coffee", size=26).box
    place = {"left": 80, "top": 100} | {
        "left": {"left": round(share * SAFE.left)},
        "top": {"top": round(share * SAFE.top)},
        "right": {"left": 300 - width - round(share * SAFE.right)},
        "bottom": {"top": 250 - height - round(share * SAFE.bottom)},
    }[side]
    text = Text("Slow coffee", place["left"], place["top"], size=26)

    found = _found([text])["safe_zone"]

    assert found.closes is closes
    if found.box:
        assert abs(found.box.x - text.left) <= 3
        assert abs(found.box.y - text.top) <= 3
        assert placements()["display_300x250"].title in found.why


def test_what_a_label_says_again_may_stand_anywhere() -> None:
    texts = [Text("Northbrew", left=50, top=60), Text("Northbrew", left=5, top=225, size=18)]

    assert _found(texts)["safe_zone"].verdict == "pass"
    assert _found([texts[0], Text("Southbrew", left=5, top=225, size=18)])["safe_zone"].verdict == "fail"


@pytest.mark.parametrize(("share", "verdict"), [(0.8, "fail"), (1.2, "pass")])
def test_type_below_the_placements_least_is_flagged(share: float, verdict: str) -> None:
    found = _found([Text("Steeped slowly for a day", left=50, top=60, size=round(share * 15))])["type_size"]

    assert (found.verdict, found.advisory) == (verdict, True)
    assert found.limit == 15


@pytest.mark.parametrize(
    ("size", "grey", "verdict"), [(16, 112, "pass"), (16, 140, "fail"), (34, 140, "pass"), (34, 170, "fail")]
)
def test_faint_lettering_is_refused_and_large_type_may_be_fainter(size: int, grey: int, verdict: str) -> None:
    text = Text("Slow coffee", left=50, top=60, size=size, colour=(grey, grey, grey))

    found = _found([text])["contrast_seen"]

    assert found.verdict == verdict
    assert found.closes is (verdict == "fail")


@pytest.mark.parametrize(("grain", "verdict"), [(1, "pass"), (4, "not_checked")])
def test_what_cannot_be_read_is_not_guessed(grain: int, verdict: str) -> None:
    picture = lettered([Text("Steeped slowly for a day", left=50, top=60, size=18)])
    coarse = Image.fromarray(picture).resize((300 // grain, 250 // grain), Image.Resampling.BOX)
    seen = lettering_of(np.asarray(coarse.resize((300, 250), Image.Resampling.BICUBIC)))

    found = check_read(seen, "ad.png", advisory=False)

    assert found.verdict == verdict
    assert (found.box is not None) is (verdict == "not_checked")
    assert seen.words == ("" if verdict == "not_checked" else "Steeped slowly for a day")


def test_a_picture_made_elsewhere_is_read_and_held_to_its_brief(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    words = ("Northbrew cold brew coffee", "Steeped for 18 hours")
    Image.fromarray(lettered([Text(w, top=60 + 50 * n, size=19) for n, w in enumerate(words)])).save(good)
    worse = ("Northbrew, the best of all", "Guaranteed for 19 hours")
    Image.fromarray(lettered([Text(w, top=60 + 50 * n, size=19) for n, w in enumerate(worse)])).save(bad)

    clean, said = (
        examine_outside({p.name: p}, placements()["display_300x250"], brief=sample_brief())
        for p in (good, bad)
    )

    assert [f.rule for f in clean if f.closes and f.family in {"copy", "claims"}] == []
    assert {"claims.numbers", "claims.strong_words"} <= {f.rule for f in said if f.closes}


def test_a_file_that_is_no_picture_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "ad.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")

    with pytest.raises(MediaUnreadable, match=r"ad\.png"):
        lettering(tmp_path / "ad.png")
