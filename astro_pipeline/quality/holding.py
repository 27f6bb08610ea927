"""Words from anywhere, held against a brief: its law packs, its own packs, its facts, its language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import Placement, placements
from astro_pipeline.domain.plan import CopyLine
from astro_pipeline.domain.policy import CustomerPack
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.passages import Passage
from astro_pipeline.quality.claims import check_claims
from astro_pipeline.quality.consistency import check_consistency
from astro_pipeline.quality.copy import check_limits
from astro_pipeline.quality.finding import judged
from astro_pipeline.quality.injection import check_derived_text
from astro_pipeline.quality.policies.customer import check_customer, check_said
from astro_pipeline.quality.policies.rules import check_policies
from astro_pipeline.quality.tongues import settle_language
from astro_pipeline.quality.wording import check_wording

_OTHER_WORDS = frozenset({"key", "path", "link"})
"""Fields that are no prose: their words are those of addresses."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What words are held against."""

    brief: Brief
    placement: Placement
    packs: tuple[CustomerPack, ...] = ()
    """The customer's own."""
    language: str | None = None
    """As it was named for all files; otherwise told from each."""


def hold_words(
    terms: Terms, file: str, passages: Sequence[Passage], *, whole: bool = False
) -> Iterator[Finding]:
    """Everything found on what a file says; `whole` where each passage is all that an ad says.

    Failures say where in the file they are; of each rule that holds everywhere there is one pass.
    """
    tongues: list[Finding] = []
    texts: dict[str, tuple[str, str]] = {}
    named = dict.fromkeys(each.language or terms.language for each in passages)
    for tag in named:
        own = {n: each for n, each in enumerate(passages) if (each.language or terms.language) == tag}
        joined = "\n".join(each.text for each in own.values())
        language, said = settle_language(file, joined, named=tag, brief=terms.brief)
        tongues.append(said)
        texts |= {str(n): (language, each.text) for n, each in own.items()}
    found = _all_rules(terms, texts, passages, whole=whole)
    yield from _gathered(file, passages, (*tongues, *found))


def hold_limits(placement: Placement, file: str, passages: Sequence[Passage]) -> Iterator[Finding]:
    """What the fields of their placements allow, for those passages that are fields.

    A placement that is not known has no limits to hold a row to: it is a failure, told where it first stands.
    """
    lines = (_line(each, placement) for each in passages)
    found = [
        finding.model_copy(update={"file": str(number)})
        for number, line in enumerate(lines)
        if line
        for finding in check_limits(line)
    ]
    first: dict[str, int] = {}
    for number, each in enumerate(passages):
        first.setdefault(each.placement, number)
    strange = [
        _unknown(str(number), name) for name, number in first.items() if name not in {"", *placements()}
    ]
    yield from _gathered(file, passages, [*found, *strange])


def _all_rules(
    terms: Terms, texts: dict[str, tuple[str, str]], passages: Sequence[Passage], *, whole: bool
) -> Iterator[Finding]:
    brief, ads = terms.brief, set(texts) if whole else set[str]()
    prose = {key: each for key, each in texts.items() if passages[int(key)].field not in _OTHER_WORDS}
    for key, (language, text) in texts.items():
        yield from check_wording(brief, key, text, language=language)
    yield from check_claims(brief, texts)
    yield from (f for f in check_policies(brief, texts, ads=ads) if f.file in texts)
    # which sector or market has no pack is said of a brief, whatever it is held against
    yield from (f for f in check_policies(brief, {}, ads={"words"}) if f.rule == "claims.coverage")
    yield from check_customer(terms.packs, texts)
    if whole:
        yield from check_said(brief, terms.packs, texts, placement=terms.placement.id)
    raw = {key: passages[int(key)].raw or text for key, (_, text) in texts.items()}
    yield from check_derived_text("words", raw, brief)
    yield from check_consistency(brief, "words", prose)


def _gathered(file: str, passages: Sequence[Passage], findings: Iterable[Finding]) -> Iterator[Finding]:
    """All of them as one file's: each that is no pass with its place, and one pass a rule."""
    every = list(findings)
    broken = {finding.rule for finding in every if finding.verdict != "pass"}
    held: set[str] = set()
    for finding in every:
        if finding.verdict == "pass" and finding.rule in broken | held:
            continue
        if finding.verdict == "pass":
            held.add(finding.rule)
        place = passages[int(finding.file)].place if finding.file.isdecimal() else ""
        why = f"{place}: {finding.why}" if place and finding.verdict != "pass" else finding.why
        yield finding.model_copy(update={"file": file, "why": why})


def _unknown(key: str, placement: str) -> Finding:
    return judged(
        "copy.placement",
        key,
        holds=False,
        measured=placement,
        limit=", ".join(placements()),
        why=f"“{placement}” is no placement known here, so its texts were held to no limit",
        cure="name one of these, or leave the cell empty for the placement all texts are meant for",
    )


def _line(passage: Passage, placement: Placement) -> CopyLine | None:
    """The passage as a field of its own placement, or of the one it is to run in; None where it is none."""
    row = placements().get(passage.placement) if passage.placement else placement
    if row is None or passage.field not in {each.name for each in row.copy_fields}:
        return None
    return CopyLine(
        placement=row.id,
        language=passage.language,
        variant=passage.variant,
        field=passage.field,
        text=passage.text,
        provider="outside",
    )
