import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.errors import Gone, Rejected
from astro_pipeline.media.type.fonts import chain
from astro_pipeline.provider import Done, EffectRequest, ImageRequest
from astro_pipeline.providers.embedded.painter import OfflinePainter

REQUEST = ImageRequest(
    craft="illustrator",
    version="1",
    prompt="a can",
    width=160,
    height=240,
    form="can",
    brand_name="Northbrew",
    palette=("#0F3D3E", "#F2643D"),
)


def _picture(request: ImageRequest) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    done = OfflinePainter().submit(request, "key")
    assert isinstance(done, Done)
    return np.asarray(Image.open(io.BytesIO(done.content)))


def test_the_painter_answers_at_once_with_a_cut_out_of_the_size_asked_for() -> None:
    done = OfflinePainter().submit(REQUEST, "key")

    assert isinstance(done, Done)
    assert done.source_type == "algorithmicMedia"
    assert done.licence.name == "generated-here"
    picture = _picture(REQUEST)
    assert picture.shape == (240, 160, 4)
    assert picture[0, 0, 3] == 0
    assert picture[120, 80, 3] == 255


def test_painting_costs_nothing() -> None:
    assert OfflinePainter().quote(REQUEST).usd == 0


def test_the_same_request_gives_the_same_bytes_and_another_take_another_picture() -> None:
    first, again = _picture(REQUEST), _picture(REQUEST)
    other = _picture(REQUEST.model_copy(update={"take": 1}))

    assert np.array_equal(first, again)
    assert float(np.abs(first.astype(int) - other.astype(int)).mean()) > 5


@pytest.mark.parametrize(
    ("request_", "names"),
    [
        (REQUEST.model_copy(update={"form": "sofa"}), "sofa"),
        (REQUEST.model_copy(update={"brand_name": "\ue123"}), "E123"),
        (EffectRequest(craft="x", version="1", effect="pop"), "sfx"),
    ],
)
def test_what_cannot_be_painted_is_rejected_by_name(
    request_: ImageRequest | EffectRequest, names: str
) -> None:
    with pytest.raises(Rejected, match=names):
        OfflinePainter().submit(request_, "key")


def test_the_brands_typeface_is_found_by_its_digest() -> None:
    face = Path(chain("serif", "en").faces[0].path)
    request = REQUEST.model_copy(update={"brand_font": "abc"})

    done = OfflinePainter({"abc": face}.__getitem__).submit(request, "key")

    assert isinstance(done, Done)
    assert not np.array_equal(np.asarray(Image.open(io.BytesIO(done.content))), _picture(REQUEST))


def test_there_is_no_job_to_poll() -> None:
    with pytest.raises(Gone):
        OfflinePainter().poll("1")
