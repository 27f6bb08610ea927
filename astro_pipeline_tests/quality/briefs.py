"""A brief whose facts the tests rest on, and how they read findings."""

from collections.abc import Iterable
from datetime import date

from astro_pipeline.domain.brief import BrandKit, Brief, CallToAction, Company, Evidence, Offer, Product
from astro_pipeline.domain.media import FileKind, Licence, MediaFile
from astro_pipeline.domain.review import Finding


def sample_brief(**changes: object) -> Brief:
    """Northbrew, a cold brew in English and French; each change replaces a field."""
    brief = Brief(
        name="Spring",
        company=Company(name="Northbrew Ltd", sector="beverages"),
        products=(
            Product(
                name="Slow Can 250",
                description={
                    "en": "Cold brew steeped for 18 hours.",
                    "fr": "Infusé à froid pendant 18 heures.",
                },
                price="$24.90",
                evidence=(Evidence(claim="Voted the best cold brew of 2025", source="Brew Review"),),
            ),
        ),
        languages=("en", "fr"),
        offer=Offer(
            text={"en": "20% off your first case", "fr": "20 % sur votre première caisse"},
            ends=date(2026, 12, 31),
            terms={"en": "Money-back guarantee, 1,000 cases"},
        ),
        call_to_action=CallToAction(url="https://northbrew.example/24", phone="+1 555 0100"),
        competitors=("Stumptown",),
        brand=BrandKit(name="Northbrew", words_to_avoid=({"en": "cheap", "fr": "pas cher"}, "java")),
        placements=("google_search", "tiktok_in_feed"),
    )
    return Brief.model_validate({**brief.model_dump(), **changes})


def failing(findings: Iterable[Finding]) -> list[str]:
    """The rules that failed, in order."""
    return [finding.rule for finding in findings if finding.verdict == "fail"]


def sample_file(path: str, kind: FileKind = "image", **changes: object) -> MediaFile:
    """A file's record, complete; each change replaces a field."""
    record = MediaFile(
        path=path,
        sha256="0" * 64,
        kind=kind,
        bytes=1,
        provider="embedded",
        model="studio",
        source_type="algorithmicMedia",
        licence=Licence(name="generated-here", holder="Northbrew Ltd", source="drawn by code"),
    )
    return MediaFile.model_validate({**record.model_dump(), **changes})
