"""What a customer's or a provider's file says of its own making stays said; what was mended is told."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from astro_pipeline.agents.art_direction import plan_variants
from astro_pipeline.agents.footage_editor import FootageTake, cut_footage
from astro_pipeline.agents.key_visual import KeyVisualOrder, order_key_visuals, paint_key_visual
from astro_pipeline.agents.mastering import levelled
from astro_pipeline.agents.picture_repairs import picture_repairs
from astro_pipeline.domain.attachment import SUPPLIED, Attachment
from astro_pipeline.domain.media import Made, SourceType
from astro_pipeline.domain.placements import Insets, SoundTarget
from astro_pipeline.domain.review import Feedback
from astro_pipeline.media.adverts.advert import set_advert
from astro_pipeline.media.credentials import sign
from astro_pipeline.media.marking import mark, marked_as
from astro_pipeline.media.pixels.saving import Written
from astro_pipeline.media.sound.mastering import master
from astro_pipeline.provider import Done, Request
from astro_pipeline_tests.agents.studio import BRIEF, COPY, STORYBOARD, Shelf, ask
from astro_pipeline_tests.agents.test_footage_editor import ordered
from astro_pipeline_tests.media.adverts.examples import USUAL, sheet
from astro_pipeline_tests.media.certificates import signer
from astro_pipeline_tests.media.reels import Reel, shoot
from astro_pipeline_tests.media.samples import tone


def _photograph(path: Path) -> Path:
    picture = Image.new("RGB", (160, 160), "white")
    ImageDraw.Draw(picture).rectangle((48, 16, 112, 144), fill="#AA2211")
    picture.save(path)
    return path


def _order(picture: Attachment | None = None) -> KeyVisualOrder:
    brand = BRIEF.brand.model_copy(update={"product_picture": picture})
    brief, silent = BRIEF.model_copy(update={"brand": brand}), Feedback()
    plans = plan_variants(brief, COPY, feedback=silent)
    order = order_key_visuals(brief, plans, storyboard=STORYBOARD, feedback=silent)[0]
    small = order.request.model_copy(update={"width": 80, "height": 120})
    return order.model_copy(update={"request": small})


def _used(shelf: Shelf, path: Path, licence: str | None = SUPPLIED) -> tuple[Made, Path]:
    sha256 = shelf.put("can.png", path.read_bytes())
    order = _order(Attachment(path="can.png", sha256=sha256, licence=licence))
    placed = shelf.place(order)
    return paint_key_visual(order, placed, ask=ask, blob=shelf.blob), placed


@pytest.mark.parametrize("said", ["trainedAlgorithmicMedia", "digitalCapture"])
def test_a_supplied_picture_stays_marked_as_it_was(tmp_path: Path, said: SourceType) -> None:
    picture = _photograph(tmp_path / "own.png")
    sign(picture, signer(), title="own", source_type=said, version="1")

    made, placed = _used(Shelf(tmp_path), picture)

    assert (made.source_type, marked_as(placed)) == (said, said)
    (used,) = made.uses
    assert used.origin
    assert (used.kind, used.origin.credentials) == ("picture", "valid")


def test_a_supplied_picture_that_says_nothing_was_captured(tmp_path: Path) -> None:
    made, _ = _used(Shelf(tmp_path), _photograph(tmp_path / "own.png"))

    assert (made.source_type, made.uses[0].origin, made.licence.name) == ("digitalCapture", None, SUPPLIED)


def test_a_picture_without_a_declared_licence_has_none(tmp_path: Path) -> None:
    made, _ = _used(Shelf(tmp_path), _photograph(tmp_path / "own.png"), licence=None)

    assert made.licence.name == made.uses[0].licence.name == ""


def test_what_a_provider_signed_is_told_though_its_bytes_are_written_anew(tmp_path: Path) -> None:
    painted = tmp_path / "painted.png"

    def signing(request: Request, *, item: str) -> Done:
        done = ask(request, item=item)
        painted.write_bytes(done.content)
        sign(painted, signer(), title="p", source_type="trainedAlgorithmicMedia", version="1")
        return done.model_copy(update={"content": painted.read_bytes()})

    order, shelf = _order(), Shelf(tmp_path)
    made = paint_key_visual(order, shelf.place(order), ask=signing, blob=shelf.blob)
    plain = paint_key_visual(order, shelf.place(order), ask=ask, blob=shelf.blob)

    assert made.uses[0].origin
    assert made.uses[0].origin.source_type == "trainedAlgorithmicMedia"
    assert plain.uses == ()


def test_footage_a_model_made_marks_the_scene_it_is_cut_into(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    made_by = tmp_path / "model.mp4"
    made_by.write_bytes(shoot(Reel(width=128, height=72, frames=15)))
    mark(made_by, "trainedAlgorithmicMedia")
    shot = shelf.put("shot.mp4", shoot(Reel(width=128, height=72, frames=15)))
    model = shelf.put("model.mp4", made_by.read_bytes())
    size = {"width": 64, "height": 36, "seconds": 0.4}

    def cut(*digests: str) -> Made:
        whole = {"start": 0.0, "end": None, "speed": 1.0, "focus": None, "note": None, "licence": SUPPLIED}
        takes = tuple(
            FootageTake.model_validate({"name": f"{n}.mp4", "sha256": each, **whole})
            for n, each in enumerate(digests)
        )
        order = ordered(1)[0].model_copy(update={**size, "takes": takes})
        return cut_footage(order, shelf.place(order), blob=shelf.blob)

    alone, both = cut(model), cut(shot, model)

    assert (alone.source_type, both.source_type) == (
        "trainedAlgorithmicMedia",
        "compositeWithTrainedAlgorithmicMedia",
    )
    assert [each.kind for each in both.uses] == ["film", "film"]


def test_a_mix_says_how_loud_it_was_before() -> None:
    made = master(tone(2.0, lufs=-22.0))

    repair = levelled("audio/a.wav", made, {"integrated_lufs": -14.01}, target=SoundTarget())

    assert repair.before == pytest.approx(-22.0, abs=0.1)
    assert (repair.after, repair.limit, repair.unit) == (-14.01, -14.0, "LUFS")


def test_a_picture_says_what_was_taken_off_it_and_whole_ones_say_nothing() -> None:
    advert = set_advert(USUAL, sheet((540, 540, Insets()), "bold"))

    (squeezed,) = picture_repairs("a.jpg", USUAL, advert, written=Written(90, 200), max_bytes=100)
    whole = picture_repairs("a.jpg", USUAL, advert, written=Written(90, 90), max_bytes=100)

    assert (squeezed.rule, squeezed.before, squeezed.after, squeezed.limit) == (
        "technical.bytes",
        200,
        90,
        100,
    )
    assert list(whole) == []


def test_the_short_headline_is_said_to_stand_where_the_long_one_has_no_room() -> None:
    banner = set_advert(USUAL, sheet((320, 50, Insets()), "bold"))

    (shortened,) = picture_repairs("a.png", USUAL, banner, written=Written(1, 1), max_bytes=9)

    assert (shortened.rule, shortened.before, shortened.after) == (
        "technical.text_fits",
        len(USUAL.headline),
        len(USUAL.short),
    )
