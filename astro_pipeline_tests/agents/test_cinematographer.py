from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline.agents import animator, cinematographer
from astro_pipeline.agents.animator import ClipOrder
from astro_pipeline.agents.cinematographer import ShotOrder
from astro_pipeline.agents.key_visual import asked_once
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import Brief, FilmOrder
from astro_pipeline.domain.licence import Licence
from astro_pipeline.domain.media import Clips, MediaFile, Ratio, Variant
from astro_pipeline.domain.plan import Cut, Scene, Shot, Storyboard
from astro_pipeline.domain.review import Comment, Feedback
from astro_pipeline.errors import MediaUnreadable, Refused
from astro_pipeline.media.marking import marked_as
from astro_pipeline.media.probe import probe_film
from astro_pipeline.provider import ClipRequest, Done, Request
from astro_pipeline_tests.agents.studio import BRIEF, COPY, Finished, Shelf
from astro_pipeline_tests.vendors import goods

NOTHING = Feedback()
LICENCE = Licence(name="x", holder="x", source="x")
BOARD = Storyboard(
    scenes=tuple(
        Scene(id=name, beat="hook", picture="A can on ice.", move="rise") for name in ("one", "two", "card")
    ),
    cuts=(
        Cut(
            seconds=6,
            shots=(
                Shot(scene="one", start=0, seconds=2),
                Shot(scene="two", start=2, seconds=2),
                Shot(scene="card", start=4, seconds=2),
            ),
        ),
    ),
    languages=("en",),
    mood="warm",
    energy=0.5,
)


class VideoModel:
    """Films what it is asked, and remembers it."""

    def __init__(self, content: bytes | None = None) -> None:
        self.asked: list[tuple[str, ClipRequest]] = []
        self.content = content or goods.film(90, 160, 3.0)

    def __call__(self, request: Request, *, item: str) -> Done:
        assert isinstance(request, ClipRequest)
        self.asked.append((item, request))
        return Done(
            content=self.content,
            media_type="video/mp4",
            provider="vendor",
            model="vendor/film",
            licence=LICENCE,
            source_type="trainedAlgorithmicMedia",
            cost_usd=Decimal("0.25"),
        )


def stills(
    *ratios: Ratio, brief: Brief = BRIEF, feedback: Feedback = NOTHING
) -> tuple[Finished[ClipOrder], ...]:
    """Stills as if they had been drawn."""
    key = _file("images/A/key.png")
    variant = Variant.model_validate({"id": "A", "style": "bold", "idea": "x", "key_visual": key.path})
    orders = animator.order_clips(
        brief, BOARD, variant=variant, copy=COPY, ratios=ratios, key_visual=key, feedback=feedback
    )
    return tuple(Finished(order, _file(order.path), {}, ()) for order in orders)


def ordered(
    *ratios: Ratio, brief: Brief = BRIEF, feedback: Feedback = NOTHING
) -> dict[tuple[str, str], ShotOrder]:
    drawn = stills(*ratios, brief=brief, feedback=feedback)
    orders = cinematographer.order_shots(brief, BOARD, drawn, feedback=feedback)
    return {(order.scene, order.ratio): order for order in orders}


def test_every_still_moves_but_the_card_that_ends_the_film() -> None:
    assert set(ordered("9:16", "16:9")) == {
        ("one", "9:16"), ("two", "9:16"), ("one", "16:9"), ("two", "16:9"),
    }  # fmt: skip


def test_a_scene_is_bought_tall_and_broad_and_the_rest_is_cut_from_the_tall_one() -> None:
    orders = ordered("9:16", "16:9", "1:1", "4:5")

    assert {order.item for order in orders.values() if order.scene == "one"} == {
        "clips/9x16/one.mp4", "clips/16x9/one.mp4",
    }  # fmt: skip
    assert orders["one", "1:1"].request == orders["one", "9:16"].request
    assert orders["one", "1:1"].path == "clips/1x1/one.mp4"


def test_a_ratio_that_was_sent_back_is_bought_for_itself() -> None:
    again = Feedback(comments=(Comment(text="slower", items=("clips/1x1/one.mp4",)),))

    orders = ordered("9:16", "1:1", feedback=again)

    assert orders["one", "1:1"].item == "clips/1x1/one.mp4"
    assert orders["one", "1:1"].request.take == 1
    assert "slower" in orders["one", "1:1"].request.prompt
    assert orders["one", "9:16"].request.take == 0
    assert orders["two", "1:1"].item == "clips/9x16/two.mp4"


