"""Words, subjects and frames the tests of ads share."""

from dataclasses import replace
from functools import cache

import numpy as np

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.adverts.advert import Advert, Sheet, set_advert
from astro_pipeline.media.adverts.look import Look, Words
from astro_pipeline.media.adverts.stage import Subject
from astro_pipeline.media.objects.heroes import hero
from astro_pipeline.media.pixels.canvas import Canvas
from astro_pipeline.media.pixels.colour import WHITE
from astro_pipeline.media.pixels.palette import Style
from astro_pipeline.media.pixels.picture import trimmed

PALETTE = ("#0F3D3E", "#F2643D", "#F7B538", "#FBF1E3")
REELS = Insets(top=269, right=65, bottom=672, left=65)
FRAMES = [
    (540, 960, Insets(top=134, right=32, bottom=336, left=32)),
    (540, 675, Insets()),
    (540, 540, Insets()),
    (600, 314, Insets()),
    (500, 750, Insets()),
    (300, 600, Insets()),
    (160, 600, Insets()),
    (300, 250, Insets()),
    (336, 280, Insets()),
    (970, 250, Insets()),
    (970, 90, Insets()),
    (728, 90, Insets()),
    (320, 100, Insets()),
    (320, 50, Insets()),
]
USUAL = Words(
    language="en",
    brand="Northbrew",
    headline="Slow-steeped. Never bitter.",
    short="Never bitter.",
    support="Cold brew from single-origin Huila beans, steeped 18 hours.",
    kicker="New",
    call_to_action="Get 20% off",
    legal="Offer ends 31 May.",
)
ARABIC = Words(
    language="ar",
    brand="Lumen",
    headline="بشرة تلتقط الضوء",
    short="بشرة مضيئة",
    support="سيروم فيتامين سي بتركيز 10% مع السكوالان.",
    call_to_action="تسوقي الآن",
)
FRENCH = USUAL.model_copy(
    update={
        "language": "fr",
        "headline": "Élégance à l’état pur, même l’été",
        "short": "L’été, pur",
        "support": "",
        "kicker": "",
        "call_to_action": "Découvrir",
        "legal": "",
    }
)
GREEK = USUAL.model_copy(
    update={
        "language": "el",
        "headline": "Έτοιμο σε λίγα λεπτά",
        "short": "Έτοιμο",
        "call_to_action": "Ξεκινήστε",
    }
)
SHORTEST = Words(language="en", brand="B", headline="A", short="A", call_to_action="Go")
LONGEST = USUAL.model_copy(
    update={
        "headline": "A headline that goes on and on, " * 4 + "past any length",
        "short": "Donaudampfschifffahrt",
    }
)


@cache
def subject() -> Subject:
    """A can, cut out."""
    return Subject(trimmed(hero("can", name="Northbrew", palette=PALETTE, height=240, seed=0)))


def photograph() -> Subject:
    """A picture without a plain ground."""
    noise = np.random.default_rng(1).random((60, 80, 4)).astype(np.float32)
    noise[..., 3] = 1
    return Subject(noise, photograph=True)


def sheet(frame: tuple[int, int, Insets], style: Style = "bold", **look: object) -> Sheet:
    """A sheet of that frame in that style."""
    width, height, insets = frame
    return Sheet(width, height, insets, Look.model_validate({"style": style, **look}), PALETTE, subject())


def typed(words: Words, frame: tuple[int, int, Insets], style: Style, *, mirrored: bool = False) -> Advert:
    """The ad of that frame, for tests of its type: its picture is dropped, so that many can be kept."""
    return _typed(words.model_dump_json(), frame[:2], frame[2].model_dump_json(), style, mirrored)


@cache
def _typed(words: str, size: tuple[int, int], insets: str, style: Style, mirrored: bool) -> Advert:
    frame = (*size, Insets.model_validate_json(insets))
    advert = set_advert(Words.model_validate_json(words), sheet(frame, style, mirrored=mirrored))
    return replace(advert, canvas=Canvas(1, 1, WHITE))
