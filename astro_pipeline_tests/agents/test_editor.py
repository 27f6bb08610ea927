from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

import av
import pytest
from pydantic import JsonValue

from astro_pipeline.agents import editor, film_previews
from astro_pipeline.agents.end_card import address
from astro_pipeline.agents.film_orders import FilmJob
from astro_pipeline.agents.framing import frame
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import BrandKit, Brief, CallToAction, Company, FilmOrder, Product
from astro_pipeline.domain.media import (
    RATIO_SIZE,
    Audio,
    AudioMix,
    Clip,
    Clips,
    Licence,
    MediaFile,
    Order,
    Ratio,
    Variant,
    Voiceover,
    VoiceSegment,
)
from astro_pipeline.domain.placements import Insets, placements
from astro_pipeline.domain.plan import AdText, Copy, Cut, Scene, Shot, Storyboard
from astro_pipeline.domain.review import Box, Comment, Feedback
from astro_pipeline.media.marking import marked_as
from astro_pipeline_tests.media.filmset import Shelf, words

_LICENCE: Final = Licence(name="generated-here", holder="Fernhill", source="test")
_VARIANT: Final = Variant(id="A", style="bold", idea="proof", key_visual="images/A/key.png")
_SAID: Final = {
    "hook": ("Slow-steeped", "Meet Fernhill cold brew."),
    "proof": ("18 hours cold", "Steeped for eighteen hours, never bitter."),
    "call": ("Your first case, 20% off", "Order your first case today."),
}


@dataclass(frozen=True)
class _Finished:
    order: Order
    file: MediaFile
    facts: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])


def _brief(**changes: object) -> Brief:
    plain = Brief(
        name="Spring",
        company=Company(name="Fernhill"),
        products=(Product(name="Fernhill Cold Brew"),),
        languages=("en",),
        placements=("meta_reels", "youtube_in_stream"),
        call_to_action=CallToAction(url="https://www.fernhill.example/first?utm=x"),
        brand=BrandKit(palette=("#0F3D3E", "#F2643D", "#F7B538", "#FBF1E3"), legal_line="Offer ends in May."),
    )
    return plain.model_copy(update=changes)


def _storyboard(*, mood: str = "uplifting", energy: float = 0.5, seconds: int = 15) -> Storyboard:
    scenes = tuple(
        Scene(id=name, beat="hook", picture="a can", overlay={"en": said[0]}, narration={"en": said[1]})
        for name, said in _SAID.items()
    )
    lasting = {15: (4.0, 5.0, 6.0), 6: (2.0, 2.0, 2.0)}[seconds]
    starts = (0.0, lasting[0], lasting[0] + lasting[1])
    shots = tuple(
        Shot(scene=name, start=start, seconds=each)
        for name, start, each in zip(_SAID, starts, lasting, strict=True)
    )
    return Storyboard.model_validate(
        {
            "scenes": scenes,
            "cuts": ({"seconds": seconds, "shots": shots},),
            "languages": ("en",),
            "mood": mood,
            "energy": energy,
        }
    )


def _file(path: str, sha256: str, **known: object) -> MediaFile:
    plain = MediaFile(
        path=path, sha256=sha256, kind="image", bytes=1, provider="p", model="m",
        source_type="algorithmicMedia", licence=_LICENCE,
    )  # fmt: skip
    return plain.model_copy(update=known)


def _copy(language: str = "en") -> Copy:
    ad = AdText(
        variant="A", language=language, headline="Never bitter", short="20% off",
        call_to_action="Order today", provider="p",
    )  # fmt: skip
    return Copy(ads=(ad,), lines=())


def _voiceover(*, draft: bool = True) -> Voiceover:
    return Voiceover(
        segments=tuple(
            VoiceSegment(
                scene=name,
                language="en",
                file=_file(f"voiceover/{name}.en.wav", "a" * 64, kind="audio", seconds=2.0, draft=draft),
                words=words(said[1]),
            )
            for name, said in _SAID.items()
        )
    )


