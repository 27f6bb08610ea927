"""What the checks cost: the technical scan of a film and of a picture, and reading a picture's letters.

    python benchmarks/scan.py

A 15 s film of 1080×1920 and an ad of 1080×1350, made here and judged as `astro-pipeline check`
judges what comes from elsewhere; then the film as one of our own, whose texts are read where they
were set. Processor seconds, medians. Exits with 1 where a limit is passed.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from advert import make_advert
from outside_files import picture

from astro_pipeline.agents import editor
from astro_pipeline.agents.film_orders import CRAFT, FilmJob
from astro_pipeline.domain.placements import placements
from astro_pipeline.media.probe import probe_film, probe_picture
from astro_pipeline.media.reading.recognising import read_line
from astro_pipeline.quality.film_type import Lettered, texts_of
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
        own = _own_film(folder, film)
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
            _kept(
                f"a film of our own, its {len(own.texts or ())} texts read on its frames",
                _seconds(lambda: _read(own, film)),
                FILM_SECONDS + READING_SECONDS,
            ),
        ]
    return 0 if all(kept) else 1


def _own_film(folder: Path, path: Path) -> Lettered:
    """The ad rendered as the editor renders it, and what it wrote down of its type."""
    advert = make_advert(folder, size=(1080, 1920))
    job = FilmJob(
        path=path.name,
        craft=CRAFT,
        ratio="9:16",
        seconds=15,
        timeline=advert.timeline,
        source_type="algorithmicMedia",
    )
    return Lettered(texts_of(editor.render_film(job, path, blob=advert.blob).facts), "Northbrew")


def _read(own: Lettered, path: Path) -> None:
    """Watch the film and read it, as the checks of an own film do beside listening to it."""
    cuts = probe_film(path, spots=own.spots).watched.cuts
    lines = [read_line(cuts[spot]) for spot in own.spots]
    if not all(line.text for line in lines):
        sys.exit("a text of the film cannot be read at all")


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
