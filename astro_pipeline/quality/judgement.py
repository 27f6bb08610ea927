"""What a judge saw, as findings; without a judge, that nobody looked."""

from collections.abc import Iterator

from astro_pipeline.domain.judgement import LEAST_SCORE, JudgedFile, JudgedPair, Judgements
from astro_pipeline.domain.review import Box, Finding
from astro_pipeline.quality.finding import judged, not_checked


def check_judgements(judgements: Judgements | None, *, required: bool = False) -> tuple[Finding, ...]:
    """A finding for each criterion of each file judged, and one for each pair of variants.

    They are advice unless the brief requires them. None stands for a campaign nobody could judge.
    """
    if judgements is None:
        return (
            not_checked(
                "semantic.judged",
                "qa_report",
                why="No model that sees pictures is configured: nobody judged what they say.",
                cure="Set a key of a provider that takes pictures (astro-pipeline providers lists them).",
                advisory=not required,
            ),
        )
    scored = (finding for file in judgements.files for finding in _scored(file, advisory=not required))
    return (*scored, *(_preferred(pair) for pair in judgements.pairs))


def _scored(file: JudgedFile, *, advisory: bool) -> Iterator[Finding]:
    for criterion, scored in file.judgement.scores.items():
        area = scored.area
        yield judged(
            f"semantic.{criterion}",
            file.file,
            holds=scored.score >= LEAST_SCORE,
            advisory=advisory,
            measured=float(scored.score),
            limit=float(LEAST_SCORE),
            unit="of 5",
            box=Box(
                x=round(area.left * file.width),
                y=round(area.top * file.height),
                width=max(1, round(area.width * file.width)),
                height=max(1, round(area.height * file.height)),
            )
            if area
            else None,
            why=f"{scored.evidence} ({file.judge})",
            cure="Look at it; reject the file with what is wrong, or waive this with a reason.",
        )


def _preferred(pair: JudgedPair) -> Finding:
    """Which variant two looks prefer. Looks that contradict one another say nothing of the variants."""
    file = f"image_variants/{pair.first}-{pair.second}.{pair.language}"
    if pair.winner is None:
        return not_checked(
            "semantic.preferred",
            file,
            why=f"Shown in the other order, the judge preferred otherwise, or neither ({pair.judge}).",
            cure="Choose by eye, or let the audience choose.",
        )
    return judged("semantic.preferred", file, holds=True, advisory=True, measured=f"variant {pair.winner}")
