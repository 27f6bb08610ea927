from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.agents.animator import (
    ClipOrder,
    draw_clip,
    gather_clips,
    key_visual,
    leading,
    order_clips,
)
from astro_pipeline.domain.brief import FilmOrder
from astro_pipeline.domain.media import ImageVariants, Licence, MediaFile, Ratio, Variant
from astro_pipeline.domain.plan import Cut, Shot, Storyboard
from astro_pipeline.domain.review import Comment, Feedback
from astro_pipeline.domain.staging import Staging
from astro_pipeline.errors import InvalidRequest
from astro_pipeline.media.pixels.picture import png
from astro_pipeline_tests.agents.studio import BRIEF, COPY, STORYBOARD, Shelf
from astro_pipeline_tests.media.adverts.examples import photograph, subject

NOTHING = Feedback()
STYLES = ("bold", "editorial", "minimal", "pattern")


def _visual(shelf: Shelf, *, photo: bool = False) -> MediaFile:
    image = (photograph() if photo else subject()).image
    return MediaFile(
        path="images/A/key.png",
        sha256=shelf.put("images/A/key.png", png(image)),
        kind="image",
        bytes=1,
        provider="test",
        model="test",
        source_type="algorithmicMedia",
        licence=Licence(name="x", holder="x", source="x"),
    )


def _variant(style: str) -> Variant:
    return Variant.model_validate({"id": "A", "style": style, "idea": "x", "key_visual": "images/A/key.png"})


