"""A small campaign made by the studio, whose files defects are planted in; made once and kept."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import imageio_ffmpeg

from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.store import Store
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import Audio, ImageVariants, MediaFile, SourceType, Video, Voiceover
from astro_pipeline.media.marking import mark

_ID: Final = "northbrew-slow-morning"
_GATES: Final = ("plan_approval", "creative_approval")
BRIEF: Final[dict[str, Any]] = {
    "id": _ID,
    "name": "Slow Morning",
    "company": {"name": "Northbrew", "sector": "beverages", "website": "https://northbrew.example"},
    "products": [
        {
            "name": "Slow Can",
            "category": "cold brew coffee",
            "description": "Cold brew coffee in a can.",
            "benefits": ["Smooth from the first sip", "Ready when you are"],
            "features": ["Steeped for 18 hours", "Brewed from two origins"],
            "price": "$24.90",
            "evidence": [{"claim": "Steeped for 18 hours", "source": "Brewing log, batch 41"}],
        }
    ],
    "markets": ["US"],
    "audience": {"description": "People who like calm mornings", "pains": ["Bitter coffee"]},
    "objectives": ["sales"],
    "message": "Coffee that takes its time",
    "call_to_action": {"text": "Order today", "url": "https://northbrew.example/slow"},
    "placements": ["display_300x250", "x_post"],
    "film": {"seconds": [6]},
    "brand": {"palette": ["#0F3D3E", "#F2643D", "#FBF1E3"], "tone": ["calm"]},
    "variants": 2,
    "seed": 7,
    "governance": "guided",
}
_TAGGED: Final = (
    "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
)  # fmt: skip
CODED: Final = (
    "-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p", "-bf", "0",
    *_TAGGED, "-movflags", "+faststart", "-use_editlist", "0",
)  # fmt: skip
"""How plain ffmpeg writes a film that breaks no rule."""


@dataclass(frozen=True)
class Studio:
    """What the campaign made."""

    brief: Brief
    images: ImageVariants
    voiceover: Voiceover
    audio: Audio
    video: Video
    store: Store

    def locate(self, file: MediaFile) -> Path:
        """Where the bytes of a file lie."""
        return self.store.locate(file)

    def with_file(self, path: str, planted: Path) -> "Replaced":
        """The same campaign with other bytes under one path."""
        return Replaced(self, {path: planted})


@dataclass(frozen=True)
class Replaced:
    """Where files lie when some of them were put in the place of the campaign's own."""

    studio: Studio
    files: Mapping[str, Path]

    def __call__(self, file: MediaFile) -> Path:
        """Where a file's bytes lie."""
        return self.files.get(file.path) or self.studio.locate(file)


@cache
def studio(home: Path) -> Studio:
    """The campaign, made up to its films in the first call; every gate is opened by a person's word."""
    home.mkdir(parents=True, exist_ok=True)
    brief = home / f"{_ID}.json"
    brief.write_text(json.dumps(BRIEF), "utf-8")
    told = astro("run", str(brief), "--json", home=home)
    for gate in _GATES:
        if told.get("stage") == gate and told.get("state") == "waiting":
            astro("approve", _ID, gate, "--digest", told["digest"], home=home)
            told = astro("run", _ID, "--json", home=home)
    if told.get("stage") != "release_approval" or told.get("state") == "closed":
        sys.exit(f"the base campaign is not clean: {json.dumps(told)[:2000]}")
    store = Store(Home(home))
    return Studio(
        brief=store.value(_ID, "brief", Brief),
        images=store.value(_ID, "image_variants", ImageVariants),
        voiceover=store.value(_ID, "voiceover", Voiceover),
        audio=store.value(_ID, "audio", Audio),
        video=store.value(_ID, "video", Video),
        store=store,
    )


def astro(*words: str, home: Path) -> dict[str, Any]:
    """What a person types, in a process of its own; the status object where there is one."""
    program = [sys.executable, "-m", "astro_pipeline.cli", *words, "--home", str(home)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    said = done.stdout[done.stdout.find("{") :] if "{" in done.stdout else "{}"
    return {**json.loads(said), "exit": done.returncode, "said": done.stdout + done.stderr}


def ffmpeg(
    path: Path,
    source: Path,
    *options: str,
    before: tuple[str, ...] = (),
    kind: SourceType | None = None,
) -> Path:
    """A file that plain ffmpeg makes of another one, marked anew where it is said what made it."""
    base = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-threads", "1", *before, "-i", str(source)]
    subprocess.run([*base, *options, str(path)], check=True, stdin=subprocess.DEVNULL)
    if kind:
        mark(path, kind)
    return path