def _jobs(
    brief: Brief,
    *,
    storyboard: Storyboard | None = None,
    said: str = "",
    voiceover: Voiceover | None = None,
    copy: Copy | None = None,
    pictures: str = "b" * 64,
    card_room: list[float] | None = None,
    audio: str = "c" * 64,
    languages: tuple[str, ...] = ("en",),
) -> tuple[FilmJob, ...]:
    board = storyboard or _storyboard()
    clips = tuple(
        Clip.model_validate(
            {
                "scene": name,
                "ratio": ratio,
                "file": _file("clips/x.png", pictures),
                "move": "push_in",
                "facts": {"card_room": card_room} if card_room and name == "call" else {},
            }
        )
        for ratio in editor.ratios_needed(brief)
        for name in _SAID
    )
    mixes = tuple(
        AudioMix(
            seconds=cut.seconds,
            language=language,
            file=_file("audio/x.wav", audio, kind="audio"),
            integrated_lufs=-14,
            true_peak_dbtp=-1.5,
        )
        for cut in board.cuts
        for language in languages
    )
    return editor.order_films(
        brief,
        board,
        copy=copy or _copy(),
        variant=_VARIANT,
        clips=Clips(variant="A", clips=clips),
        voiceover=voiceover or _voiceover(),
        audio=Audio(mixes=mixes),
        feedback=Feedback(comments=(Comment(text=said),) if said else ()),
    )


def test_each_placement_gets_the_first_ratio_it_takes_once() -> None:
    jobs = _jobs(_brief(placements=("meta_reels", "youtube_shorts", "youtube_in_stream", "meta_feed")))

    assert [job.path for job in jobs if not job.clean] == [
        "video/9x16.15s.en.mp4",
        "video/16x9.15s.en.mp4",
        "video/4x5.15s.en.mp4",
    ]
    assert jobs[0].placements == ("meta_reels", "youtube_shorts")


def test_a_length_a_placement_does_not_take_is_not_made_for_it() -> None:
    brief = _brief(placements=("youtube_in_stream", "youtube_bumper"), film=FilmOrder(seconds=(6,)))

    jobs = _jobs(brief, storyboard=_storyboard(seconds=6))

    assert [job.placements for job in jobs] == [("youtube_bumper",)]


def test_the_ratios_for_the_clips_are_those_of_the_films() -> None:
    brief = _brief(placements=("meta_reels", "youtube_in_stream", "meta_feed", "email"))

    assert set(editor.ratios_needed(brief)) == {job.ratio for job in _jobs(brief)}


def test_a_placement_that_wants_a_caption_file_gets_a_clean_film() -> None:
    clean = next(job for job in _jobs(_brief()) if job.clean)

    assert clean.path == "video/16x9.15s.en.clean.mp4"
    assert clean.placements == ("youtube_in_stream",)
    assert clean.timeline.captions is None
    assert clean.captions


def test_4k_is_made_where_a_placement_takes_it_and_only_on_demand() -> None:
    large = next(job for job in _jobs(_brief(film=FilmOrder(quality="4K"))) if job.large)

    assert (large.timeline.width, large.timeline.height) == (3840, 2160)
    assert large.path == "video/16x9.15s.en.2160p.mp4"
    assert not any(job.large for job in _jobs(_brief()))


def test_a_language_without_narration_has_overlays_and_no_captions() -> None:
    (job, *_) = _jobs(_brief(), voiceover=Voiceover(segments=()))

    assert job.timeline.texts
    assert job.timeline.captions is None
    assert editor.order_subtitles((job,)) == ()


def test_a_language_in_which_nothing_is_said_gets_no_film() -> None:
    jobs = _jobs(_brief(languages=("en", "fr")), languages=("en", "fr"))

    assert {job.language for job in jobs} == {"en"}