def _orders(
    shelf: Shelf, style: str, ratio: Ratio = "1:1", feedback: Feedback = NOTHING, *, photo: bool = False
) -> tuple[ClipOrder, ...]:
    """Orders for stills of a quarter of their size, which the tests need not wait for."""
    orders = order_clips(
        BRIEF,
        STORYBOARD,
        variant=_variant(style),
        copy=COPY,
        ratios=(ratio,),
        key_visual=_visual(shelf, photo=photo),
        feedback=feedback,
    )
    return tuple(
        order.model_copy(update={"width": order.width // 4, "height": order.height // 4}) for order in orders
    )


def _drawn(shelf: Shelf, order: ClipOrder) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    draw_clip(order, shelf.place(order), blob=shelf.blob)
    with Image.open(shelf.place(order)) as image:
        return np.asarray(image.convert("RGB"), np.float32) / np.float32(255)


def test_a_still_is_larger_than_the_film_by_what_the_camera_needs(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    order = order_clips(
        BRIEF, STORYBOARD, variant=_variant("bold"), copy=COPY, ratios=("9:16", "16:9"),
        key_visual=_visual(shelf), feedback=NOTHING,
    )[0]  # fmt: skip

    assert order.path == "clips/9x16/s0.png"
    assert (order.width, order.height) == (1242, 2208)


def test_a_4k_film_has_stills_of_its_own_size_where_one_is_made(tmp_path: Path) -> None:
    brief = BRIEF.model_copy(update={"film": FilmOrder(quality="4K")})

    orders = order_clips(
        brief, STORYBOARD, variant=_variant("bold"), copy=COPY, ratios=("9:16", "16:9"),
        key_visual=_visual(Shelf(tmp_path)), feedback=NOTHING,
    )  # fmt: skip

    assert {(order.ratio, order.width) for order in orders} == {("9:16", 1242), ("16:9", 4416)}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("ratio", ["9:16", "16:9"])
def test_scenes_differ_and_leave_type_a_calm_and_legible_zone(
    tmp_path: Path, style: str, ratio: Ratio
) -> None:
    shelf = Shelf(tmp_path)
    pictures: list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]] = []
    for order in _orders(shelf, style, ratio):
        facts = draw_clip(order, shelf.place(order), blob=shelf.blob).facts
        pictures.append(_drawn(shelf, order))

        contrast, zone = facts["overlay_contrast"], facts["overlay_zone"]
        assert isinstance(contrast, float)
        assert contrast >= 4.5
        assert isinstance(zone, dict)
        x, y, wide, high = (int(str(zone[side])) for side in ("x", "y", "width", "height"))
        assert float(pictures[-1][y : y + high, x : x + wide].mean(axis=2).std()) < 0.08

    for one, other in combinations(pictures, 2):
        assert float(np.abs(one - other).mean()) > 0.01


def test_a_photograph_is_cropped_differently_in_each_scene(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    pictures = [_drawn(shelf, order) for order in _orders(shelf, "bold", photo=True)[:3]]

    for one, other in combinations(pictures, 2):
        assert float(np.abs(one - other).mean()) > 0.02


def _ending(*, shown_before: bool = False) -> Storyboard:
    """The storyboard with one cut that ends in its last scene."""
    first, last = STORYBOARD.scenes[0].id, STORYBOARD.scenes[-1].id
    shots = [Shot(scene=first, start=0, seconds=3), Shot(scene=last, start=3, seconds=3)]
    if shown_before:
        shots = [
            Shot(scene=last, start=0, seconds=2),
            Shot(scene=first, start=2, seconds=2),
            Shot(scene=last, start=4, seconds=2),
        ]
    return STORYBOARD.model_copy(update={"cuts": (Cut(seconds=6, shots=tuple(shots)),)})


def _last(shelf: Shelf, board: Storyboard, ratio: Ratio, style: str, *, photo: bool = False) -> ClipOrder:
    order = order_clips(
        BRIEF, board, variant=_variant(style), copy=COPY, ratios=(ratio,),
        key_visual=_visual(shelf, photo=photo), feedback=NOTHING,
    )[-1]  # fmt: skip
    return order.model_copy(update={"width": order.width // 4, "height": order.height // 4})


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("ratio", ["9:16", "1:1", "16:9"])
def test_the_last_still_leaves_a_calm_column_for_the_end_card(
    tmp_path: Path, style: str, ratio: Ratio
) -> None:
    shelf = Shelf(tmp_path)
    order = _last(shelf, _ending(), ratio, style)

    facts = draw_clip(order, shelf.place(order), blob=shelf.blob).facts
    picture = _drawn(shelf, order)

    assert order.card
    room = facts["card_room"]
    assert isinstance(room, list)
    x, y, wide, high = (float(str(side)) for side in room)
    height, width = picture.shape[:2]
    rows = slice(round(y * height), round((y + high) * height * 0.95))
    zone = picture[rows, round(x * width) : round((x + wide * 0.9) * width)]
    assert float(zone.mean(axis=2).std()) < 0.06
    assert wide * high > 0.5


def test_a_scene_that_is_also_shown_earlier_is_no_end_card(tmp_path: Path) -> None:
    assert not _last(Shelf(tmp_path), _ending(shown_before=True), "1:1", "bold").card


def test_a_staged_still_is_told_layer_by_layer_and_a_photograph_is_not(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    order = _orders(shelf, "bold")[0]

    told = draw_clip(order, shelf.place(order), blob=shelf.blob).facts["stage"]
    photo = _orders(shelf, "bold", photo=True)[0]
    staging = Staging.model_validate(told)

    assert staging.hero.picture == order.key_visual
    assert [motif.kind for motif in staging.motifs] == ["disc"]
    assert "stage" not in draw_clip(photo, shelf.place(photo), blob=shelf.blob).facts


def test_the_first_two_scenes_show_the_object_alike_so_that_it_can_stay(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    told = [
        draw_clip(order, shelf.place(order), blob=shelf.blob).facts["stage"]
        for order in _orders(shelf, "bold", "9:16")[:3]
    ]
    first, second, third = (Staging.model_validate(each) for each in told)

    assert first.stands_as(second)
    assert not second.stands_as(third)
    assert first.ground != second.ground


def test_a_photograph_leaves_no_room_for_an_end_card(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    order = _last(shelf, _ending(), "1:1", "bold", photo=True)

    assert "card_room" not in draw_clip(order, shelf.place(order), blob=shelf.blob).facts


def test_a_rejected_still_comes_out_different_and_the_others_stay(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    feedback = Feedback(comments=(Comment(text="other", items=("clips/1x1/s0.png",)),))
    usual, again = _orders(shelf, "bold"), _orders(shelf, "bold", feedback=feedback)

    before, after = _drawn(shelf, usual[0]), _drawn(shelf, again[0])

    assert usual[1:] == again[1:]
    assert float(np.abs(before - after).mean()) > 0.02


def test_the_same_order_gives_the_same_bytes(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    order = _orders(shelf, "pattern")[0]

    _drawn(shelf, order)
    first = shelf.place(order).read_bytes()
    _drawn(shelf, order)

    assert shelf.place(order).read_bytes() == first


def test_the_chosen_variant_leads_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    visual = _visual(Shelf(tmp_path))
    images = ImageVariants(variants=(_variant("bold"),), files=(visual,))

    assert leading(images, None).id == "A"
    assert leading(images, "A").id == "A"
    assert key_visual(images, images.variants[0]) == visual
    with pytest.raises(InvalidRequest, match=r"'C'.*choose one of A"):
        leading(images, "C")


def test_gathered_clips_say_how_the_camera_moves(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    order = _orders(shelf, "bold")[0]
    drawn = shelf.finished(order, draw_clip(order, shelf.place(order), blob=shelf.blob))

    clips = gather_clips(_variant("bold"), (drawn,))

    assert clips.clips[0].move == "push_in"
    assert clips.clips[0].facts["focus"] == drawn.facts["focus"]
