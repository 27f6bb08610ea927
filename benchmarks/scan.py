"""What the checks cost: the technical scan of a film and of a picture, and reading a picture's letters.

    python benchmarks/scan.py

A 15 s film of 1080×1920 and an ad of 1080×1350, made here and judged as `astro-pipeline check`
judges what comes from elsewhere. Processor seconds, medians. Exits with 1 where a limit is passed.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from advert import make_advert
from outside_files import picture

from astro_pipeline.domain.placements import placements
from astro_pipeline.media.film.render import render
from astro_pipeline.media.probe import probe_film, probe_picture
from astro_pipeline.quality.lettering import lettering
from astro_pipeline.quality.outside_film import check_outside_film
from astro_pipeline.quality.pictures import any_ad, any_picture, for_placement

FILM_SECONDS, PICTURE_SECONDS, READING_SECONDS = 2.0, 0.1, 2.0
ROUNDS = 5


def main() -> int:
    """Measure, print, and say whether every limit is kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        film, ad = folder / "film.mp4", folder / "ad.png"
        advert = make_advert(folder, size=(1080, 1920))
        render(advert.timeline, film, blob=advert.blob)
        picture().save(ad)
        reels, feed = placements()["meta_reels"], placements()["meta_feed"]

        def scan_film() -> object:
            return list(check_outside_film(film, probe_film(film), film.name, reels))

        def scan_picture() -> object:
            facts = probe_picture(ad)
            found = (any_picture(facts, ad.name), for_placement(facts, ad.name, feed), any_ad(facts, ad.name))
            return [list(each) for each in found]

        kept = [
            _kept("technical scan of a 15 s film of 1080x1920", _seconds(scan_film), FILM_SECONDS),
            _kept("technical scan of a picture, its letters unread", _seconds(scan_picture), PICTURE_SECONDS),
            _kept("reading the letters of a picture", _seconds(lambda: lettering(ad)), READING_SECONDS),
        ]
    return 0 if all(kept) else 1


def _seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one go, all threads; the first go, which loads the libraries, is not counted."""
    work()
    taken: list[float] = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def _kept(what: str, seconds: float, limit: float) -> bool:
    said = "kept" if seconds <= limit else "PASSED"
    print(f"{what}: {seconds:.2f} s of processor, limit {limit:g} s: {said}", flush=True)
    return seconds <= limit


if __name__ == "__main__":
    sys.exit(main())
