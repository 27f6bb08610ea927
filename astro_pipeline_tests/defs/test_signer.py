from pathlib import Path

import pytest

from astro_pipeline.defs.resources import signer
from astro_pipeline.errors import InvalidSetting
from astro_pipeline_tests.media import certificates

CERTIFICATE, KEY = "ASTRO_C2PA_CERTIFICATE", "ASTRO_C2PA_KEY"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    pen = certificates.signer()
    paths = {CERTIFICATE: tmp_path / "chain.pem", KEY: tmp_path / "key.pem"}
    paths[CERTIFICATE].write_bytes(pen.certificates)
    paths[KEY].write_bytes(pen.key)
    for name, path in paths.items():
        monkeypatch.setenv(name, str(path))
    return paths


def test_a_certificate_and_its_key_make_a_signer(files: dict[str, Path]) -> None:
    made = signer()

    assert made
    assert (made.certificates, made.algorithm) == (files[CERTIFICATE].read_bytes(), "es256")


def test_without_either_nobody_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (CERTIFICATE, KEY):
        monkeypatch.delenv(name, raising=False)

    assert signer() is None


@pytest.mark.parametrize("lacking", [CERTIFICATE, KEY])
def test_one_without_the_other_is_refused_by_name(
    files: dict[str, Path], lacking: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(lacking)

    with pytest.raises(InvalidSetting, match=lacking):
        signer()
    assert len(files) == 2


def test_a_file_that_is_not_there_is_refused_by_name(files: dict[str, Path]) -> None:
    files[KEY].unlink()

    with pytest.raises(InvalidSetting, match=KEY):
        signer()
