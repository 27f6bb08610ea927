"""Briefs made up by number: every trade, every kind of phrase, two languages. None is a real brand."""

import random
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from astro_pipeline.domain.brief import (
    Audience,
    BrandKit,
    Brief,
    CallToAction,
    Company,
    Evidence,
    FilmOrder,
    Offer,
    Product,
)
from astro_pipeline.domain.plan import Copy, Storyboard
from astro_pipeline.domain.review import Comment, Feedback
from astro_pipeline_tests.agents.planning import plan

PLACEMENTS = ("meta_feed", "google_search", "email")
NOTHING_SAID = Feedback()

_FIRST = [
    "Aldo",
    "Brisa",
    "Corva",
    "Dunel",
    "Elmo",
    "Fjala",
    "Garo",
    "Hesper",
    "Iruna",
    "Jovi",
    "Kelm",
    "Lorna",
    "Mirel",
    "Nuvo",
    "Orsa",
    "Pellan",
]
_SECOND = ["Works", "House", "Lab", "Mill", "Yard", "Studio", "Harbor", "Field"]
_TONES = ("calm", "energetic", "professional", "warm", "playful", "premium", "plain, honest")


@cache
def _pools() -> dict[str, dict[str, list[str]]]:
    text = Path(__file__).with_suffix(".yaml").read_text("utf-8")
    return TypeAdapter(dict[str, dict[str, list[str]]]).validate_python(yaml.safe_load(text))


def made_up(number: int, *, language: str = "en", **change: object) -> Brief:
    """The brief of that number, always the same; some are rich in facts, some poor."""
    rng = random.Random(number)
    pool = _pools()[language]

    def some(kind: str, low: int, high: int) -> tuple[str, ...]:
        return tuple(rng.sample(pool[kind], rng.randint(low, high)))

    product = Product(
        name=f"{rng.choice(_FIRST)} {rng.choice(('One', 'Duo', 'Air', 'Classic'))}",
        category=rng.choice(pool["category"]),
        benefits=some("benefit", 1, 4),
        features=some("feature", 0, 3),
        price=rng.choice((None, *pool["price"])),
    )
    brief = Brief(
        id=f"made-up-{number}",
        name=f"Campaign {number}",
        company=Company(
            name=f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}", website="https://made-up.example"
        ),
        products=(product,),
        language=language,
        languages=(language,),
        audience=Audience(
            description=rng.choice(pool["who"]), pains=some("pain", 0, 2), desires=some("desire", 0, 2)
        ),
        objectives=(rng.choice(("sales", "awareness", "leads")),),
        message=rng.choice((None, *pool["message"])),
        offer=Offer(text=rng.choice(pool["offer"])) if rng.random() < 0.5 else None,
        evidence=tuple(Evidence(claim=claim, source="own records") for claim in some("proof", 0, 1)),
        call_to_action=CallToAction(text=rng.choice((None, *pool["call"])), url="https://made-up.example/go"),
        placements=PLACEMENTS,
        film=FilmOrder(seconds=(15,)),
        brand=BrandKit(tone=(rng.choice(_TONES),)),
        seed=number,
        run_date=date(2026, 11, 20),
    )
    return Brief.model_validate(brief.model_dump() | change)


def said(text: str, *items: str) -> Feedback:
    """One rejection's comment."""
    return Feedback(comments=(Comment(text=text, items=items),))


def texts_of(copy: Copy) -> list[str]:
    """Every text a reader may see, names and buttons left out."""
    shown = [line.text for line in copy.lines if line.field not in {"path", "brand_name", "call_to_action"}]
    return shown + [
        text for ad in copy.ads for text in (ad.headline, ad.short, ad.support, ad.kicker) if text
    ]


def spoken_of(board: Storyboard) -> list[str]:
    """Everything said or shown in the film."""
    return [text for scene in board.scenes for text in (*scene.overlay.values(), *scene.narration.values())]


@cache
def planned(number: int, language: str) -> tuple[Brief, Copy, Storyboard]:
    """The made-up brief of that number with its copy and storyboard by the offline writer."""
    brief = made_up(number, language=language)
    made = plan(brief)
    return brief, made.copy, made.storyboard