def test_what_is_asked_for_starts_from_the_still_and_lasts_as_long_as_it_is_seen() -> None:
    request = ordered("9:16")["one", "9:16"].request

    assert request.still_sha256 == _file("clips/9x16/one.png").sha256
    assert (request.width, request.height) == (720, 1280)
    assert request.seconds == pytest.approx(2.6)
    assert "A can on ice. Camera: a slow rise." in request.prompt


def test_a_4k_film_is_asked_for_in_more_lines() -> None:
    fine = BRIEF.model_copy(update={"film": FilmOrder(quality="4K")})

    assert ordered("16:9", brief=fine)["one", "16:9"].request.height == 1080


def test_a_shot_is_cut_to_the_film_marked_and_told(tmp_path: Path) -> None:
    shelf, model = Shelf(tmp_path), VideoModel()
    order = ordered("9:16")["one", "9:16"].model_copy(update={"width": 90, "height": 160})
    path = shelf.place(order)

    made = cinematographer.film_shot(order, path, ask=model)

    film = probe_film(path)
    assert (film.width, film.height, film.sound_codec) == (90, 160, None)
    assert film.seconds == pytest.approx(2.6, abs=0.05)
    assert marked_as(path) == "trainedAlgorithmicMedia"
    assert (made.provider, made.model, made.cost_usd) == ("vendor", "vendor/film", Decimal("0.25"))
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_film_that_is_too_short_is_said_to_be(tmp_path: Path) -> None:
    shelf, model = Shelf(tmp_path), VideoModel(goods.film(90, 160, 1.0))
    order = ordered("9:16")["one", "9:16"].model_copy(update={"width": 90, "height": 160})

    made = cinematographer.film_shot(order, shelf.place(order), ask=model)

    assert any("too short" in note for note in made.notes)


def test_ratios_of_one_scene_are_paid_once(tmp_path: Path) -> None:
    shelf, model = Shelf(tmp_path), VideoModel()
    ask = asked_once(model)

    made = [
        cinematographer.film_shot(
            order.model_copy(update={"width": 90, "height": 90}), shelf.place(order), ask=ask
        )
        for order in ordered("9:16", "1:1").values()
        if order.scene == "one"
    ]

    assert [item for item, _ in model.asked] == ["clips/9x16/one.mp4"]
    assert sum((each.cost_usd for each in made), Decimal(0)) == Decimal("0.25")


def test_what_does_not_decode_leaves_nothing_behind(tmp_path: Path) -> None:
    shelf, order = Shelf(tmp_path), ordered("9:16")["one", "9:16"]
    path = shelf.place(order)

    with pytest.raises(MediaUnreadable):
        cinematographer.film_shot(order, path, ask=VideoModel(b"no film"))

    assert not [each for each in path.parent.iterdir() if each != path]


def test_a_refusal_is_passed_on(tmp_path: Path) -> None:
    def refuses(request: Request, *, item: str) -> Done:
        raise Refused(f"{item}: {request.kind} is not allowed", provider="vendor")

    order = ordered("9:16")["one", "9:16"]

    with pytest.raises(Refused):
        cinematographer.film_shot(order, Shelf(tmp_path).place(order), ask=refuses)


def test_shots_stand_where_their_stills_stood() -> None:
    drawn = stills("9:16")
    variant = Variant.model_validate({"id": "A", "style": "bold", "idea": "x", "key_visual": "k"})
    clips = animator.gather_clips(variant, drawn)
    order = ordered("9:16")["two", "9:16"]
    shot = Finished(order, _file(order.path).model_copy(update={"kind": "video"}), {"held": 0.0}, ())

    moving: Clips = cinematographer.with_shots(clips, [shot])

    assert [(clip.scene, clip.file.kind) for clip in moving.clips] == [
        ("one", "image"), ("two", "video"), ("card", "image"),
    ]  # fmt: skip
    assert cinematographer.with_shots(clips, ()) == clips


def _file(path: str) -> MediaFile:
    return MediaFile(
        path=path,
        sha256=digest(path),
        kind="image",
        bytes=1,
        provider="test",
        model="test",
        source_type="algorithmicMedia",
        licence=LICENCE,
    )
