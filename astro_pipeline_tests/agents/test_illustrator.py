import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.agents.illustrator import (
    AdOrder,
    KeyVisualOrder,
    compose_ad,
    gather_images,
    order_ads,
    order_key_visuals,
    paint_key_visual,
    plan_variants,
)
from astro_pipeline.domain.attachment import SUPPLIED, Attachment
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.review import Comment, Feedback
from astro_pipeline.quality.logo import SetLogo
from astro_pipeline_tests.agents.studio import BRIEF, COPY, STORYBOARD, Finished, Shelf, ask

NOTHING = Feedback()
PATH = "images/A/display_300x250.300x250.en.jpg"


def _small(order: KeyVisualOrder) -> KeyVisualOrder:
    request = order.request.model_copy(update={"width": 200, "height": 300})
    return order.model_copy(update={"request": request})


def _visual(shelf: Shelf, brief: Brief = BRIEF, feedback: Feedback = NOTHING) -> Finished[KeyVisualOrder]:
    plans = plan_variants(brief, COPY, feedback=feedback)
    order = _small(order_key_visuals(brief, plans, storyboard=STORYBOARD, feedback=feedback)[0])
    return shelf.finished(order, paint_key_visual(order, shelf.place(order), ask=ask, blob=shelf.blob))


def _orders(visual: MediaFile, brief: Brief = BRIEF, feedback: Feedback = NOTHING) -> tuple[AdOrder, ...]:
    plans = plan_variants(brief, COPY, feedback=feedback)
    visuals = {plan.id: visual for plan in plans}
    return order_ads(brief, plans, copy=COPY, key_visuals=visuals, feedback=feedback)


