import io
import stat
import zipfile
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from PIL import Image

from astro_pipeline.campaigns.intake import Received, parcel, parse_brief, read_brief
from astro_pipeline.campaigns.intake.attaching import PIXELS
from astro_pipeline.domain.base import digest
from astro_pipeline.errors import InvalidBrief

TODAY = date(2026, 11, 20)
BRIEF = """
name: Spring
company: {name: Acme}
language: en
placements: [meta_feed]
products: [{name: Anvil, picture: anvil.jpg}]
brand:
  palette: ["#102030"]
  logo: assets/logo.png
"""


def picture(form: str, size: tuple[int, int] = (8, 8)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (1, 2, 3)).save(file, form)
    return file.getvalue()


FILES = {"assets/logo.png": picture("PNG"), "anvil.jpg": picture("JPEG")}


def folder(root: Path, brief: str = BRIEF, files: dict[str, bytes] = FILES) -> Path:
    for name, data in {"brief.yaml": brief.encode(), **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def packed(path: Path, files: dict[str, bytes], mode: int | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if mode is not None and name != "brief.yaml":
                info.external_attr = mode << 16
            archive.writestr(info, data)
    return path


def whole(brief: str = BRIEF, prefix: str = "") -> dict[str, bytes]:
    return {prefix + name: data for name, data in {"brief.yaml": brief.encode(), **FILES}.items()}


def take(path: Path) -> Received:
    return read_brief(path, today=TODAY)


def refused(path: Path) -> InvalidBrief:
    with pytest.raises(InvalidBrief) as caught:
        take(path)
    return caught.value


def test_a_folder_a_zip_and_a_zipped_folder_give_the_same_brief_and_files(tmp_path: Path) -> None:
    from_folder = take(folder(tmp_path / "spring"))
    from_zip = take(packed(tmp_path / "a.zip", whole()))
    nested = {**whole(prefix="spring/"), "__MACOSX/spring/._x": b"x", "spring/.DS_Store": b"x"}
    from_nested = take(packed(tmp_path / "b.zip", nested))

    assert from_folder == from_zip == from_nested
    assert dict(from_folder.files) == {digest(data): data for data in FILES.values()}


def test_a_file_finds_its_pictures_beside_it_and_a_text_in_the_folder_given(tmp_path: Path) -> None:
    lone = folder(tmp_path) / "brief.yaml"

    assert take(lone) == parse_brief(BRIEF, today=TODAY, folder=tmp_path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "brief.yaml").write_bytes(b"\xef\xbb\xbf" + BRIEF.encode())

    assert take(path).brief.name == "Spring"


def test_fonts_and_policy_packs_are_taken_with_their_digest(tmp_path: Path) -> None:
    font = min(Path(str(resources.files("font_manrope"))).rglob("*.ttf")).read_bytes()
    brief = BRIEF + "  fonts: [f.ttf]\npolicy_packs: [{path: rules.yaml}]\n"

    received = take(
        folder(tmp_path, brief, {**FILES, "f.ttf": font, "rules.yaml": b"forbidden_words: [cheap]"})
    )

    assert received.brief.brand.fonts[0].sha256 == digest(font)
    assert received.brief.policy_packs[0].sha256 == digest(b"forbidden_words: [cheap]")


def test_a_brief_as_text_alone_cannot_name_files() -> None:
    with pytest.raises(InvalidBrief, match="put it beside the brief"):
        parse_brief(BRIEF, today=TODAY)


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("../logo.png", "inside"), ("/etc/passwd", "inside"), ("assets/../../x.png", "inside"),
        ("C:/x.png", "inside"), ("a\\b.png", "inside"), ("", "inside"), ("https://a.example", "address"),
        ("none.png", "not there"), ("assets", "not there"),
    ],
)  # fmt: skip
def test_a_path_that_leads_nowhere_or_outside_is_refused(tmp_path: Path, name: str, cure: str) -> None:
    error = refused(folder(tmp_path / "in", BRIEF.replace("assets/logo.png", f"'{name}'")))

    assert error.field == "brand.logo"
    assert cure in error.cure