def test_a_language_without_a_mix_waits_for_it() -> None:
    assert _jobs(_brief(), languages=()) == ()


def test_a_draft_voice_makes_a_draft_film_and_a_models_picture_a_composite() -> None:
    plain = _jobs(_brief())[0]
    board = _storyboard()
    track = _file("audio/x.wav", "c" * 64, kind="audio", draft=True, source_type="trainedAlgorithmicMedia")
    clips = Clips(
        variant="A",
        clips=tuple(
            Clip(scene=name, ratio="9:16", file=_file("clips/x.png", "b" * 64), move="hold") for name in _SAID
        ),
    )
    mix = AudioMix(seconds=15, language="en", file=track, integrated_lufs=-14, true_peak_dbtp=-1.5)

    (job,) = editor.order_films(
        _brief(placements=("meta_reels",)), board, copy=_copy(), variant=_VARIANT, clips=clips,
        voiceover=_voiceover(), audio=Audio(mixes=(mix,)), feedback=Feedback(),
    )  # fmt: skip

    assert (plain.draft, plain.source_type) == (False, "algorithmicMedia")
    assert (job.draft, job.source_type) == (True, "compositeWithTrainedAlgorithmicMedia")


def test_equal_orders_have_equal_digests_and_another_picture_another() -> None:
    assert digest(_jobs(_brief())[0]) == digest(_jobs(_brief())[0])
    assert digest(_jobs(_brief())[0]) != digest(_jobs(_brief(), pictures="d" * 64)[0])
    assert digest(_jobs(_brief())[0]) != digest(_jobs(_brief(), audio="d" * 64)[0])


@pytest.mark.parametrize("seconds", [6, 15])
def test_every_scene_is_as_long_as_its_shot_in_films_of_every_length(seconds: Literal[6, 15]) -> None:
    placement = "youtube_bumper" if seconds == 6 else "meta_reels"
    board = _storyboard(seconds=seconds)
    brief = _brief(placements=(placement,), film=FilmOrder(seconds=(seconds,)))

    film = _jobs(brief, storyboard=board)[0].timeline

    shots = [(shot.start, shot.seconds) for shot in board.cuts[0].shots]
    assert [(scene.start, scene.seconds) for scene in film.scenes] == shots
    assert sum(scene.seconds for scene in film.scenes) == film.seconds == seconds


def test_photographs_dissolve_in_a_calm_film_and_are_pushed_in_a_driven_one() -> None:
    calm = _jobs(_brief(), storyboard=_storyboard(mood="calm", energy=0.2))[0].timeline.scenes
    driven = _jobs(_brief(), storyboard=_storyboard(mood="driving", energy=0.9))[0].timeline.scenes

    assert {scene.entry for scene in calm[1:]} <= {"dissolve", "wipe"}
    assert {scene.entry for scene in driven[1:]} <= {"push", "bands", "zoom"}
    assert driven[1].entry_seconds < calm[1].entry_seconds


@pytest.mark.parametrize("comment", ["slower transitions please", "Plus lent, s'il vous plaît"])
def test_slower_transitions_are_slower(comment: str) -> None:
    plain, slower = _jobs(_brief())[0], _jobs(_brief(), said=comment)[0]

    assert slower.timeline.scenes[1].entry_seconds > plain.timeline.scenes[1].entry_seconds
    assert slower.take == 1


@pytest.mark.parametrize("comment", ["faster cuts", "transitions plus rapides"])
def test_faster_transitions_are_faster(comment: str) -> None:
    plain, faster = _jobs(_brief())[0], _jobs(_brief(), said=comment)[0]

    assert faster.timeline.scenes[1].entry_seconds < plain.timeline.scenes[1].entry_seconds


