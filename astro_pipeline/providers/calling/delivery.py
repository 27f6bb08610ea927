"""What a vendor made, taken as what was asked for: from inside its answer, or from where it lies."""

import base64
import binascii
from collections.abc import Sequence
from decimal import Decimal

from astro_pipeline.domain.media import Licence
from astro_pipeline.errors import JobFailed
from astro_pipeline.provider import CostBasis, Done
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.download import Family, Fetched, Results
from astro_pipeline.providers.catalog import Model


def fetched(bound: Binding, url: str, hosts: tuple[str, ...], *, billed: Decimal) -> Fetched:
    """The picture or the film at an address the vendor gave. Raises: Gone, Ambiguous, JobFailed."""
    family: Family = "picture" if bound.kind == "image" else "film"
    return Results(bound.vendor, hosts, bound.account.allowed_hosts).fetch(url, family=family, billed=billed)


def taken(bound: Binding, content: bytes, family: Family, *, billed: Decimal) -> Fetched:
    """A file that was the answer itself. Raises: JobFailed."""
    return Results(bound.vendor, ()).taken(content, family=family, billed=billed)


def decoded(bound: Binding, text: str, family: Family, *, billed: Decimal) -> Fetched:
    """A file that came as text inside the answer. Raises: JobFailed."""
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error as exc:
        raise JobFailed(
            f"the {family} is no base 64; have it made anew", provider=bound.vendor, cost_usd=billed, posts=1
        ) from exc
    return taken(bound, content, family, billed=billed)


def first_address(found: Sequence[object]) -> str | None:
    """The first address among what a model put out."""
    return next(
        (each for each in found if isinstance(each, str) and each.startswith(("https://", "http://"))), None
    )


def done(model: Model, file: Fetched, *, usd: Decimal, basis: CostBasis, terms: str) -> Done:
    """A vendor's picture, film or sound as what came back. `terms` says where the vendor's terms stand."""
    return Done(
        content=file.content,
        media_type=file.media_type,
        provider=model.vendor,
        model=model.name,
        licence=Licence(name="provider's terms", holder="the campaign's owner", source=terms),
        source_type="trainedAlgorithmicMedia",
        cost_usd=usd,
        cost_basis=basis,
        posts=1,
    )
