# pyright: basic
"""Content credentials (C2PA): read what others signed, sign what is handed over.

A signature holds the moment and numbers of its own, so signed files differ from one signing to the
next. Whoever signs with a certificate that is on no trust list is "valid", not "trusted".
Sources: https://spec.c2pa.org/specifications/specifications/2.2/specs/C2PA_Specification.html,
c2pa-python 0.38.1 over c2pa-rs 0.91.3, tried 2026-11-21.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, get_args

from astro_pipeline.domain.licence import Origin
from astro_pipeline.domain.media import SourceType
from astro_pipeline.errors import InvalidSetting, MediaUnreadable
from astro_pipeline.media.kind import kind_of
from astro_pipeline.media.marking import VOCABULARY, said_of

_MIME: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "flac": "audio/flac",
}
_STORE: Final = b"c2pa"
"""Every manifest store is a JUMBF box with this label in it: without it there is nothing to read."""
_ACTIONS: Final = "c2pa.actions.v2"
_CURVES: Final = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_QUIET: Final = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_after_sign": False},
    "builder": {"thumbnail": {"enabled": False}},
}
"""Nothing is fetched; a picture is its own thumbnail."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a certificate with its chain, leaf first, and the leaf's private key, both PEM."""

    certificates: bytes
    key: bytes
    algorithm: str = "es256"

    def __repr__(self) -> str:
        return f"Signer({self.algorithm})"


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A file another was made with."""

    name: str
    sha256: str
    path: Path


def origin_of(path: Path) -> Origin | None:
    """What the file says of its own making; None where it says nothing.

    A manifest is checked against the bytes and its signature; nothing is fetched for it.
    """
    try:
        form = kind_of(path).form
    except MediaUnreadable:
        return None
    manifest = _manifest(path, form)
    try:
        plain = said_of(path)
    except MediaUnreadable:
        plain = ""
    if manifest is None:
        return Origin(source_type=plain) if plain else None
    state, found = manifest
    return Origin(source_type=_source_type(found) or plain, credentials=state, generator=_generator(found))


def made_as(origin: Origin | None) -> SourceType:
    """How a file from elsewhere is to be taken: as it says, else as captured.

    A kind that is never written here goes to the nearest one that is: what a model had a part in
    stays marked as such.
    """
    said = origin.source_type if origin else ""
    known = next((each for each in get_args(SourceType) if each == said), None)
    if known:
        return known
    if "rained" in said or said in {"compositeSynthetic", "virtualRecording"}:
        return "compositeWithTrainedAlgorithmicMedia"
    return "composite" if said.startswith(("composite", "algorithmically")) else "digitalCapture"


def sign(
    path: Path,
    signer: Signer,
    *,
    title: str,
    source_type: SourceType,
    version: str,
    ingredients: Sequence[Ingredient] = (),
) -> Origin:
    """Sign the file in place and read the credentials back: what it now says of itself.

    Raises: InvalidSetting where certificate and key do not sign, or what they signed does not hold.
    """
    from c2pa import Builder, C2paError, C2paSignerInfo, Context, Settings  # noqa: PLC0415 -- loads a library
    from c2pa import Signer as Pen  # noqa: PLC0415

    mime = _MIME[kind_of(path).form]
    definition = _definition(title, mime, source_type, version, ingredients)
    with TemporaryDirectory(dir=path.parent, prefix=".signing-") as folder:
        signed = Path(folder) / path.name
        try:
            info = C2paSignerInfo(signer.algorithm, signer.certificates, signer.key, None)
            settings = Settings.from_dict(_QUIET)
            with (
                Context(settings=settings, signer=Pen.from_info(info)) as context,
                Builder(definition, context) as builder,
                path.open("rb") as source,
                signed.open("w+b") as target,
            ):
                for each in ingredients:
                    _add(builder, each)
                builder.sign(mime, source, target)
        except C2paError as exc:
            raise InvalidSetting(
                "ASTRO_C2PA_CERTIFICATE", title, f"it could not be signed: {exc}; mend certificate and key"
            ) from exc
        found = origin_of(signed)
        if found is None or found.credentials not in {"valid", "trusted"}:
            cure = "what it signed does not hold when read; give a certificate and the key that belongs to it"
            raise InvalidSetting("ASTRO_C2PA_CERTIFICATE", title, cure)
        shutil.copymode(path, signed)
        signed.replace(path)
    return found


def takes_credentials(path: Path) -> bool:
    """Whether this kind of file can be signed."""
    try:
        return kind_of(path).form in _MIME
    except MediaUnreadable:
        return False


def ingredients_of(path: Path) -> tuple[str, ...]:
    """The titles of what the file's manifest says it was made with."""
    manifest = _manifest(path, kind_of(path).form)
    listed = manifest[1].get("ingredients", []) if manifest else []
    return tuple(str(each.get("title", "")) for each in listed)


