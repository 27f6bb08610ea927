import numpy as np
import pytest

from astro_pipeline.errors import MissingGlyph
from astro_pipeline.media.heroes import FORMS, hero

PALETTE = ("#0F3D3E", "#F2643D", "#F7B538", "#FBF1E3")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_a_lit_cut_out(form: str) -> None:
    image = hero(form, name="Northbrew", palette=PALETTE, height=200, seed=1)

    alpha = image[..., 3]
    assert abs(image.shape[0] - 200) < 30
    assert alpha.min() == 0
    assert alpha.max() == 1
    assert 0.3 < float((alpha > 0.5).mean()) < 0.99
    assert float(np.std(image[alpha > 0.9][:, :3])) > 0.05


@pytest.mark.parametrize("form", ["can", "bottle", "phone", "abstract"])
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
        hero("can", name="😀", palette=PALETTE, height=100, seed=0)