@pytest.mark.parametrize("comment", ["no captions", "sans sous-titres"])
def test_captions_are_left_out_when_asked(comment: str) -> None:
    jobs = _jobs(_brief(), said=comment)

    assert all(job.timeline.captions is None for job in jobs)
    assert not any(job.clean for job in jobs)
    assert jobs[0].captions


@pytest.mark.parametrize(
    ("comment", "bigger"), [("bigger captions", True), ("sous-titres plus petits", False)]
)
def test_captions_are_set_as_large_as_asked(comment: str, *, bigger: bool) -> None:
    plain, asked = _jobs(_brief())[0].timeline.captions, _jobs(_brief(), said=comment)[0].timeline.captions

    assert plain
    assert asked
    assert (asked.size > plain.size) is bigger
    assert asked.box.y + asked.box.height == plain.box.y + plain.box.height


def test_captions_follow_the_narration_into_its_scene() -> None:
    captions = _jobs(_brief())[0].captions

    assert captions[0].start == pytest.approx(0.15)
    assert any(caption.start == pytest.approx(4.15) for caption in captions)
    assert " ".join(caption.text for caption in captions) == " ".join(said[1] for said in _SAID.values())


def test_overlays_give_way_to_each_other_and_to_the_card() -> None:
    film = _jobs(_brief())[0].timeline
    card = film.card
    assert card

    over = [text for text in film.texts if text.start < card.start]

    assert [text.text for text in over] == [said[0] for said in _SAID.values()]
    assert all(a.end + 0.22 <= b.start + 0.05 for a, b in pairwise(over))
    assert over[-1].end + 0.22 <= card.start + 0.01


def test_a_short_call_is_the_card_with_its_own_headline() -> None:
    brief = _brief(placements=("youtube_bumper",), film=FilmOrder(seconds=(6,)))
    film = _jobs(brief, storyboard=_storyboard(seconds=6))[0].timeline
    assert film.card

    assert film.card.start == 4.0
    assert _SAID["call"][0] in {text.text for text in film.texts if text.start > 4}


def test_the_first_headline_stands_from_the_first_frame_and_the_others_come() -> None:
    first, *others = _jobs(_brief())[0].timeline.texts

    assert (first.start, first.come_seconds) == (0, 0)
    assert all(text.come_seconds > 0 for text in others)


@pytest.mark.parametrize(("seconds", "readable"), [(15, 2.0), (6, 1.3)])
@pytest.mark.parametrize("card_room", [None, [0.0, 0.0, 0.62, 1.0]])
def test_the_end_can_be_read_before_the_film_is_over(
    seconds: Literal[6, 15], readable: float, card_room: list[float] | None
) -> None:
    placement = "youtube_bumper" if seconds == 6 else "meta_reels"
    brief = _brief(placements=(placement,), film=FilmOrder(seconds=(seconds,)))
    film = _jobs(brief, storyboard=_storyboard(seconds=seconds), card_room=card_room)[0].timeline

    parts = [part for part in (*film.texts, *film.buttons, *film.marks) if part.end == film.seconds]
    last_line = 0.09
    complete = max(part.start + part.come_seconds + last_line for part in parts)

    assert len(parts) == 5
    assert film.seconds - complete >= readable


def test_a_still_made_for_the_end_is_not_covered_and_keeps_type_in_its_room() -> None:
    job = _jobs(_brief(placements=("youtube_in_stream",)), card_room=[0.0, 0.0, 0.5, 1.0])[0]
    film = job.timeline
    ending = [*(text for text in film.texts if text.start >= 9), *film.buttons, film.marks[-1]]

    assert film.card is None
    assert len(ending) == 5
    assert all(part.box.x + part.box.width <= film.width / 2 for part in ending)


def test_a_card_comes_up_where_the_picture_leaves_no_room() -> None:
    film = _jobs(_brief(placements=("youtube_in_stream",)))[0].timeline

    assert film.card
    assert film.card.start == pytest.approx(11.9)


