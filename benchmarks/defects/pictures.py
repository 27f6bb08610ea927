# pyright: basic
# Pillow's colour management is half typed.
"""Defects of finished ads, made with Pillow and in their bytes."""

import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, Literal

import numpy as np
from kind import Kind, Planted, Site
from PIL import Image, ImageCms, ImageDraw, ImageFilter
from studio import Studio, studio

from astro_pipeline.domain.media import ImageVariants, MediaFile
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.marking import mark
from astro_pipeline.quality.check_media import examine_images

_LIKE_OTHERS: Final = frozenset({"technical.variants_differ"})
_READ: Final = frozenset({"technical.legible", "technical.contrast_seen"})
"""What can no longer be read once a picture is spoilt."""


def _ad(made: Studio, size: tuple[int, int] = (1200, 628)) -> MediaFile:
    return next(f for f in made.images.files if (f.width, f.height) == size and f.variant == "A")


def _judged(made: Studio, file: MediaFile, planted: Path) -> tuple[Finding, ...]:
    return examine_images(made.brief, _only(made, file), made.with_file(file.path, planted))


def _only(made: Studio, *files: MediaFile) -> ImageVariants:
    """The campaign's pictures without those that are not looked at."""
    return made.images.model_copy(update={"files": files})


def _opened(made: Studio, file: MediaFile) -> Image.Image:
    with Image.open(made.locate(file)) as image:
        return image.convert("RGB")


def _saved(site: Site, file: MediaFile, image: Image.Image, name: str = "ad.png", **how: object) -> Path:
    path = site.folder / name
    image.save(path, **how)  # pyright: ignore[reportArgumentType] -- what each format takes
    mark(path, file.source_type)
    return path


def _drawn(
    change: Callable[[Image.Image], Image.Image],
    measured: str | float | None,
    beside: tuple[str, ...],
    name: str,
    how: dict[str, object],
    site: Site,
    strength: float,
) -> Planted:
    """The ad changed and saved by Pillow, or only saved by it."""
    made = studio(site.home)
    file = _ad(made)
    image = _opened(made, file)
    path = (
        _saved(site, file, change(image), name, **how) if strength else _saved(site, file, image, "clean.png")
    )
    rules = frozenset(f"technical.{each}" for each in beside)
    return Planted(_judged(made, file, path), file.path, measured, beside=rules | _LIKE_OTHERS | _READ)


def _heavy(site: Site, strength: float) -> Planted:
    """A banner of 150 kB, filled up in its own metadata."""
    made = studio(site.home)
    file = _ad(made, (300, 250))
    path = site.folder / "ad.png"
    path.write_bytes(made.locate(file).read_bytes())
    size = round(150_000 * strength)
    with path.open("ab") as end:
        end.write(bytes(size - path.stat().st_size))
    # what is behind the last chunk hides the mark from whoever reads chunk by chunk
    marked = frozenset({"provenance.marked"})
    return Planted(_judged(made, file, path), file.path, measured=size, beside=marked)


def _nearly_empty(site: Site, strength: float) -> Planted:
    """One colour, and a rectangle over half a percent of it."""
    made = studio(site.home)
    file = _ad(made)
    image = Image.new("RGB", (1200, 628), (240, 240, 240))
    share = 0.005 * strength
    wide = 100
    high = round(share * 1200 * 628 / wide)
    ImageDraw.Draw(image).rectangle((500, 300, 500 + wide - 1, 300 + high - 1), fill=(20, 20, 20))
    path = _saved(site, file, image)
    return Planted(
        _judged(made, file, path),
        file.path,
        measured=wide * high / 1200 / 628,
        within=0.0002,
        beside=_LIKE_OTHERS | _READ,
    )


