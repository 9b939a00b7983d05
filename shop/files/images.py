"""Uploaded pictures, made safe: decoded, shrunk in pixels, written anew without metadata."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from shop.files.domain import MAX_PIXELS, MAX_UPLOAD_BYTES
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

ACCEPTED = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 2400
QUALITY = 82


def clean_image(content: bytes) -> bytes:
    """Return the picture as a JPEG without EXIF, at most 2400 pixels a side.

    Refuses what is over 10 MB or 12 megapixels, and what is not really a picture.
    """
    if len(content) > MAX_UPLOAD_BYTES:
        raise Refusal(N_("Cette photo dépasse 10 Mo. Envoyez-en une plus légère."), field="photos")
    try:
        with Image.open(BytesIO(content), formats=ACCEPTED) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Refusal(
                    N_("Cette photo dépasse 12 millions de pixels. Réduisez-la."), field="photos"
                )
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Refusal(
            N_("Ce fichier n’est pas une photo lisible. Envoyez un fichier JPEG, PNG ou WebP."),
            field="photos",
        ) from None
    except Image.DecompressionBombError:
        raise Refusal(
            N_("Cette photo dépasse 12 millions de pixels. Réduisez-la."), field="photos"
        ) from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = BytesIO()
    upright.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