def test_links_are_refused_wherever_they_stand(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    linked_file = folder(tmp_path / "one")
    (linked_file / "anvil.jpg").unlink()
    (linked_file / "anvil.jpg").symlink_to(tmp_path / "secret.png")
    linked_folder = folder(tmp_path / "two")
    (linked_folder / "assets" / "logo.png").unlink()
    (linked_folder / "assets").rmdir()
    (linked_folder / "assets").symlink_to(tmp_path)
    linked_brief = tmp_path / "three"
    linked_brief.mkdir()
    (linked_brief / "brief.yaml").symlink_to(tmp_path / "one" / "brief.yaml")

    assert [refused(path).field for path in (linked_file, linked_folder, linked_brief)] == [
        "products[0].picture", "brand.logo", "brief.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [b"no picture", picture("PNG")[:40], picture("GIF"), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""],
)
def test_a_picture_that_does_not_decode_is_refused(tmp_path: Path, data: bytes) -> None:
    error = refused(folder(tmp_path, files={**FILES, "assets/logo.png": data}))

    assert error.field == "brand.logo"
    assert "PNG, JPEG or WebP" in error.cure


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("1", (10_000, PIXELS // 10_000 + 1)).save(file, "PNG")

    assert "million pixels" in refused(folder(tmp_path, files={**FILES, "anvil.jpg": file.getvalue()})).cure


@pytest.mark.parametrize(
    ("extra", "file", "cure"),
    [
        ("  fonts: [x]\n", b"no font", "TTF or OTF"),
        ("policy_packs: [x]\n", b"\xff\xfe", "UTF-8"),
        ("policy_packs: [x]\n", b"forbidden_word: [cheap]", "forbidden_words"),
        ("policy_packs: [x]\n", b"a" * 1_000_001, "1 MB"),
    ],
)
def test_a_font_or_policy_that_cannot_be_read_is_refused(
    tmp_path: Path, extra: str, file: bytes, cure: str
) -> None:
    assert cure in refused(folder(tmp_path, BRIEF + extra, {**FILES, "x": file})).cure


def test_more_than_50_files_are_refused(tmp_path: Path) -> None:
    fill = {f"{n}.txt": b"" for n in range(parcel.PARCEL_FILES - 3)}
    good = folder(tmp_path / "good", files={**FILES, **fill})
    bad = folder(tmp_path / "bad", files={**FILES, **fill, "one.txt": b""})

    assert take(good).brief.name == "Spring"
    assert "at most 50" in refused(bad).cure
    assert "at most 50" in refused(packed(tmp_path / "z.zip", {**whole(), **fill, "one.txt": b""})).cure


def test_files_that_are_too_large_are_refused_unread(tmp_path: Path) -> None:
    huge = folder(tmp_path / "huge")
    with (huge / "anvil.jpg").open("wb") as file:
        file.truncate(parcel.PICTURE_BYTES + 1)
    wordy = folder(tmp_path / "wordy", BRIEF + "# " + "x" * parcel.BRIEF_BYTES)

    assert "30 MB" in refused(huge).cure
    assert "1 MB" in refused(wordy).cure


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    zeros = bytes(parcel.PICTURE_BYTES + 1)

    picture_bomb = packed(tmp_path / "a.zip", {**whole(), "anvil.jpg": zeros})
    brief_bomb = packed(tmp_path / "b.zip", {**whole(), "brief.yaml": zeros[: parcel.BRIEF_BYTES + 1]})
    many = packed(tmp_path / "c.zip", {**whole(), **{f"{n}.bin": zeros for n in range(7)}})

    assert "30 MB" in refused(picture_bomb).cure
    assert "1 MB" in refused(brief_bomb).cure
    assert "200 MB unpacked" in refused(many).cure


@pytest.mark.parametrize("name", ["../evil.png", "/evil.png", "a\\..\\evil.png", "a/../../evil.png"])
def test_a_zip_that_would_write_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert "inside" in refused(packed(tmp_path / "a.zip", {**whole(), name: b"x"})).cure


def test_a_zip_with_links_or_twins_is_refused(tmp_path: Path) -> None:
    links = packed(tmp_path / "a.zip", whole(), mode=stat.S_IFLNK | 0o777)
    twins = packed(tmp_path / "b.zip", whole())
    with zipfile.ZipFile(twins, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("brief.yaml", "name: other")

    assert "link" in refused(links).cure
    assert "twice" in refused(twins).cure


def test_a_zip_that_is_none_locked_or_broken_is_refused(tmp_path: Path) -> None:
    none = tmp_path / "a.zip"
    none.write_bytes(b"no zip")
    good = packed(tmp_path / "b.zip", whole()).read_bytes()
    locked = tmp_path / "c.zip"
    locked.write_bytes(_flagged(good))
    broken = tmp_path / "d.zip"
    at = good.index(b"assets/logo.png") + len("assets/logo.png") + 10
    broken.write_bytes(good[:at] + bytes([good[at] ^ 255]) + good[at + 1 :])

    assert "pack it anew" in refused(none).cure
    assert "password" in refused(locked).cure
    assert "pack it anew" in refused(broken).cure


@pytest.mark.parametrize("names", [(), ("brief.yaml", "brief.json")])
def test_a_folder_holds_exactly_one_brief(tmp_path: Path, names: tuple[str, ...]) -> None:
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / "in" / name).write_text(BRIEF)

    assert "exactly one" in refused(tmp_path / "in").cure


def test_a_brief_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path) -> None:
    latin = tmp_path / "brief.yaml"
    latin.write_bytes("name: café".encode("latin-1"))

    assert "check the path" in refused(tmp_path / "none.yaml").cure
    assert "UTF-8" in refused(latin).cure


def _flagged(data: bytes) -> bytes:
    """The zip with the encryption flag set on every entry of its directory."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)