def test_the_card_says_where_to_go() -> None:
    film = _jobs(_brief())[0].timeline

    assert {"fernhill.example/first", "Offer ends in May.", "20% off"} <= {text.text for text in film.texts}
    assert [button.text for button in film.buttons] == ["Order today"]


def test_without_words_for_it_the_card_has_no_button() -> None:
    film = _jobs(_brief(), copy=Copy(ads=(), lines=()))[0].timeline

    assert film.buttons == ()


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (CallToAction(phone="+44 20 7946 0000"), "+44 20 7946 0000"),
        (CallToAction(url="https://shop.example/a/"), "shop.example/a"),
        (CallToAction(), None),
    ],
)
def test_the_address_is_what_a_viewer_can_remember(call: CallToAction, expected: str | None) -> None:
    assert address(_brief(call_to_action=call)) == expected


@pytest.mark.parametrize("ratio", list(RATIO_SIZE))
@pytest.mark.parametrize("rtl", [False, True])
def test_no_place_for_type_meets_another_or_leaves_the_safe_zone(ratio: Ratio, *, rtl: bool) -> None:
    every = [spec.safe for each in placements().values() for spec in each.videos if spec.ratio == ratio]
    framing = frame(ratio, every, rtl=rtl)
    safe = Insets()
    for inset in every:
        safe = safe.joined(inset)
    safe = safe.mirrored() if rtl else safe
    scene = (framing.brand, framing.headline, framing.captions)
    card = (
        framing.card_mark, framing.card_text, framing.card_button, framing.card_address,
        framing.card_legal, framing.captions,
    )  # fmt: skip

    for boxes in (scene, card):
        for above, below in pairwise(boxes):
            assert above.y + above.height <= below.y, ratio
        for box in boxes:
            _assert_inside(box, safe, framing.width, framing.height)


def test_a_brand_name_in_arabic_layout_stands_at_the_right() -> None:
    assert frame("9:16", [], rtl=True).brand.x > frame("9:16", [], rtl=False).brand.x


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "blobs").mkdir()
    return Shelf(tmp_path / "blobs")


