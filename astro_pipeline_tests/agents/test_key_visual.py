import io
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from astro_pipeline.agents.art_direction import plan_variants
from astro_pipeline.agents.key_visual import KeyVisualOrder, asked_once, order_key_visuals, paint_key_visual
from astro_pipeline.domain.brief import Attachment, Brief
from astro_pipeline.domain.media import Made
from astro_pipeline.domain.review import Comment, Feedback
from astro_pipeline.errors import Gone, MediaUnreadable
from astro_pipeline.media.pixels.picture import cut_out, open_picture
from astro_pipeline.provider import Done, Request
from astro_pipeline_tests.agents.studio import BRIEF, COPY, STORYBOARD, Shelf, ask

NOTHING = Feedback()


def _orders(brief: Brief = BRIEF, feedback: Feedback = NOTHING) -> tuple[KeyVisualOrder, ...]:
    plans = plan_variants(brief, COPY, feedback=feedback)
    orders = order_key_visuals(brief, plans, storyboard=STORYBOARD, feedback=feedback)
    small = {"width": 80, "height": 120}
    return tuple(
        order.model_copy(update={"request": order.request.model_copy(update=small)}) for order in orders
    )


class _Shop:
    """Paints for money, and counts what was bought."""

    def __init__(self) -> None:
        self.items: list[str] = []
        self.open = threading.Event()

    def __call__(self, request: Request, *, item: str) -> Done:
        self.open.wait(5)
        self.items.append(item)
        return ask(request, item=item).model_copy(update={"cost_usd": Decimal("0.04")})


def test_variants_that_ask_alike_share_one_painting(tmp_path: Path) -> None:
    shelf, shop = Shelf(tmp_path), _Shop()
    shared = asked_once(shop)

    with ThreadPoolExecutor(2) as pool:
        waiting = [
            pool.submit(paint_key_visual, order, shelf.place(order), ask=shared, blob=shelf.blob)
            for order in _orders()
        ]
        shop.open.set()
        made = [each.result() for each in waiting]

    assert len(shop.items) == 1
    assert sum((each.cost_usd for each in made), Decimal(0)) == Decimal("0.04")
    first, second = ((tmp_path / order.path).read_bytes() for order in _orders())
    assert first == second


def test_a_variant_sent_back_is_painted_alone(tmp_path: Path) -> None:
    shelf, shop = Shelf(tmp_path), _Shop()
    shop.open.set()
    feedback = Feedback(comments=(Comment(text="other", items=("images/B/key.png",)),))
    shared = asked_once(shop)

    for order in _orders(feedback=feedback):
        paint_key_visual(order, shelf.place(order), ask=shared, blob=shelf.blob)

    assert shop.items == ["images/A/key.png", "images/B/key.png"]


def test_a_painting_that_failed_is_asked_for_again() -> None:
    answers = iter([Gone("no job", provider="shop"), None])

    def moody(request: Request, *, item: str) -> Done:
        if (refusal := next(answers)) is not None:
            raise refusal
        return ask(request, item=item)

    shared = asked_once(moody)
    request = _orders()[0].request
    with pytest.raises(Gone):
        shared(request, item="a")

    assert shared(request, item="a").content


def _photographed(shelf: Shelf, image: Image.Image) -> Brief:
    file = io.BytesIO()
    image.save(file, "PNG")
    picture = Attachment(path="shop/can.png", sha256=shelf.put("can.png", file.getvalue()))
    return BRIEF.model_copy(update={"brand": BRIEF.brand.model_copy(update={"product_picture": picture})})


def _painted(shelf: Shelf, brief: Brief) -> Made:
    order = _orders(brief)[0]
    return paint_key_visual(order, shelf.place(order), ask=ask, blob=shelf.blob)


def _product(ground: str, side: int) -> Image.Image:
    image = Image.new("RGB", (side, side), ground)
    ImageDraw.Draw(image).rectangle((side * 0.3, side * 0.1, side * 0.7, side * 0.9), fill="#AA2211")
    return image


def test_a_small_picture_is_used_and_its_softness_said(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    made = _painted(shelf, _photographed(shelf, _product("white", 90)))

    assert made.facts["cut_out"] is True
    assert "look soft" in made.notes[0]


def test_a_large_one_is_used_without_a_word(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    made = _painted(shelf, _photographed(shelf, _product("white", 700)))

    assert made.facts["cut_out"] is True
    assert made.notes == ()


def test_the_product_keeps_its_colour(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    _painted(shelf, _photographed(shelf, _product("#DDDDDD", 300)))

    kept = open_picture(tmp_path / "images/A/key.png")
    middle = kept[kept.shape[0] // 2, kept.shape[1] // 2]
    assert np.abs(middle[:3] * 255 - (0xAA, 0x22, 0x11)).max() < 14
    assert middle[3] == 1


def test_a_product_too_small_to_show_is_refused_with_the_cure(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    with pytest.raises(MediaUnreadable, match=r"can\.png.*at least 32"):
        _painted(shelf, _photographed(shelf, _product("white", 40)))


def test_a_broken_picture_is_refused_under_the_customers_name_for_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    brief = _photographed(shelf, Image.new("RGBA", (40, 40), (0, 0, 0, 0)))

    with pytest.raises(MediaUnreadable, match=r"can\.png: every pixel is transparent"):
        _painted(shelf, brief)


def test_a_cut_out_of_the_customers_own_is_cleaned(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    image = _product("white", 120).convert("RGBA")
    image.putalpha(Image.fromarray(np.pad(np.full((80, 40), 255, np.uint8), ((20, 20), (40, 40)))))

    made = _painted(shelf, _photographed(shelf, image))

    assert made.facts["cut_out"] is True
    again = cut_out(open_picture(tmp_path / "images/A/key.png"))
    assert again is not None
    assert again.shape[:2] == (80, 40), "a product that fills its frame is still a cut-out"


def test_the_brands_typeface_goes_with_the_request() -> None:
    font = Attachment(path="a.ttf", sha256="f" * 64)
    brief = BRIEF.model_copy(update={"brand": BRIEF.brand.model_copy(update={"fonts": (font,)})})

    assert _orders(brief)[0].request.brand_font == "f" * 64
    assert _orders()[0].request.brand_font is None