def algorithm_of(key: bytes) -> str:
    """The signing algorithm a private key is for, as C2PA names it.

    Raises: InvalidSetting for a key that cannot be read or is of no kind C2PA takes.
    """
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415 -- loads a library
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    cure = "give an unencrypted PEM key: EC P-256, P-384 or P-521, Ed25519, or RSA"
    try:
        read = load_pem_private_key(key, None)
    except (ValueError, TypeError) as exc:
        raise InvalidSetting("ASTRO_C2PA_KEY", "the file", cure) from exc
    if isinstance(read, ec.EllipticCurvePrivateKey) and read.curve.name in _CURVES:
        return _CURVES[read.curve.name]
    if isinstance(read, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(read, rsa.RSAPrivateKey):
        return "ps256"
    raise InvalidSetting("ASTRO_C2PA_KEY", "the file", cure)


def _definition(
    title: str, mime: str, source_type: str, version: str, ingredients: Sequence[Ingredient]
) -> dict[str, Any]:
    made: dict[str, Any] = {"action": "c2pa.created", "digitalSourceType": VOCABULARY + source_type}
    placed = [
        {"action": "c2pa.placed", "parameters": {"ingredientIds": [each.sha256]}} for each in ingredients
    ]
    return {
        "claim_generator_info": [{"name": "astro-pipeline", "version": version}],
        "title": title,
        "format": mime,
        "assertions": [{"label": _ACTIONS, "data": {"actions": [made, *placed]}}],
    }


def _add(builder: Any, ingredient: Ingredient) -> None:
    mime = _MIME.get(kind_of(ingredient.path).form, "application/octet-stream")
    said = {"title": ingredient.name, "relationship": "componentOf", "instance_id": ingredient.sha256}
    with ingredient.path.open("rb") as source:
        builder.add_ingredient(said, mime, source)


def _manifest(path: Path, form: str) -> tuple[Any, dict[str, Any]] | None:
    """The state of the file's own manifest, and what it says; None without one."""
    if form not in _MIME or _STORE not in path.read_bytes():
        return None
    from c2pa import C2paError, Context, Reader, Settings  # noqa: PLC0415 -- loads a library

    try:
        with Context(settings=Settings.from_dict(_QUIET)) as context, path.open("rb") as source:
            reader = Reader.try_create(_MIME[form], source, context=context)
            if reader is None:
                return None
            with reader:
                state = str(reader.get_validation_state() or "Invalid").lower()
                return state, reader.get_active_manifest() or {}
    except C2paError:
        return "invalid", {}


def _source_type(manifest: dict[str, Any]) -> str:
    for assertion in manifest.get("assertions", []):
        for action in assertion.get("data", {}).get("actions", []) if "actions" in assertion["label"] else ():
            if said := str(action.get("digitalSourceType", "")):
                return said.rsplit("/", maxsplit=1)[-1]
    return ""


def _generator(manifest: dict[str, Any]) -> str:
    info = next(iter(manifest.get("claim_generator_info") or []), {})
    named = f"{info.get('name', '')} {info.get('version', '')}".strip()
    return named or str(manifest.get("claim_generator") or "")
