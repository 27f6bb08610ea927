from pathlib import Path

import pytest

from astro_pipeline.agents import footage_editor
from astro_pipeline.agents.footage_editor import FootageOrder
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import Attachment, BrandKit, Brief, Company, FilmOrder, FootageClip, Provided
from astro_pipeline.domain.grade import Grade
from astro_pipeline.domain.media import Clip, Clips, Licence, MediaFile
from astro_pipeline.domain.plan import Cut, Scene, Shot, Storyboard
from astro_pipeline.domain.review import Feedback
from astro_pipeline.media.footage.rushes import Rushes
from astro_pipeline.media.marking import marked_as
from astro_pipeline.media.probe import probe_film
from astro_pipeline_tests.agents.studio import Finished, Shelf
from astro_pipeline_tests.media.cubes import cube_text
from astro_pipeline_tests.media.reels import Reel, number_of, shoot

BOARD = Storyboard(
    scenes=tuple(Scene(id=name, beat="hook", picture="a can") for name in ("one", "two", "three", "card")),
    cuts=(
        Cut(seconds=6, shots=(Shot(scene="one", start=0, seconds=3), Shot(scene="card", start=3, seconds=3))),
        Cut(
            seconds=15,
            shots=tuple(
                Shot(scene=name, start=4 * n, seconds=4)
                for n, name in enumerate(("one", "two", "three", "card"))
            ),
        ),
    ),
    languages=("en",),
    mood="warm",
    energy=0.5,
)


def brief(clips: int, **known: object) -> Brief:
    footage = tuple(
        FootageClip(file=Attachment(path=f"{n}.mp4", sha256=f"{n}" * 64), start=float(n))
        for n in range(clips)
    )
    plain = Brief(name="Spring", company=Company(name="Acme"), provided=Provided(footage=footage))
    return plain.model_copy(update=known)


def ordered(clips: int, **known: object) -> tuple[FootageOrder, ...]:
    return footage_editor.order_footage(
        brief(clips, **known), BOARD, ratios=("9:16", "16:9"), feedback=Feedback()
    )


@pytest.mark.parametrize(
    ("clips", "scenes"),
    [
        (0, {}),
        (1, {"one": ["0.mp4"]}),
        (2, {"one": ["0.mp4"], "two": ["1.mp4"]}),
        (3, {"one": ["0.mp4"], "two": ["1.mp4"], "three": ["2.mp4"]}),
        (5, {"one": ["0.mp4"], "two": ["1.mp4", "2.mp4"], "three": ["3.mp4", "4.mp4"]}),
    ],
)
def test_footage_fills_the_scenes_in_order_and_never_the_card(
    clips: int, scenes: dict[str, list[str]]
) -> None:
    orders = [order for order in ordered(clips) if order.ratio == "9:16"]

    assert {order.scene: [take.name for take in order.takes] for order in orders} == scenes


def test_an_order_has_the_films_size_and_its_longest_shot_with_room() -> None:
    tall, wide = ordered(1)

    assert (tall.path, wide.path) == ("clips/9x16/one.mp4", "clips/16x9/one.mp4")
    assert (tall.width, tall.height) == (1124, 1996)
    assert (wide.width, wide.height) == (1996, 1124)
    assert tall.seconds == pytest.approx(4.6)


def test_a_4k_film_gets_its_wide_footage_large() -> None:
    tall, wide = ordered(1, film=FilmOrder(quality="4K"))

    assert (tall.width, wide.width) == (1124, 3994)


def test_stills_stay_where_no_footage_is() -> None:
    footage = ordered(2)
    stills = [
        order.model_copy(update={"scene": scene, "ratio": ratio})
        for order in footage[:1]
        for scene in ("one", "two", "three", "card")
        for ratio in ("9:16", "16:9")
    ]

    left = footage_editor.without_footage(stills, footage)

    assert {(still.scene, still.ratio) for still in left} == {
        ("three", "9:16"), ("three", "16:9"), ("card", "9:16"), ("card", "16:9"),
    }  # fmt: skip


def test_footage_is_cut_graded_marked_and_told(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    clip = shelf.put("clip.mp4", shoot(Reel(frames=50, sound=True)))
    lut = shelf.put("look.cube", cube_text(2, lambda r, g, b: (r, g / 2, b)).encode())
    order = ordered(
        1,
        provided=Provided(footage=(FootageClip(file=Attachment(path="clip.mp4", sha256=clip)),)),
        film=FilmOrder(grade=Grade(saturation=0)),
        brand=BrandKit(lut=Attachment(path="look.cube", sha256=lut)),
    )[0].model_copy(update={"width": 256, "height": 144, "seconds": 1.0, "feedback": ("darker, please",)})
    path = shelf.place(order)

    made = footage_editor.cut_footage(order, path, blob=shelf.blob)

    grey = Rushes(path).at(0.4)
    assert number_of(grey[..., 0]) == 10
    assert [int(part) for part in grey[5, 5]] == pytest.approx([128, 64, 128], abs=3)
    assert probe_film(path).sound_codec is None
    assert marked_as(path) == "digitalCapture"
    assert (made.kind, made.provider, made.source_type) == ("video", "customer", "digitalCapture")
    assert made.licence.source == "clip.mp4, sent with the brief"
    assert made.facts["sound"] == "left out"
    assert any("darker, please" in note for note in made.notes)


def test_the_reviewer_is_told_of_footage_that_is_too_small_or_too_short(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    clip = shelf.put("clip.mp4", shoot(Reel(width=128, height=72, frames=15)))
    order = ordered(
        1, provided=Provided(footage=(FootageClip(file=Attachment(path="clip.mp4", sha256=clip)),))
    )[0].model_copy(update={"width": 256, "height": 144, "seconds": 2.0})

    notes = footage_editor.cut_footage(order, shelf.place(order), blob=shelf.blob).notes

    assert [note.split(": ", 1)[1].split(";")[0] for note in notes] == [
        "the footage is enlarged 2.0 times and looks soft",
        "the footage is too short and runs at 50% of its speed",
        "its last frame stands for 0.8 s",
    ]


def test_clips_show_footage_and_stills_together() -> None:
    order = ordered(1)[0]
    file = MediaFile(
        path=order.path, sha256=digest(b"x"), kind="video", bytes=1, provider="customer", model="m",
        source_type="digitalCapture", licence=Licence(name="customer-supplied", holder="x", source="y"),
    )  # fmt: skip
    still = Clip(scene="card", ratio="9:16", file=file, move="hold")
    finished = Finished(order, file, {"slowed": 1.0}, ())

    clips = footage_editor.with_footage(Clips(variant="A", clips=(still,)), (finished,))

    assert [(clip.scene, clip.file.kind, clip.move) for clip in clips.clips] == [
        ("one", "video", "push_in"), ("card", "video", "hold"),
    ]  # fmt: skip
