import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, x25519
from PIL import Image

from astro_pipeline.domain.licence import Origin
from astro_pipeline.errors import InvalidSetting
from astro_pipeline.media.chunks import mp4_boxes
from astro_pipeline.media.credentials import (
    Ingredient,
    Signer,
    algorithm_of,
    ingredients_of,
    made_as,
    origin_of,
    sign,
    takes_credentials,
)
from astro_pipeline.media.marking import mark, marked_as
from astro_pipeline_tests.media.certificates import signer
from astro_pipeline_tests.media.samples import tone, write_film, write_picture, write_wav

KINDS = ["a.png", "a.jpg", "a.webp", "a.gif", "a.mp4", "a.wav"]


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    match path.suffix:
        case ".mp4":
            write_film(path)
        case ".wav":
            write_wav(path, tone(0.2))
        case ".gif":
            Image.new("L", (8, 8), 90).save(path, comment=b"a")
        case _:
            write_picture(path)
    mark(path, "algorithmicMedia")
    return path


@pytest.mark.parametrize("name", KINDS)
def test_a_signed_file_says_who_made_it_of_what_and_stays_marked(tmp_path: Path, name: str) -> None:
    path = _file(tmp_path, name)
    bought = Ingredient("can.png", "a" * 64, write_picture(tmp_path / "can.png"))

    found = sign(
        path,
        signer(),
        title=name,
        source_type="compositeWithTrainedAlgorithmicMedia",
        version="1",
        ingredients=[bought],
    )

    assert found == Origin(
        source_type="compositeWithTrainedAlgorithmicMedia",
        credentials="valid",
        generator="astro-pipeline 1",
    )
    assert origin_of(path) == found
    assert ingredients_of(path) == ("can.png",)
    assert marked_as(path) == "algorithmicMedia"
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted({name, "can.png"})


def test_a_signed_film_still_has_its_index_in_front(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.mp4")

    sign(path, signer(), title="a", source_type="algorithmicMedia", version="1")

    names = [box for box, _, _ in mp4_boxes(path.read_bytes())]
    assert names.index(b"moov") < names.index(b"mdat")


def test_a_file_changed_after_it_was_signed_is_seen_to_be(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.png")
    sign(path, signer(), title="a", source_type="trainedAlgorithmicMedia", version="1")

    mark(path, "digitalCapture")

    origin = origin_of(path)
    assert origin
    assert (origin.credentials, origin.source_type) == ("invalid", "trainedAlgorithmicMedia")


def test_an_ingredients_own_credentials_go_with_it(tmp_path: Path) -> None:
    given, ad = _file(tmp_path, "b.png"), _file(tmp_path, "a.png")
    sign(given, signer(), title="b.png", source_type="digitalCapture", version="1")
    alone = len(given.read_bytes())

    sign(
        ad,
        signer(),
        title="a.png",
        source_type="composite",
        version="1",
        ingredients=[Ingredient("b.png", "b" * 64, given)],
    )

    assert ad.read_bytes().count(b"urn:c2pa:") > given.read_bytes().count(b"urn:c2pa:")
    assert alone < len(ad.read_bytes())


def test_what_says_nothing_of_its_origin_has_none(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("c2pa")

    assert origin_of(write_picture(tmp_path / "a.png")) is None
    assert origin_of(text) is None
    assert not takes_credentials(text)


def test_a_plain_mark_is_read_without_a_manifest(tmp_path: Path) -> None:
    assert origin_of(_file(tmp_path, "a.jpg")) == Origin(source_type="algorithmicMedia")


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("trainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
        ("compositeSynthetic", "compositeWithTrainedAlgorithmicMedia"),
        ("compositeCapture", "composite"),
        ("algorithmicallyEnhanced", "composite"),
        ("negativeFilm", "digitalCapture"),
        ("", "digitalCapture"),
    ],
)
def test_what_a_model_had_a_part_in_stays_marked_as_such(said: str, taken: str) -> None:
    assert made_as(Origin(source_type=said)) == taken


def test_a_key_that_does_not_fit_signs_nothing(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.png")
    before = path.read_bytes()
    other = _pem(ec.generate_private_key(ec.SECP256R1()))

    with pytest.raises(InvalidSetting, match="ASTRO_C2PA"):
        sign(
            path,
            Signer(signer().certificates, other),
            title="a",
            source_type="algorithmicMedia",
            version="1",
        )

    assert path.read_bytes() == before


def test_a_keys_algorithm_is_known_by_its_kind() -> None:
    assert algorithm_of(_pem(ec.generate_private_key(ec.SECP384R1()))) == "es384"
    assert algorithm_of(_pem(ed25519.Ed25519PrivateKey.generate())) == "ed25519"


@pytest.mark.parametrize("key", [b"nonsense", b"x25519"])
def test_a_key_of_no_use_is_refused_by_name(key: bytes) -> None:
    given = _pem(x25519.X25519PrivateKey.generate()) if key == b"x25519" else key

    with pytest.raises(InvalidSetting, match="ASTRO_C2PA_KEY"):
        algorithm_of(given)


def test_a_signer_does_not_show_its_key() -> None:
    assert repr(signer()) == "Signer(es256)"


def test_the_library_is_loaded_only_when_it_is_used() -> None:
    code = "import astro_pipeline.media.credentials, sys; sys.exit('c2pa' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _pem(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | x25519.X25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