def _pixels(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"), np.int16)


def test_each_variant_has_a_style_of_its_own() -> None:
    plans = plan_variants(BRIEF.model_copy(update={"variants": 4}), COPY, feedback=NOTHING)

    assert [plan.id for plan in plans] == ["A", "B", "C", "D"]
    assert len({plan.style for plan in plans}) == 4
    assert "AIDA" in plans[0].idea


@pytest.mark.parametrize("seed", range(4))
def test_neighbouring_variants_stand_on_opposite_sides(seed: int) -> None:
    brief = BRIEF.model_copy(update={"variants": 4, "seed": seed})

    sides = [plan.look.mirrored for plan in plan_variants(brief, COPY, feedback=NOTHING)]

    assert sides in ([True, False] * 2, [False, True] * 2)


def test_there_is_an_ad_for_every_still_and_every_language_with_words(tmp_path: Path) -> None:
    orders = _orders(_visual(Shelf(tmp_path)).file)

    assert {order.language for order in orders} == {"en"}
    assert {order.placements for order in orders} == {("display_300x250",), ("display_728x90",)}
    assert len({order.path for order in orders}) == len(orders) == 4


def test_an_ad_is_made_to_its_order(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    visual = _visual(shelf)

    for order in _orders(visual.file):
        made = compose_ad(order, shelf.place(order), blob=shelf.blob)

        limit = placements()[order.placements[0]].images[0].max_bytes
        assert shelf.place(order).stat().st_size <= limit
        assert _pixels(shelf.place(order)).shape[:2] == (order.height, order.width)
        boxes = made.facts["text_boxes"]
        assert isinstance(boxes, list)
        assert {"headline", "cta", "logo"} <= {str(box["role"]) for box in boxes if isinstance(box, dict)}
        assert made.source_type == "algorithmicMedia"


def test_an_ad_says_where_and_how_its_logo_was_drawn(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    bare = _orders(_visual(shelf).file)[0]
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (300, 100), "#B01030").save(logo)
    order = bare.model_copy(update={"logo": "a" * 64})

    made = compose_ad(
        order, shelf.place(order), blob=lambda each: logo if each == order.logo else shelf.blob(each)
    )
    found = SetLogo.model_validate(made.facts["logo"])

    assert compose_ad(bare, shelf.place(bare), blob=shelf.blob).facts["logo"] is None
    assert found.width == pytest.approx(3 * found.height, abs=3)
    assert found.manner in {"own", "plate"}


def test_the_same_order_gives_the_same_bytes(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    order = _orders(_visual(shelf).file)[0]

    compose_ad(order, shelf.place(order), blob=shelf.blob)
    first = shelf.place(order).read_bytes()
    compose_ad(order, shelf.place(order), blob=shelf.blob)

    assert shelf.place(order).read_bytes() == first


@pytest.mark.parametrize(
    ("comment", "note"),
    [
        ("warmer please", False),
        ("plus sombre", False),
        ("bigger logo", False),
        ("titre plus grand", False),
        ("trop chargé", False),
        ("other layout", False),
        ("make it pop like a unicorn", True),
    ],
)
def test_a_rejected_ad_comes_out_visibly_different(tmp_path: Path, comment: str, note: bool) -> None:
    shelf = Shelf(tmp_path)
    visual = _visual(shelf).file
    first = _orders(visual)[0]
    again = _orders(visual, feedback=Feedback(comments=(Comment(text=comment, items=(first.path,)),)))

    compose_ad(first, shelf.place(first), blob=shelf.blob)
    before = _pixels(shelf.place(first))
    made = compose_ad(again[0], shelf.place(again[0]), blob=shelf.blob)

    assert again[0].take == 1
    assert again[1] == _orders(visual)[1]
    assert float(np.abs(before - _pixels(shelf.place(first))).mean()) > 0.5
    assert any("not understood" in said for said in made.notes) is note


def test_a_rejected_key_visual_is_painted_anew(tmp_path: Path) -> None:
    feedback = Feedback(comments=(Comment(text="other", items=("images/A/key.png",)),))

    one, other = _visual(Shelf(tmp_path / "1")), _visual(Shelf(tmp_path / "2"), feedback=feedback)

    assert one.file.sha256 != other.file.sha256


def test_all_variants_show_the_same_product() -> None:
    plans = plan_variants(BRIEF, COPY, feedback=NOTHING)

    orders = order_key_visuals(BRIEF, plans, storyboard=STORYBOARD, feedback=NOTHING)

    assert [order.path for order in orders] == ["images/A/key.png", "images/B/key.png"]
    assert orders[0].request == orders[1].request
    assert orders[0].request.form == "can"


def _photographed(shelf: Shelf, image: Image.Image) -> Brief:
    file = io.BytesIO()
    image.save(file, "PNG")
    picture = Attachment(path="shop/can.png", sha256=shelf.put("can.png", file.getvalue()), licence=SUPPLIED)
    return BRIEF.model_copy(update={"brand": BRIEF.brand.model_copy(update={"product_picture": picture})})


def test_the_customers_picture_is_cut_out_and_keeps_its_origin(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    image = Image.new("RGB", (120, 120), "white")
    image.paste("#AA2211", (40, 20, 80, 110))

    visual = _visual(shelf, _photographed(shelf, image))

    assert visual.file.source_type == "digitalCapture"
    assert visual.file.licence.name == "customer-supplied"
    assert visual.facts["cut_out"] is True
    with Image.open(shelf.home / visual.file.path) as kept:
        assert kept.mode == "RGBA"
        assert kept.width < 60


def test_a_photograph_is_used_whole_and_a_comment_on_it_is_answered(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (90, 120, 3), np.uint8))
    brief = _photographed(shelf, noise)
    feedback = Feedback(comments=(Comment(text="warmer"),))

    visual = _visual(shelf, brief, feedback)
    order = _orders(visual.file, brief)[0]
    compose_ad(order, shelf.place(order), blob=shelf.blob)

    assert visual.facts["cut_out"] is False
    assert "cannot be followed" in visual.notes[0]
    assert float(_pixels(shelf.place(order)).std()) > 20


def test_a_models_key_visual_makes_the_ad_a_composite_with_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    visual = _visual(shelf).file.model_copy(update={"source_type": "trainedAlgorithmicMedia"})
    order = _orders(visual)[0]

    made = compose_ad(order, shelf.place(order), blob=shelf.blob)

    assert made.source_type == "compositeWithTrainedAlgorithmicMedia"


def test_gathering_keeps_variants_files_facts_and_notes(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    visual = _visual(shelf)
    order = _orders(visual.file)[0]
    ad = shelf.finished(order, compose_ad(order, shelf.place(order), blob=shelf.blob))
    noted = Finished(ad.order, ad.file, ad.facts, ("support left out",))

    images = gather_images(plan_variants(BRIEF, COPY, feedback=NOTHING), visuals=(visual,), ads=(noted,))

    assert [variant.key_visual for variant in images.variants] == ["images/A/key.png", "images/B/key.png"]
    assert [file.path for file in images.files] == ["images/A/key.png", order.path]
    assert images.facts[order.path]["missing_glyphs"] == ""
    assert images.facts[order.path]["left_out"] == []
    assert images.notes == (f"support left out ({order.path})",)
