"""Brings every way of storing colour to plain sRGB, eight bits a channel, without transparency."""

import io
import logging

from PIL import Image, ImageCms

_log = logging.getLogger(__name__)


def eight_bit(image: Image.Image) -> Image.Image:
    """The same picture in eight bits a channel and without a palette, which would not blend."""
    if image.mode == "I;16":
        # Pillow's own conversion cuts off at 255 what reaches to 65,535.
        return image.point(lambda level: level * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"RGB", "L", "CMYK"} else image.convert("RGB")


def on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return image.convert("RGB")
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        # A broken or mismatched profile costs some truth of colour, not the photo.
        _log.info("Unusable colour profile in a photo: %r", error)
        return image.convert("RGB")
    return converted or image.convert("RGB")
