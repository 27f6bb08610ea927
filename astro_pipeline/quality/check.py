"""Every rule that applies to what is written: the brief, the copy, the storyboard, the whole campaign."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import Copy, Storyboard, Strategy
from astro_pipeline.domain.policy import CustomerPack
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.agreement import check_agreement, check_film_agreement
from astro_pipeline.quality.claims import check_claims
from astro_pipeline.quality.consistency import check_consistency, check_file_names
from astro_pipeline.quality.copy import ad_words, check_copy
from astro_pipeline.quality.earlier import Earlier, check_earlier
from astro_pipeline.quality.injection import check_brief_text, check_derived_text
from astro_pipeline.quality.policies.customer import check_customer, check_disclaimers
from astro_pipeline.quality.policies.rules import check_policies
from astro_pipeline.quality.prose import check_prose
from astro_pipeline.quality.rights import check_supplied
from astro_pipeline.quality.wording import check_wording


def examine_brief(brief: Brief, blob: Callable[[str], Path]) -> tuple[Finding, ...]:
    """What in a brief and its rule files speaks to a model and not to people, and its files' licences."""
    packs = {
        f"policy_packs[{n}] ({pack.path})": blob(pack.sha256).read_text("utf-8", errors="replace")
        for n, pack in enumerate(brief.policy_packs)
        if pack.sha256
    }
    return (*check_brief_text(brief, packs), *check_supplied(brief, blob))


def examine_copy(
    brief: Brief, copy: Copy, *, policies: Sequence[CustomerPack] = (), strategy: Strategy | None = None
) -> tuple[Finding, ...]:
    """Limits and wording of every text, then what the texts claim, by the law's rules and the customer's."""
    texts = _copy_texts(copy)
    for language, tags in copy.hashtags.items():
        texts[f"copy/hashtags.{language}"] = (language, " ".join(tags))
    return (
        *check_copy(brief, copy),
        *check_prose(brief, copy),
        *check_claims(brief, texts),
        *check_policies(brief, texts, ads={ad.key for ad in copy.ads}),
        *check_customer(policies, texts),
        *check_disclaimers(brief, policies, copy),
        *check_derived_text("copy", {key: text for key, (_, text) in texts.items()}, brief),
        *check_consistency(brief, "copy", _prose(copy)),
        *(check_agreement(brief, strategy, copy) if strategy else ()),
    )


def examine_storyboard(
    brief: Brief,
    storyboard: Storyboard,
    *,
    policies: Sequence[CustomerPack] = (),
    copy: Copy | None = None,
) -> tuple[Finding, ...]:
    """What is read on the film and what is said in it; prompts are nobody's to read."""
    texts = _film_texts(storyboard)
    every = {**(_prose(copy) if copy else {}), **texts}
    in_film = (
        each
        for each in check_consistency(brief, "storyboard", every)
        if each.file not in every or each.file in texts
    )
    asked = {f"storyboard/{scene.id}.picture": scene.picture for scene in storyboard.scenes}
    wording = (
        finding
        for key, (language, text) in texts.items()
        for finding in check_wording(brief, key, text, language=language)
    )
    return (
        *wording,
        *check_claims(brief, texts),
        *check_policies(brief, texts),
        *check_customer(policies, texts),
        *check_derived_text(
            "storyboard", {**{key: text for key, (_, text) in texts.items()}, **asked}, brief
        ),
        *in_film,
        *(check_film_agreement(brief, storyboard, copy) if copy else ()),
    )


def examine_campaign(
    brief: Brief,
    copy: Copy,
    storyboard: Storyboard,
    *,
    paths: Iterable[str],
    earlier: Sequence[tuple[Brief, Copy]],
    unreadable: Sequence[str],
) -> tuple[Finding, ...]:
    """The names of the files, and what differs from the company's earlier campaigns."""
    before = [Earlier(past.id, past, _prose(said)) for past, said in earlier]
    texts = {**_prose(copy), **_film_texts(storyboard)}
    return (*check_file_names(brief, paths), *check_earlier(brief, texts, before, unreadable=unreadable))


def _copy_texts(copy: Copy) -> dict[str, tuple[str, str]]:
    texts = {line.key: (line.language, line.text) for line in copy.lines}
    for ad in copy.ads:
        texts[ad.key] = (ad.language, "\n".join(text for _, text in ad_words(ad)))
    return texts


def _prose(copy: Copy) -> dict[str, tuple[str, str]]:
    """The texts that are read as words: not the paths of addresses, which have no spaces."""
    paths = {line.key for line in copy.lines if line.field == "path"}
    return {key: text for key, text in _copy_texts(copy).items() if key not in paths}


def _film_texts(storyboard: Storyboard) -> dict[str, tuple[str, str]]:
    return {
        f"storyboard/{scene.id}.{language}.{kind}": (language, text)
        for scene in storyboard.scenes
        for kind, by_language in (("overlay", scene.overlay), ("narration", scene.narration))
        for language, text in by_language.items()
    }