def _blurred(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    file = _ad(made)
    path = _saved(site, file, _opened(made, file).filter(ImageFilter.GaussianBlur(2.0 * strength)))
    return Planted(
        _judged(made, file, path),
        file.path,
        measured=2.0 * strength,
        within=0.2,
        beside=_LIKE_OTHERS | _READ,
    )


def _banded(site: Site, strength: float) -> Planted:
    """Steps of four grey values over a part of the picture, across its whole width."""
    made = studio(site.home)
    file = _ad(made)
    pixels = np.asarray(_opened(made, file)).copy()
    rows = round(628 * 0.15 * strength)
    steps = (np.linspace(60, 200, 1200) // 4 * 4).astype(np.uint8)
    pixels[:rows] = steps[None, :, None]
    path = _saved(site, file, Image.fromarray(pixels))
    return Planted(
        _judged(made, file, path),
        file.path,
        measured=0.15 * strength,
        within=0.02,
        beside=_LIKE_OTHERS | _READ,
    )


def _inked(image: Image.Image) -> Image.Image:
    return image.convert("CMYK")


def _through(image: Image.Image) -> Image.Image:
    clear = image.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(image.size))
    return clear


def _smaller(image: Image.Image) -> Image.Image:
    return image.resize((1199, 628))


def _empty(image: Image.Image) -> Image.Image:
    return Image.new("RGB", image.size, (15, 61, 62))


def _same(image: Image.Image) -> Image.Image:
    return image


def _turned(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    file = _ad(made)
    tags = Image.Exif()
    tags[0x0112] = 6 if strength else 1
    path = _saved(site, file, _opened(made, file), "ad.jpg", quality=92, exif=tags)
    return Planted(_judged(made, file, path), file.path, measured=6.0, beside=_READ)


def _moving(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    file = _ad(made)
    image = _opened(made, file)
    more = {"save_all": True, "append_images": [image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)]}
    path = _saved(site, file, image, "ad.png", **(more if strength else {}))
    return Planted(_judged(made, file, path), file.path, measured=2.0, beside=_READ | _LIKE_OTHERS)


def _alike(site: Site, strength: float) -> Planted:
    """Variant B is variant A again, its words and idea included."""
    made = studio(site.home)
    one = _ad(made)
    other = next(
        f for f in made.images.files if f.variant == "B" and (f.width, f.height) == (one.width, one.height)
    )
    if not strength:
        return Planted(examine_images(made.brief, _only(made, one, other), made.locate), other.path)
    facts = {**made.images.facts, other.path: made.images.facts[one.path]}
    images = _only(made, one, other).model_copy(update={"facts": facts})
    located = made.with_file(other.path, made.locate(one))
    found = examine_images(made.brief, images, located)
    return Planted(found, other.path, measured=0.0, within=0.01, beside=_READ)


def _cut_off(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    file = _ad(made, (300, 250))
    whole = made.locate(file).read_bytes()
    path = site.folder / "ad.png"
    path.write_bytes(whole[: len(whole) // 2] if strength else whole)
    return Planted(_judged(made, file, path), file.path)


def _unmarked(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    file = _ad(made)
    path = site.folder / "ad.png"
    _opened(made, file).save(path)
    if not strength:
        mark(path, file.source_type)
    return Planted(_judged(made, file, path), file.path, measured="unmarked", beside=_READ)


def _lying(site: Site, strength: float) -> Planted:
    """The mark is overwritten in the file's bytes: it now says that a camera took it."""
    made = studio(site.home)
    file = _ad(made)
    path = _saved(site, file, _opened(made, file))
    if strength:
        mark(path, "digitalCapture")
    return Planted(_judged(made, file, path), file.path, measured="digitalCapture", beside=_READ)


def _profiled(site: Site, strength: float) -> Planted:
    """An RGB profile whose red is not sRGB's: the XYZ of its red primary is changed in the bytes."""
    made = studio(site.home)
    file = _ad(made)
    own = ImageCms.createProfile("sRGB")
    profile = bytearray(ImageCms.ImageCmsProfile(own).tobytes())
    if strength:
        at = profile.index(b"rXYZ")
        start = struct.unpack_from(">I", profile, at + 4)[0]
        struct.pack_into(">3i", profile, start + 8, 33_000, 15_800, -70)
        profile = bytearray(bytes(profile).replace("sRGB".encode("utf-16-be"), "wide".encode("utf-16-be")))
    path = _saved(site, file, _opened(made, file), "ad.png", icc_profile=bytes(profile))
    return Planted(_judged(made, file, path), file.path, beside=_READ)


def _fact(change: dict[str, object], measured: str | None, site: Site, strength: float) -> Planted:
    """What was written down of an ad's type while it was set."""
    made = studio(site.home)
    file = _ad(made)
    facts = {**made.images.facts[file.path], **(change if strength else {})}
    images = _only(made, file).model_copy(update={"facts": {file.path: facts}})
    return Planted(examine_images(made.brief, images, made.locate), file.path, measured=measured)


def _kind(
    name: str,
    rule: str,
    plant: Callable[[Site, float], Planted],
    worse: Literal["more", "less", "there"] = "there",
    near: float = 0.03,
    tool: Literal["Pillow", "bytes", "own"] = "Pillow",
) -> Kind:
    return Kind(name, "pictures", tool, f"technical.{rule}", plant, worse=worse, near=near, costly=True)


KINDS: tuple[Kind, ...] = (
    _kind(
        "picture of another size",
        "placement_size",
        partial(_drawn, _smaller, "1199x628", ("size",), "ad.png", {}),
    ),
    _kind(
        "picture not as recorded",
        "size",
        partial(_drawn, _smaller, "1199x628", ("placement_size",), "ad.png", {}),
    ),
    _kind(
        "format the placement refuses",
        "format",
        partial(_drawn, _same, "webp", (), "ad.webp", {"lossless": True}),
    ),
    _kind(
        "picture for print", "colour_profile", partial(_drawn, _inked, "CMYK", (), "ad.jpg", {"quality": 95})
    ),
    _kind("colour profile few heed", "colour_profile", _profiled),
    _kind("picture seen through", "opaque", partial(_drawn, _through, "transparent", (), "ad.png", {})),
    _kind("picture of one colour", "not_blank", partial(_drawn, _empty, 0.0, (), "ad.png", {})),
    _kind("picture nearly empty", "not_blank", _nearly_empty, "less", 0.05),
    _kind("picture blurred", "sharpness", _blurred, "more", 0.1),
    _kind("gradient in bands", "banding", _banded, "more", 0.15),
    _kind("picture too heavy", "bytes", _heavy, "more", tool="bytes"),
    _kind("picture to be turned", "orientation", _turned),
    _kind("picture that moves", "still", _moving),
    _kind("picture cut off", "decodes", _cut_off, tool="bytes"),
    _kind("variants that are one picture", "variants_differ", _alike, tool="own"),
    _kind("character no font has", "glyphs", partial(_fact, {"missing_glyphs": "𒀀"}, "𒀀"), tool="own"),
    _kind(
        "text left out of an ad",
        "text_fits",
        partial(_fact, {"left_out": ["headline"]}, "headline"),
        tool="own",
    ),
    Kind("picture without its mark", "pictures", "Pillow", "provenance.marked", _unmarked, costly=True),
    Kind("picture with a false mark", "pictures", "own", "provenance.marked", _lying, costly=True),
)
