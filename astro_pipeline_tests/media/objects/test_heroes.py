from pathlib import Path

import numpy as np
import pytest

from astro_pipeline.errors import MissingGlyph
from astro_pipeline.media.objects.heroes import FORMS, height_within, hero
from astro_pipeline.media.objects.label import ink_on, paint_from, print_on
from astro_pipeline.media.pixels.colour import WHITE, chroma, contrast
from astro_pipeline.media.type.fonts import chain

PALETTE = ("#0F3D3E", "#F2643D", "#F7B538", "#FBF1E3")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_a_lit_cut_out(form: str) -> None:
    image = hero(form, name="Northbrew", palette=PALETTE, height=200, seed=1)

    alpha = image[..., 3]
    assert abs(image.shape[0] - 200) < 30
    assert image.shape[1] / image.shape[0] <= FORMS[form].broad * 1.04
    assert alpha.min() == 0
    assert alpha.max() == 1
    assert 0.3 < float((alpha > 0.5).mean()) < 0.99
    assert float(np.std(image[alpha > 0.9][:, :3])) > 0.05


@pytest.mark.parametrize("form", ["can", "serum bottle", "bag", "book", "phone", "laptop", "arch", "panes"])
def test_the_name_on_it_changes_the_picture(form: str) -> None:
    one = hero(form, name="Northbrew", palette=PALETTE, height=160, seed=2)
    other = hero(form, name="Lumen", palette=PALETTE, height=160, seed=2)

    assert one.shape == other.shape
    assert float(np.abs(one - other).max()) > 0.2


def test_the_same_seed_paints_the_same_picture() -> None:
    one = hero("can", name="A", palette=PALETTE, height=120, seed=7)
    again = hero("can", name="A", palette=PALETTE, height=120, seed=7)

    assert np.array_equal(one, again)


@pytest.mark.parametrize("palette", [PALETTE, ("#4B3BFF",), ("#FFFFFF",)])
def test_the_next_seed_takes_other_colours(palette: tuple[str, ...]) -> None:
    one, other = (hero("can", name="A", palette=palette, height=120, seed=seed)[..., :3] for seed in (4, 5))

    assert float(np.abs(one - other).mean()) > 0.03


def test_an_unknown_form_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="sofa"):
        hero("sofa", name="A", palette=PALETTE, height=100, seed=0)


def test_a_name_without_glyphs_is_refused() -> None:
    with pytest.raises(MissingGlyph):
        hero("can", name="\ue123", palette=PALETTE, height=100, seed=0)


@pytest.mark.parametrize(
    "name", ["النور", "Ωμέγα", "Éléonore & Fils", "Rindfleischetikettierungsueberwachungs"]
)
def test_a_name_in_any_script_and_of_any_length_is_on_the_object(name: str) -> None:
    named, bare = (hero("tube", name=each, palette=PALETTE, height=220, seed=4) for each in (name, "."))

    assert named.shape == bare.shape
    assert float((np.abs(named - bare).max(axis=2) > 0.2).mean()) > 0.003


def test_a_long_name_runs_along_the_object_and_a_short_one_across() -> None:
    def extent(name: str) -> tuple[int, int]:
        sheet = print_on(300, 400, paint_from(PALETTE, name, 0), WHITE)[..., 3] > 0.5
        return int(np.ptp(np.flatnonzero(sheet.any(axis=0)))), int(np.ptp(np.flatnonzero(sheet.any(axis=1))))

    across, down = extent("Rindfleischetikettierungsueberwachungs")
    assert down > 4 * across

    across, down = extent("Northbrew")
    assert across > 3 * down


def test_the_brands_own_typeface_draws_its_name() -> None:
    serif = tuple(Path(face.path) for face in chain("serif", "en").faces[:1])

    own = print_on(300, 400, paint_from(PALETTE, "Lumen", 0, fonts=serif), WHITE)
    house = print_on(300, 400, paint_from(PALETTE, "Lumen", 0), WHITE)

    assert float(np.abs(own - house).mean()) > 0.002


@pytest.mark.parametrize(
    "palette", [("#FFFFFF",), ("#000000",), ("#39FF14", "#FF00E5"), ("#777777",), PALETTE]
)
def test_the_name_is_legible_on_every_label(palette: tuple[str, ...]) -> None:
    for seed in range(0, 10, 2):
        paint = paint_from(palette, "Northbrew", seed)

        assert contrast(ink_on(paint, paint.main), paint.main) >= 4.4
        assert chroma(paint.main) <= 0.21


def test_the_abstract_form_has_several_compositions() -> None:
    seen = [hero("abstract", name="A", palette=PALETTE, height=90, seed=seed) for seed in range(0, 10, 2)]

    assert len({image.tobytes() for image in seen}) == 5


@pytest.mark.parametrize("form", FORMS)
def test_a_form_fits_the_frame_it_is_painted_for(form: str) -> None:
    height = height_within(form, 120, 180)

    image = hero(form, name="Lumen", palette=PALETTE, height=height, seed=2)

    assert image.shape[0] <= 180
    assert image.shape[1] <= 122
