# pyright: basic
# Moviepy is half typed; it is fenced into this file.
"""Defects of what a film shows and sounds like, made of the campaign's own by plain ffmpeg or moviepy."""

from functools import partial

from kind import Kind, Planted, Site
from master import FPS, SIDE, film_kind, judged, master, remade, seen
from studio import CODED, studio

from astro_pipeline.domain.review import Box
from astro_pipeline.media.marking import mark


def _small(site: Site, strength: float) -> Planted:
    side = round(SIDE * strength / 2) * 2
    return seen(f"scale={side}:{side}", side, 0, site)


def _out_of_shape(site: Site, strength: float) -> Planted:
    high = SIDE + round(SIDE * 0.01 * strength)
    high += high % 2
    return seen(f"scale={SIDE}:{high}", f"{SIDE}x{high}", 0, site)


def _black(site: Site, strength: float) -> Planted:
    """So many frames of black, from the second second on."""
    frames = round(0.5 * strength * FPS)
    first = round(2 * FPS)
    filters = f"drawbox=c=black:t=fill:enable='between(n,{first},{first + frames - 1})'"
    return seen(filters, frames / FPS, 0.05, site, at=first / FPS)


def _frozen(site: Site, strength: float) -> Planted:
    """One frame again and again, then the film goes on from there."""
    frames = round(3 * strength * FPS)
    filters = (
        f"scroll=horizontal=0.01,loop=loop={frames}:size=1:start=45,setpts=N/FRAME_RATE/TB,trim=end_frame=180"
    )
    return seen(filters, frames / FPS, 0.15, site, at=45 / FPS)


