# pyright: basic
# Pillow's colour management wraps a C module without types; this file fences its calls in.
"""From the colour space a file names (print, a camera's) to the one screens have."""

import io

from PIL import Image, ImageCms


def in_srgb(image: Image.Image) -> Image.Image:
    """RGBA in sRGB; a file without a profile is taken to be in it already."""
    profile = image.info.get("icc_profile")
    whole = image if image.mode in {"RGB", "CMYK", "L"} else image.convert("RGBA")
    if not profile:
        return _as_it_is(whole)
    flat = whole.convert("RGB") if whole.mode == "RGBA" else whole
    try:
        source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(flat, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        # a profile that does not fit its picture is no reason to refuse the picture
        return _as_it_is(whole)
    coloured = (converted or flat).convert("RGBA")
    if whole.mode == "RGBA":
        coloured.putalpha(whole.getchannel("A"))
    return coloured


def srgb_profile() -> bytes:
    """The ICC profile of sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _as_it_is(image: Image.Image) -> Image.Image:
    # Pillow knows no way from CMYK to RGBA
    return image.convert("RGB").convert("RGBA") if image.mode == "CMYK" else image.convert("RGBA")