def _small(job: FilmJob) -> FilmJob:
    """The job at a quarter of its size and two seconds, which is enough to see that it is written."""
    film = job.timeline
    scene = film.scenes[0].model_copy(update={"seconds": 2.0})
    texts = tuple(
        text.model_copy(update={"box": _quarter(text.box), "size": text.size // 4, "smallest": 8, "end": 1.5})
        for text in film.texts[:1]
    )
    marks = tuple(mark.model_copy(update={"box": _quarter(mark.box), "end": 2.0}) for mark in film.marks[:1])
    changes = {
        "width": film.width // 8 * 2, "height": film.height // 8 * 2, "seconds": 2.0, "scenes": (scene,),
        "card": None, "texts": texts, "marks": marks, "buttons": (), "captions": None,
    }  # fmt: skip
    return job.model_copy(update={"timeline": film.model_copy(update=changes)})


def _quarter(box: Box) -> Box:
    return Box(x=box.x // 4, y=box.y // 4, width=box.width // 4, height=box.height // 4)


def test_a_film_is_written_marked_and_described(shelf: Shelf, tmp_path: Path) -> None:
    order = _small(
        _jobs(_brief(), pictures=shelf.picture((20, 60, 60)), audio=shelf.sound(2), said="make it pop")[0]
    )

    made = editor.render_film(order, tmp_path / "film.mp4", blob=shelf)

    assert marked_as(tmp_path / "film.mp4") == "algorithmicMedia"
    assert (made.kind, made.width, made.height, made.seconds) == ("video", 270, 480, 1.969)
    assert any("not understood" in note for note in made.notes)
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert sum(1 for _ in container.decode(video=0)) == 59
        assert container.streams.audio


def test_type_that_had_to_shrink_is_said_to_the_reviewer(shelf: Shelf, tmp_path: Path) -> None:
    order = _small(_jobs(_brief(), pictures=shelf.picture((20, 60, 60)), audio=shelf.sound(2))[0])
    long = order.timeline.texts[0].model_copy(update={"text": "Slow-steeped " * 20, "smallest": 30})
    order = order.model_copy(update={"timeline": order.timeline.model_copy(update={"texts": (long,)})})

    made = editor.render_film(order, tmp_path / "film.mp4", blob=shelf)

    assert any("shorten it" in note for note in made.notes)


def test_a_voice_without_word_times_gives_no_captions_and_says_so(shelf: Shelf, tmp_path: Path) -> None:
    timed = _voiceover()
    silent = timed.model_copy(
        update={"segments": (timed.segments[0].model_copy(update={"words": ()}), *timed.segments[1:])}
    )
    pictures, audio = shelf.picture((20, 60, 60)), shelf.sound(2)
    plain, untimed = (
        _jobs(_brief(), voiceover=voice, pictures=pictures, audio=audio)[0] for voice in (timed, silent)
    )

    made = editor.render_film(_small(untimed), tmp_path / "film.mp4", blob=shelf)

    assert plain.untimed == ()
    assert untimed.untimed == ("hook",)
    assert len(untimed.captions) < len(plain.captions)
    assert any(note.startswith("hook: ") and "no captions" in note for note in made.notes)


def test_caption_files_stand_beside_each_film_once(tmp_path: Path) -> None:
    jobs = _jobs(_brief(film=FilmOrder(quality="4K")))

    orders = editor.order_subtitles(jobs)
    for order in orders:
        made = editor.write_subtitles(order, tmp_path / Path(order.path).name)
        assert made.kind == "captions"

    assert [order.path for order in orders] == [
        "video/9x16.15s.en.srt", "video/9x16.15s.en.vtt", "video/16x9.15s.en.srt", "video/16x9.15s.en.vtt",
    ]  # fmt: skip
    assert (tmp_path / "9x16.15s.en.srt").read_text("utf-8").startswith("1\n00:00:00,150 --> ")
    assert (tmp_path / "9x16.15s.en.vtt").read_text("utf-8").startswith("WEBVTT\n")


def test_gathered_films_have_all_that_goes_with_them() -> None:
    jobs = _jobs(_brief(film=FilmOrder(quality="4K")))
    said: dict[str, JsonValue] = {"frames": 9, "type": [{"text": "Order today"}]}
    finished = [_Finished(order, _file(order.path, "e" * 64), said) for order in jobs]
    posters = [_Finished(order, _file(order.path, "f" * 64)) for order in film_previews.order_posters(jobs)]
    extras = (*editor.order_subtitles(jobs), *film_previews.order_previews(finished, posters))
    beside = [*posters, *(_Finished(order, _file(order.path, "f" * 64)) for order in extras)]

    video = editor.gather_films(finished, beside)

    tall, wide, large = video.films
    assert (tall.clean, tall.ratio) == (None, "9:16")
    assert wide.clean
    assert wide.clean.path == "video/16x9.15s.en.clean.mp4"
    assert large.file.path == "video/16x9.15s.en.2160p.mp4"
    assert large.clean is None
    assert all(film.srt and film.vtt and film.thumbnail for film in video.films)
    assert all(film.poster and film.contact_sheet and film.preview for film in video.films)
    assert [len(film.files) for film in video.films] == [7, 8, 7]
    assert video.facts == {order.path: {"type": said["type"]} for order in jobs}


def _assert_inside(box: Box, safe: Insets, width: int, height: int) -> None:
    assert box.x >= safe.left
    assert box.y >= safe.top
    assert box.x + box.width <= width - safe.right
    assert box.y + box.height <= height - safe.bottom


def test_cuts_that_no_placement_takes_make_no_film() -> None:
    assert _jobs(_brief(placements=("email",))) == ()
    assert Cut(seconds=15, shots=()).seconds == 15
