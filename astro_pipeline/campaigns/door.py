"""What is refused at the desk's door, each with its reason and cure."""

from collections.abc import Sequence

from astro_pipeline.campaigns.graph import GATES, PREFIXES, asset_of, before
from astro_pipeline.domain.review import Comment, Finding, Gate
from astro_pipeline.errors import InvalidRequest


def check_names(gate: str, assets: Sequence[str]) -> None:
    """The gate exists, and the assets lie before it."""
    if gate not in GATES:
        raise InvalidRequest(f"gate: {gate} is none; they are {', '.join(GATES)}")
    allowed = [asset for asset in before(gate) if asset not in GATES and asset != "brief"]
    for asset in assets:
        if asset not in allowed:
            raise InvalidRequest(
                f"assets: {asset} does not lie before {gate}; choose from {', '.join(allowed)}"
            )


def check_comment(comment: str) -> None:
    """A rejection says what should change."""
    if not comment.strip():
        raise InvalidRequest("comment: a rejection needs one; say what should change")


def check_items(patterns: Sequence[str], there: Sequence[str]) -> None:
    """Every pattern names something that was made."""
    for pattern in patterns:
        if asset_of(pattern) is None or not _matches_any(pattern, there):
            near = [item for item in there if item.split("/")[0] == pattern.split("/")[0]][:3]
            hint = f"e.g. {', '.join(near)}" if near else f"they begin with {', '.join(PREFIXES.values())}"
            raise InvalidRequest(f"items: nothing matches {pattern}; {hint}")


def check_open(gate: str, closing: Sequence[Finding]) -> None:
    """Nothing that fails stands in the way of an approval."""
    if closing:
        first = closing[0]
        raise InvalidRequest(
            f"{gate} stays closed: {first.rule} fails on {first.file} ({first.why or first.cure}); "
            f"{len(closing)} in all. Reject what is wrong, edit it, or waive it with a reason"
        )


def check_variant(gate: str, variant: str | None, made: Sequence[str]) -> None:
    """A variant is chosen at the creative gate only, among those that were made."""
    if variant is None:
        return
    if gate != Gate.CREATIVE:
        raise InvalidRequest(f"variant: only {Gate.CREATIVE} chooses one, not {gate}")
    if variant not in made:
        raise InvalidRequest(f"variant: {variant} was not made; there are {', '.join(made)}")


def check_waiver(rule: str, reason: str) -> None:
    """Budget and rights are never waived; everything else needs a reason."""
    if rule.partition(".")[0] in {"budget", "rights"}:
        raise InvalidRequest(f"{rule}: budget and rights are never waived; mend the cause")
    if not reason.strip():
        raise InvalidRequest("reason: a waiver needs one; it stands in the report")


def _matches_any(pattern: str, there: Sequence[str]) -> bool:
    wanted = Comment(text="", items=(pattern,))
    return any(wanted.concerns(item) for item in there)
