"""Campaign links: one per placement, language and variant, told apart by their UTM parameters."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from astro_pipeline.domain.brief import Brief, slug
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.plan import CampaignLink

_MEDIUMS = {
    "google": "cpc", "display": "display", "email": "email", "web": "referral", "youtube": "video",
    "meta": "paid_social", "tiktok": "paid_social", "linkedin": "paid_social", "x": "paid_social",
    "pinterest": "paid_social",
}  # fmt: skip


def campaign_links(brief: Brief) -> tuple[CampaignLink, ...]:
    """Links for every placement that takes one; none where the goal is a phone call and no page is named."""
    target = landing_page(brief)
    if target is None:
        return ()
    return tuple(
        CampaignLink(
            placement=name, language=language, variant=variant, url=_tagged(target, brief, name, variant)
        )
        for name in brief.placements
        if placements()[name].takes_link
        for language in brief.languages or (brief.language,)
        for variant in "ABCD"[: brief.variants]
    )


def landing_page(brief: Brief) -> str | None:
    """Where the campaign leads: the call's own link, the product's page, the company's site."""
    if brief.call_to_action.url:
        return brief.call_to_action.url
    if brief.call_to_action.phone:
        return None
    return next((product.url for product in brief.products if product.url), None) or brief.company.website


def _tagged(target: str, brief: Brief, placement: str, variant: str) -> str:
    """The link with its parameters; what it carried before stays, older UTM parameters are replaced."""
    parts = urlsplit(target if "//" in target else f"https://{target}")
    channel = placements()[placement].channel
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.startswith("utm_")
    ]
    utm = [
        ("utm_source", channel.lower()), ("utm_medium", _MEDIUMS.get(channel, "referral")),
        ("utm_campaign", brief.id or slug(brief.name)), ("utm_content", f"{variant}_{placement}".lower()),
    ]  # fmt: skip
    return urlunsplit(parts._replace(query=urlencode([*kept, *utm])))