def _flashing(red: bool, site: Site, strength: float) -> Planted:
    """Three or four flashes within one second, over the right half."""
    count = 3 if strength < 1 else 4
    half = round(FPS / count / 2)
    first, last = 60, 60 + 2 * half * count - 1
    bright, dark = ("red", "0x7f7f7f") if red else ("white", "black")
    when = f"between(n,{first},{last})"
    area = "x=iw/2:y=0:w=iw/2:h=ih:t=fill"
    # grey into red is the first change; a film that is no grey would hide it
    before = f"between(n,{first - 15},{last})" if red else when
    filters = (
        f"drawbox={area}:c={dark}:enable='{before}',"
        f"drawbox={area}:c={bright}:enable='{when}*lt(mod(n-{first},{2 * half}),{half})'"
    )
    box = Box(x=SIDE // 2, y=0, width=SIDE // 2, height=SIDE)
    beside = frozenset({"technical.flashing", "technical.red_flashing"})
    if red:  # which of the grey before it counts as its beginning is not told by the rule
        return seen(filters, count, 0.5, site, beside=beside)
    return seen(filters, count, 0.5, site, box=box, at=first / FPS, beside=beside)


def _still_opening(site: Site, strength: float) -> Planted:
    hold = "loop=loop=36:size=1:start=0,setpts=N/FRAME_RATE/TB,trim=end_frame=180"
    return seen(hold if strength else "null", None, 0, site)


def _one_shot(site: Site, strength: float) -> Planted:
    """A slow zoom into one frame, as long as the film."""
    zoom = f"select='eq(n,100)',zoompan=z='1+0.001*on':d=180:s={SIDE}x{SIDE}:fps=30000/1001"
    return seen(zoom if strength else "null", 1.0, 0, site, beside=frozenset({"technical.colour_tags"}))


def _cut_short(site: Site, strength: float) -> Planted:
    """A tenth of a second is allowed: three frames less pass, four fail."""
    frames = 177 if strength < 1 else 176
    length = frames / FPS
    also = ("-af", f"atrim=0:{length}", "-c:a", "alac")
    return seen(f"trim=end_frame={frames}", length, 0.005, site, also=also)


def _too_long(site: Site, strength: float) -> Planted:
    """A bumper takes six seconds and a tenth."""
    made = studio(site.home)
    bumper = master(made).file.model_copy(update={"placements": ("youtube_bumper",)})
    length = 6 * strength
    filters = f"tpad=stop_mode=clone:stop_duration=2,trim=end={length}"
    also = ("-af", f"apad,atrim=0:{length}", "-c:a", "alac")
    beside = frozenset({"technical.seconds", "technical.loudness", "technical.sound_codec"})
    return seen(filters, length, 0.04, site, also=also, beside=beside, file=bumper)


def _fast(limit: float, placement: str, site: Site, strength: float) -> Planted:
    made = studio(site.home)
    file = master(made).file.model_copy(update={"placements": (placement,)})
    rate = round(limit * strength, 2)
    return seen(f"fps={rate}", rate, 0.05, site, file=file)


def _silenced(site: Site, strength: float) -> Planted:
    """Moviepy writes the film without its sound."""
    from moviepy import VideoFileClip  # noqa: PLC0415 -- it takes a second to load

    made = studio(site.home)
    film = master(made)
    path = site.folder / "film.mp4"
    with VideoFileClip(str(made.locate(film.file))) as clip:
        clip.write_videofile(
            str(path),
            audio=not strength,
            audio_codec="aac",
            preset="ultrafast",
            ffmpeg_params=list(CODED[6:-2]),
            logger=None,
        )
    mark(path, film.file.source_type)
    return Planted(
        judged(made, path), film.file.path, measured="none", beside=frozenset({"technical.colour_tags"})
    )


def _gap(site: Site, strength: float) -> Planted:
    """Moviepy puts black between two shots."""
    from moviepy import ColorClip, VideoFileClip, concatenate_videoclips  # noqa: PLC0415 -- as above

    made = studio(site.home)
    film = master(made)
    path, length = site.folder / "film.mp4", 0.5 * strength
    with VideoFileClip(str(made.locate(film.file))) as clip:
        black = ColorClip((SIDE, SIDE), color=(0, 0, 0), duration=length).with_fps(clip.fps)
        parts = [clip.subclipped(0, 2), black, clip.subclipped(2, film.seconds - length)]
        joined = concatenate_videoclips(parts).with_audio(clip.audio)
        joined.write_videofile(
            str(path),
            fps=clip.fps,
            audio_codec="aac",
            preset="ultrafast",
            ffmpeg_params=list(CODED[6:-2]),
            logger=None,
        )
    mark(path, film.file.source_type)
    beside = frozenset({"technical.colour_tags"})
    return Planted(
        judged(made, path), film.file.path, measured=length, within=0.05, seconds=(2.0, 0.07), beside=beside
    )


def _sound_short(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    # that it begins one AAC packet late counts for it, so a sound has to lack that as well
    length = 180 / FPS - 0.1 * strength - (1024 / 48_000 if strength > 1 else 0)
    path = remade(site, "-c:v", "copy", "-af", f"atrim=0:{length}", "-c:a", "alac", "-movflags", "+faststart")
    return Planted(judged(made, path), master(made).file.path, measured=length, within=0.03)


def _quiet(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    clean = judged(made, made.locate(master(made).file))
    own = next(float(f.measured or 0) for f in clean if f.rule == "technical.loudness")
    target = -14 - 0.5 * strength
    path = remade(
        site,
        "-c:v",
        "copy",
        "-af",
        f"volume={target - own}dB",
        "-c:a",
        "alac",
        "-movflags",
        "+faststart",
    )
    return Planted(judged(made, path), master(made).file.path, measured=target, within=0.06)


def _apart(limit: float, site: Site, strength: float) -> Planted:
    """Sound and picture of one film that no longer begin together: the sound so much later, or earlier."""
    made = studio(site.home)
    film = made.locate(master(made).file)
    late = limit * strength
    waiting, ready = ("a", "v") if late > 0 else ("v", "a")
    first = ("-itsoffset", f"{abs(late):.4f}", "-i", str(film))
    maps = ("-map", f"1:{ready}", "-map", f"0:{waiting}")
    path = remade(site, *maps, "-c", "copy", "-movflags", "+faststart", before=first)
    beside = frozenset(
        {
            "technical.edit_list",
            "technical.seconds",
            "technical.frame_rate",
            "technical.sound",
            "technical.mix",
        }
    )
    return Planted(
        judged(made, path), master(made).file.path, late, 0.004, seconds=(0.0, 0.001), beside=beside
    )


def _moved(limit: float, site: Site, strength: float) -> Planted:
    """The sound so much later within its own track, or earlier; the container says nothing of it."""
    by = limit * strength
    shift = f"adelay={1000 * by:.1f}:all=1" if by > 0 else f"atrim=start={-by:.4f},asetpts=N/SR/TB,apad"
    whole = f"{shift},atrim=0:{180 / FPS:.4f}"
    path = remade(site, "-c:v", "copy", "-af", whole, "-c:a", "alac", "-movflags", "+faststart")
    made = studio(site.home)
    beside = frozenset({"technical.sound_codec", "technical.loudness", "technical.sound"})
    return Planted(judged(made, path), master(made).file.path, by, 0.011, seconds=(0.0, 0.001), beside=beside)


def _other_sound(site: Site, strength: float) -> Planted:
    """The film with the sound played backwards."""
    sound = "areverse" if strength else "anull"
    path = remade(site, "-c:v", "copy", "-af", sound, "-c:a", "alac", "-movflags", "+faststart")
    made = studio(site.home)
    beside = frozenset({"technical.sound_codec", "technical.loudness", "technical.sound"})
    return Planted(judged(made, path), master(made).file.path, seconds=(0.0, 0.001), beside=beside)


KINDS: tuple[Kind, ...] = (
    film_kind("film too small", "size", _small, "less"),
    film_kind("film out of shape", "ratio", _out_of_shape, "more", 0.15),
    film_kind("more frames than any placement takes", "frame_rate", partial(_fast, 60, "x_post"), "more"),
    film_kind("more frames than LinkedIn takes", "frame_rate", partial(_fast, 30, "linkedin_video"), "more"),
    film_kind("film black for a while", "black", _black, "more", 0.08),
    film_kind("film stands still", "frozen", _frozen, "more", 0.06),
    film_kind("film flashes", "flashing", partial(_flashing, False), "more"),
    film_kind("film flashes red", "red_flashing", partial(_flashing, True), "more"),
    film_kind("nothing happens at first", "hook", _still_opening),
    film_kind("one long shot", "rhythm", _one_shot),
    film_kind("film cut short", "seconds", _cut_short, "more"),
    film_kind("film too long for its placement", "length_taken", _too_long, "more", 0.05),
    film_kind("film without sound", "sound", _silenced, tool="moviepy"),
    film_kind("black gap between shots", "black", _gap, "more", 0.08, tool="moviepy"),
    film_kind("sound shorter than the picture", "sound", _sound_short, "more", 0.15),
    film_kind("film too quiet", "loudness", _quiet, "more", 0.15),
    film_kind("sound after its picture", "sync", partial(_apart, 0.125), "more", 0.05),
    film_kind("sound before its picture", "sync", partial(_apart, -0.045), "more", 0.09),
    film_kind("sound late within its track", "mix", partial(_moved, 0.125), "more", 0.09),
    film_kind("sound early within its track", "mix", partial(_moved, -0.045), "more", 0.19),
    film_kind("film with another sound", "mix", _other_sound),
)
