"""What the rows of the log say, in the words of the domain."""

from pydantic import JsonValue

from astro_pipeline.campaigns.graph import SUBJECTS, asset_of
from astro_pipeline.campaigns.log import Entry
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.review import Comment, Decision


def brief_of(entry: Entry) -> Brief:
    """The brief as it was submitted."""
    return Brief.model_validate(entry.body["brief"])


def edition_seed(seed: int, edition: int) -> int:
    """A seed of its own for each edition after the first."""
    return int(digest([seed, "edition", edition])[:8], 16) % 2**31


def decision_of(entry: Entry) -> Decision:
    """The row as a decision."""
    return Decision.model_validate(
        {"id": entry.id, "campaign": entry.campaign, "actor": entry.actor, **entry.body}
    )


def same_approval(entry: Entry, body: dict[str, JsonValue]) -> bool:
    """True where the row is an approval that says just this."""
    return all(entry.body[key] == body[key] for key in ("verdict", "digest", "variant"))


def comment_on(asset: str, rejection: Decision) -> Comment | None:
    """What a rejection asks of the asset, or None where it is not about it."""
    named = {asset_of(item) for item in rejection.items}
    own = tuple(item for item in rejection.items if asset_of(item) == asset)
    whole = asset in rejection.assets or (
        not rejection.assets and not named and asset in SUBJECTS[rejection.gate]
    )
    if not own and not whole:
        return None
    return Comment(text=rejection.comment, items=() if whole else own)
