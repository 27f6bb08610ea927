import hashlib
import subprocess
import sys
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from astro_pipeline.domain.timeline import Scene, Timeline
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.film.render import render
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.loudness import integrated_lufs, true_peak_dbtp
from astro_pipeline_tests.media.filmset import Shelf, timeline


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "blobs").mkdir()
    return Shelf(tmp_path / "blobs")


def _film(shelf: Shelf, *, seconds: float = 2.0) -> Timeline:
    return timeline(shelf, seconds=seconds).model_copy(update={"audio": shelf.sound(seconds)})


def test_the_same_timeline_gives_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    film = _film(shelf)
    digests: set[str] = set()

    for name in ("one.mp4", "two.mp4"):
        render(film, tmp_path / name, blob=shelf)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())

    assert len(digests) == 1


def test_another_process_on_a_busy_machine_writes_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    film = _film(shelf)
    (tmp_path / "film.json").write_text(film.model_dump_json(), "utf-8")
    code = (
        "import sys; from pathlib import Path; from astro_pipeline.domain.timeline import Timeline;"
        "from astro_pipeline.media.film.render import render; folder = Path(sys.argv[1]);"
        "film = Timeline.model_validate_json((folder / 'film.json').read_bytes());"
        "render(film, folder / 'there.mp4', blob=lambda sha: folder / 'blobs' / sha)"
    )

    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as busy:
        try:
            subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=60)
        finally:
            busy.kill()
    render(film, tmp_path / "here.mp4", blob=shelf)

    assert (tmp_path / "there.mp4").read_bytes() == (tmp_path / "here.mp4").read_bytes()


def test_a_master_is_what_platforms_ask_for(shelf: Shelf, tmp_path: Path) -> None:
    film = _film(shelf)

    render(film, tmp_path / "film.mp4", blob=shelf)

    with av.open(str(tmp_path / "film.mp4")) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        context = video.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.color_range, context.colorspace) == (1, 1)
        assert (context.color_primaries, context.color_trc) == (1, 1)
        assert (audio.codec_context.name, audio.codec_context.sample_rate) == ("aac", 48_000)
        assert audio.codec_context.layout.name == "stereo"
        assert video.average_rate == Fraction(30000, 1001)
        frames = list(container.decode(video))
    assert len(frames) == film.frames
    assert {(b.pts or 0) - (a.pts or 0) for a, b in pairwise(frames)} == {1001}
    assert max(n for n in range(len(frames)) if frames[n].key_frame) <= 60


def test_the_file_can_start_before_it_is_whole_and_has_no_edit_list(shelf: Shelf, tmp_path: Path) -> None:
    render(_film(shelf), tmp_path / "film.mp4", blob=shelf)

    content = (tmp_path / "film.mp4").read_bytes()

    assert 0 < content.find(b"moov") < content.find(b"mdat")
    assert b"elst" not in content
    assert b"Lavf" not in content


def test_the_film_is_never_longer_than_ordered(shelf: Shelf, tmp_path: Path) -> None:
    render(_film(shelf), tmp_path / "film.mp4", blob=shelf)

    with av.open(str(tmp_path / "film.mp4")) as container:
        assert container.duration is not None
        assert 1.9 < container.duration / 1_000_000 <= 2.0


def test_the_sound_is_where_it_was_and_as_loud(shelf: Shelf, tmp_path: Path) -> None:
    film = _film(shelf)
    assert film.audio
    mix = listen(shelf(film.audio))

    render(film, tmp_path / "film.mp4", blob=shelf)

    heard = listen(tmp_path / "film.mp4")
    assert abs(integrated_lufs(heard, 48_000) - integrated_lufs(mix, 48_000)) < 0.3
    assert true_peak_dbtp(heard) < true_peak_dbtp(mix) + 0.5
    assert abs(_delay(mix, heard)) <= 1


def test_the_colour_a_player_shows_is_the_one_that_was_drawn(shelf: Shelf, tmp_path: Path) -> None:
    still = Scene(picture=shelf.picture((247, 181, 56), spot=False), start=0, seconds=1)
    film = Timeline(width=128, height=128, seconds=0.5, scenes=(still,))

    render(film, tmp_path / "film.mp4", blob=shelf)

    with av.open(str(tmp_path / "film.mp4")) as container:
        shown = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(shown[64, 64].astype(int) - (247, 181, 56)).max() <= 3


def test_a_film_that_cannot_be_made_leaves_nothing_behind(shelf: Shelf, tmp_path: Path) -> None:
    film = _film(shelf).model_copy(update={"audio": shelf.put(b"noise")})

    with pytest.raises(MediaUnreadable):
        render(film, tmp_path / "film.mp4", blob=shelf)

    assert [path.name for path in tmp_path.iterdir()] == ["blobs"]


def _delay(mix: np.ndarray, heard: np.ndarray) -> int:
    """By how many samples the second is late, found by correlation in its middle."""
    part = mix[30_000:40_000, 0]
    scores = [float(part @ heard[30_000 + shift : 40_000 + shift, 0]) for shift in range(-60, 61)]
    return int(np.argmax(scores)) - 60
