"""What a brief left open: filled with a default that is documented, or assumed and written down."""

from collections.abc import Iterator, Sequence
from typing import cast

from pydantic import JsonValue

from astro_pipeline.campaigns.intake.reading import Tree
from astro_pipeline.campaigns.intake.tongue import language_of
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import Assumption, Brief, Product, slug
from astro_pipeline.domain.placements import channels

USUAL_PLACEMENTS = (
    "meta_feed", "meta_reels", "youtube_in_stream", "google_search", "display_300x250", "landing_page",
)  # fmt: skip
"""Where a campaign runs whose brief names neither placements nor channels."""

FILM_PLACEMENTS = ("youtube_in_stream", "youtube_shorts", "meta_reels")
"""Where it runs when all the brief asks for is a film."""

PALETTES = (
    ("#0F4C5C", "#E36414", "#FFF7EC"),
    ("#264653", "#E9C46A", "#FBF8F1"),
    ("#1D3557", "#E63946", "#F5F8FA"),
    ("#3A2D5C", "#F2A65A", "#FAF6FF"),
    ("#1B4332", "#F4A259", "#F4F9F4"),
    ("#5F0F40", "#FB8B24", "#FFF6F0"),
    ("#22333B", "#C6AC8F", "#F7F3EE"),
    ("#123C69", "#AC3B61", "#F6F3F1"),
)
"""Main colour, accent, ground; white, and the ground, stand on the main colour at 7:1 or more."""

ID_LENGTH = 80

_TEXTS = (
    "name", "message", "company.about", "products.name", "products.description", "products.benefits",
    "products.features", "audience.description", "audience.segments", "audience.pains", "audience.desires",
    "offer.text", "offer.terms", "evidence.claim", "products.evidence.claim", "call_to_action.text",
    "brand.values", "brand.legal_line", "provided.narration",
)  # fmt: skip
"""Where plain texts stand; product names only weigh in where nothing else tells."""


def settle_language(tree: Tree) -> tuple[Tree, tuple[Assumption, ...]]:
    """The tree with its language named: as the brief says, else as its plain texts tell."""
    if "language" in tree:
        return tree, ()
    texts = [text for path in _TEXTS if path != "products.name" for text in _texts_at(tree, path.split("."))]
    found = language_of(texts)
    if found:
        reason = "the brief names no language; its plain texts read so"
    else:
        found = _first_tag(tree) or "en"
        reason = "the brief names no language and its texts do not tell; set language where this is wrong"
    return {**tree, "language": found}, (Assumption(field="language", value=found, reason=reason),)


def stand_ins(tree: Tree) -> tuple[Tree, tuple[Assumption, ...]]:
    """Names for a foreign brief that has none: the company's and the campaign's stand in for each other."""
    notes: list[Assumption] = []
    company = cast("Tree", tree.get("company", {}))
    brand = tree.get("brand")
    brand_name = brand.get("name") if isinstance(brand, dict) else None
    own_id = tree.get("id")
    title = own_id.replace("-", " ").title() if isinstance(own_id, str) else None
    name = tree.get("name") or title or company.get("name") or brand_name
    if name and "name" not in tree:
        why = "the brief gives the campaign no name"
        notes.append(Assumption(field="name", value=str(name), reason=why))
        tree = {**tree, "name": name}
    if "name" not in company and (brand_name or name):
        why = "the brief names no company; who advertises?"
        notes.append(Assumption(field="company.name", value=str(brand_name or name), reason=why))
        tree = {**tree, "company": {**company, "name": brand_name or name}}
    narration = cast("Tree", tree.get("provided", {})).get("narration")
    if isinstance(narration, str):
        spoken: JsonValue = {str(tree["language"]): narration}
        tree = {**tree, "provided": {**cast("Tree", tree["provided"]), "narration": spoken}}
    return tree, tuple(notes)


def complete(brief: Brief, assumptions: Sequence[Assumption]) -> Brief:
    """The brief with placements resolved, gaps filled, and everything assumed written into it."""
    notes = list(assumptions)
    update = dict[str, object]()
    for part in (_placements, _product, _palette, _call):
        changed, noted = part(brief)
        update |= changed
        notes += noted
    update["languages"] = tuple(dict.fromkeys(brief.languages or (brief.language,)))
    update["id"] = brief.id or default_id(brief.company.name, brief.name)
    return brief.model_copy(update={**update, "assumptions": tuple(notes)})


def default_id(company: str, name: str) -> str:
    """slug(company)-slug(name), at most 80 characters; a digest where there are no Latin letters."""
    parts = dict.fromkeys(part for part in (slug(company), slug(name)) if part)
    joined = "-".join(parts)
    mark = digest([company, name])[:8]
    if not joined:
        return f"campaign-{mark}"
    return joined if len(joined) <= ID_LENGTH else f"{joined[: ID_LENGTH - 9].strip('-')}-{mark}"


Filled = tuple[dict[str, object], tuple[Assumption, ...]]


def _placements(brief: Brief) -> Filled:
    expanded = (each for name in brief.channels for each in channels()[name].placements)
    named = tuple(dict.fromkeys((*brief.placements, *expanded)))
    if named:
        return {"placements": named}, ()
    film_only = bool(brief.provided.narration) and not brief.products
    usual = FILM_PLACEMENTS if film_only else USUAL_PLACEMENTS
    why = "the brief names neither placements nor channels" + ("; it asks for a film" if film_only else "")
    return {"placements": usual}, (Assumption(field="placements", value=", ".join(usual), reason=why),)


def _product(brief: Brief) -> Filled:
    if brief.products:
        return {}, ()
    company = brief.company
    offered = Product(
        name=brief.brand_name, description=company.about, category=company.sector, url=company.website
    )
    why = "the brief names no product; what the company offers is the product"
    return {"products": (offered,)}, (Assumption(field="products", value=offered.name, reason=why),)


def _palette(brief: Brief) -> Filled:
    if brief.brand.palette:
        return {}, ()
    chosen = PALETTES[int(digest([brief.brand_name, brief.seed])[:8], 16) % len(PALETTES)]
    brand = brief.brand.model_copy(update={"palette": chosen})
    why = "the brief gives no brand colours; these are drawn from the brand's name and the seed"
    return {"brand": brand}, (Assumption(field="brand.palette", value=", ".join(chosen), reason=why),)


def _call(brief: Brief) -> Filled:
    call = brief.call_to_action
    notes: list[Assumption] = []
    if call.text is None and not brief.provided.calls_to_action:
        what = "the language's usual call to action"
        why = "the brief does not say what people are asked to do"
        notes.append(Assumption(field="call_to_action.text", value=what, reason=why))
    pages = (call.url, call.phone, brief.company.website, *(product.url for product in brief.products))
    if not any(pages):
        why = "the brief gives no address and no number; where does the ad lead?"
        notes.append(Assumption(field="call_to_action.url", value="no link", reason=why))
    return {}, tuple(notes)


def _texts_at(value: JsonValue, steps: Sequence[str]) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _texts_at(each, steps)
    elif not steps and isinstance(value, str):
        yield value
    elif steps and isinstance(value, dict) and steps[0] in value:
        yield from _texts_at(value[steps[0]], steps[1:])


def _first_tag(tree: Tree) -> str | None:
    """The first language asked for, where the brief writes its texts per language."""
    languages = tree.get("languages")
    per_language = any(isinstance(tree.get(key), dict) for key in ("message",))
    return str(languages[0]) if per_language and isinstance(languages, list) and languages else None
