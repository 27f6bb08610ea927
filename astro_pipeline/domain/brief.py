"""The brief: everything a campaign is made from, and what was assumed where it was silent."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from astro_pipeline.domain.attachment import Attachment, FootageClip
from astro_pipeline.domain.base import Colour, Frozen, Words, base_language, words_in
from astro_pipeline.domain.grade import Grade
from astro_pipeline.domain.review import Finding


class Governance(StrEnum):
    """Who opens the gates: a person at all three, at the release only, or the policy."""

    GUIDED = "guided"
    SEMI_AUTO = "semi_auto"
    FULL_AUTO = "full_auto"


def _language(tag: str) -> str:
    try:
        locale = Locale.parse(tag.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError) as exc:
        msg = "write a language as a tag such as en, fr or pt-BR"
        raise ValueError(msg) from exc
    return "-".join(part for part in (locale.language, locale.script, locale.territory) if part)


Language = Annotated[str, AfterValidator(_language)]
"""A BCP 47 language tag, e.g. "en" or "pt-BR"."""

Money = Annotated[Decimal, Field(ge=0), PlainSerializer(str, when_used="json")]
"""An amount of money, never a float."""


class Evidence(Frozen):
    """A claim and what supports it."""

    claim: Words = Field(description="The claim as it may be made.")
    source: str = Field(description="Who or what supports it: a study, a page, a document.")
    checked: date | None = Field(default=None, description="The day the source was looked at.")


class Product(Frozen):
    """One thing the campaign sells."""

    name: str = Field(min_length=1, description="Its name, verbatim; never translated.")
    description: Words | None = Field(default=None, description="One sentence on what it is.")
    category: str | None = Field(default=None, description="What kind of thing it is, e.g. cold brew coffee.")
    benefits: tuple[Words, ...] = Field(default=(), description="What it does for the buyer, one each.")
    features: tuple[Words, ...] = Field(default=(), description="What it has or is made of, one each.")
    price: str | None = Field(default=None, description="The price as it may be shown, e.g. $24.90.")
    url: str | None = Field(default=None, description="Its page.")
    picture: Attachment | None = Field(default=None, description="A photograph or cut-out of it.")
    evidence: tuple[Evidence, ...] = Field(default=(), description="What supports claims about it.")


class Company(Frozen):
    """Who advertises."""

    name: str = Field(min_length=1, description="The name, verbatim.")
    sector: str | None = Field(default=None, description="Line of business.")
    size: str | None = Field(default=None, description="Number of people, or a range.")
    website: str | None = Field(default=None, description="Its site.")
    about: Words | None = Field(default=None, description="What it does, in a sentence.")


class Audience(Frozen):
    """Whom the campaign speaks to."""

    description: Words | None = Field(default=None, description="Who they are.")
    segments: tuple[Words, ...] = Field(default=(), description="Named groups among them.")
    pains: tuple[Words, ...] = Field(default=(), description="What troubles them, one each.")
    desires: tuple[Words, ...] = Field(default=(), description="What they want, one each.")


class Offer(Frozen):
    """What a buyer gets for acting now."""

    text: Words = Field(description="The offer as it may be made, e.g. 20% off your first case.")
    code: str | None = Field(default=None, description="The code that claims it.")
    ends: date | None = Field(default=None, description="Its last day.")
    terms: Words | None = Field(default=None, description="Conditions to be shown with it.")
    evidence: tuple[Evidence, ...] = Field(default=(), description="What supports its numbers.")


class CallToAction(Frozen):
    """What a buyer is asked to do."""

    text: Words | None = Field(default=None, description="The button, e.g. Order today.")
    url: str | None = Field(default=None, description="Where it leads.")
    phone: str | None = Field(default=None, description="Number to call, as it is to be shown.")


class BrandKit(Frozen):
    """How the brand looks, speaks and is spoken of."""

    name: str | None = Field(default=None, description="The brand, verbatim; the company's name otherwise.")
    palette: tuple[Colour, ...] = Field(default=(), description="Its colours as #RRGGBB, main colour first.")
    logo: Attachment | None = Field(default=None, description="The logo, PNG with transparency.")
    product_picture: Attachment | None = Field(
        default=None, description="The product, cut out or photographed."
    )
    fonts: tuple[Attachment, ...] = Field(
        default=(), description="Its typefaces (TTF or OTF), headline first."
    )
    music: Attachment | None = Field(
        default=None,
        description="A licensed track (WAV, MP3, M4A, FLAC, OGG), used instead of a composed one.",
    )
    lut: Attachment | None = Field(
        default=None, description="A 3D LUT (.cube) that footage is graded with, after the film's own grade."
    )
    tone: tuple[str, ...] = Field(default=(), description="How it speaks, e.g. warm, plain.")
    values: tuple[Words, ...] = Field(default=(), description="What it stands for.")
    words_to_use: tuple[Words, ...] = Field(default=(), description="Words it likes.")
    words_to_avoid: tuple[Words, ...] = Field(default=(), description="Words that must not appear.")
    legal_line: Words | None = Field(default=None, description="Legal text to be shown on every ad.")
    pronunciation: dict[str, str] = Field(default={}, description="How to say a name: spelling to hint.")


class Provided(Frozen):
    """Texts, pictures and footage the customer has made: used verbatim, locked, and still checked."""

    headlines: dict[Language, tuple[str, ...]] = Field(default={}, description="Per language, best first.")
    bodies: dict[Language, tuple[str, ...]] = Field(default={}, description="Body texts per language.")
    calls_to_action: dict[Language, tuple[str, ...]] = Field(default={}, description="Per language.")
    narration: dict[Language, str] = Field(default={}, description="The film's spoken text per language.")
    pictures: tuple[Attachment, ...] = Field(default=(), description="Pictures to use in the ads.")
    footage: Annotated[tuple[FootageClip, ...], Field(max_length=24)] = Field(
        default=(), description="Film to use in the films' scenes, in this order until it runs out."
    )


def _as_text(value: object) -> object:
    """A number as it is written, since YAML reads 25 as one."""
    return str(value) if isinstance(value, int | float) else value


class FilmOrder(Frozen):
    """Which films are wanted."""

    seconds: tuple[Literal[6, 15, 30, 60], ...] = Field(default=(15,), description="Lengths in seconds.")
    quality: Literal["1080p", "4K"] = Field(
        default="1080p", description="4K adds a 2160p master where a placement takes it."
    )
    fps: Annotated[Literal["29.97", "25"], BeforeValidator(_as_text)] = Field(
        default="29.97", description="Frames per second; 25 for films that also go on European television."
    )
    style: str | None = Field(default=None, description="Look and pace in words, e.g. cinematic.")
    grade: Grade = Field(default=Grade(), description="How footage is graded; as it was shot by default.")


class MediaBudget(Frozen):
    """What will be spent on media (not on making the campaign)."""

    amount: Money = Field(description="The amount.")
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$", description="ISO 4217 code.")


class Assumption(Frozen):
    """Something the brief did not say, what was assumed, and why. Shown to the reviewer."""

    field: str
    value: str
    reason: str


class Brief(Frozen):
    """A campaign's brief, complete and resolved: channels expanded, files digested, gaps assumed."""

    id: str = Field(
        default="",
        pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$",
        max_length=80,
        description="The campaign's id; by default slug(company)-slug(name).",
    )
    name: str = Field(min_length=1, description="The campaign's name.")
    company: Company = Field(description="Who advertises.")
    products: tuple[Product, ...] = Field(
        default=(), description="What is sold; without one, the company's offer is the product."
    )
    language: Language = Field(
        default="en", description="The language in which this brief's plain texts are written."
    )
    languages: tuple[Language, ...] = Field(
        default=(), description="Languages to make the campaign in; by default the brief's own."
    )
    markets: tuple[Annotated[str, Field(pattern="^[A-Z]{2}$")], ...] = Field(
        default=(), description="ISO 3166 country codes, e.g. US, FR."
    )
    audience: Audience = Field(default=Audience(), description="Whom it speaks to.")
    objectives: tuple[str, ...] = Field(
        default=(), description="What it is to achieve, e.g. awareness, leads, sales."
    )
    message: Words | None = Field(default=None, description="The one thing people should take away.")
    offer: Offer | None = Field(default=None, description="What a buyer gets for acting now.")
    evidence: tuple[Evidence, ...] = Field(
        default=(), description="Claims that may be made, with their sources."
    )
    competitors: tuple[str, ...] = Field(default=(), description="Names of competitors; never used in copy.")
    call_to_action: CallToAction = Field(default=CallToAction(), description="What people are asked to do.")
    placements: tuple[str, ...] = Field(default=(), description="Placement ids, e.g. meta_feed.")
    channels: tuple[str, ...] = Field(
        default=(), description="Channels, each expanded to its usual placements."
    )
    film: FilmOrder = Field(default=FilmOrder(), description="Which films are wanted.")
    brand: BrandKit = Field(default=BrandKit(), description="How the brand looks and speaks.")
    provided: Provided = Field(
        default=Provided(), description="Texts, pictures and footage to be used verbatim."
    )
    policy_packs: tuple[Attachment, ...] = Field(default=(), description="The customer's own rule files.")
    ai_label: Words | None = Field(
        default=None,
        description="What every ad must show where a model made a part of it, e.g. Made with AI.",
    )
    judgement_required: bool = Field(
        default=False,
        description="Whether a model must have judged the pictures, and well, before a release by policy.",
    )
    start: date | None = Field(default=None, description="First day of the campaign.")
    end: date | None = Field(default=None, description="Last day of the campaign.")
    media_budget: MediaBudget | None = Field(default=None, description="What will be spent on media.")
    spend_limit_usd: Money | None = Field(
        default=None, description="Ceiling for making the campaign, USD; the instance's default otherwise."
    )
    governance: Governance = Field(default=Governance.GUIDED, description="Who opens the gates.")
    variants: int = Field(default=2, ge=1, le=4, description="Number of A/B variants.")
    refresh_days: int | None = Field(
        default=None, ge=1, le=365, description="Make a new edition every so many days."
    )
    seed: int = Field(default=0, ge=0, lt=2**31, description="Same brief, same seed, same campaign.")
    assumptions: tuple[Assumption, ...] = Field(
        default=(), description="What was assumed at intake; not to be written by hand."
    )
    run_date: date | None = Field(default=None, description="The day it was taken in; set at intake.")
    edition: int = Field(default=1, ge=1, description="Which edition this is; set by the desk.")
    findings: tuple[Finding, ...] = Field(
        default=(), description="What was found in it once it was taken in; not to be written by hand."
    )

    @property
    def brand_name(self) -> str:
        """The brand as it is to appear everywhere, verbatim."""
        return self.brand.name or self.company.name

    @property
    def files(self) -> tuple[tuple[str, Attachment], ...]:
        """Every file that is seen, heard or set in its ads, with its field; rule files are not."""
        brand, own = self.brand, self.provided
        one = {
            "brand.logo": brand.logo,
            "brand.product_picture": brand.product_picture,
            "brand.music": brand.music,
            "brand.lut": brand.lut,
        }
        many = {
            "brand.fonts[{}]": brand.fonts,
            "products[{}].picture": tuple(product.picture for product in self.products),
            "provided.pictures[{}]": own.pictures,
            "provided.footage[{}].file": tuple(clip.file for clip in own.footage),
        }
        listed = ((field.format(n), each) for field, row in many.items() for n, each in enumerate(row))
        return tuple((field, each) for field, each in (*one.items(), *listed) if each is not None)

    @property
    def product(self) -> Product:
        """The product that leads: the first one. Intake sees to it that there is one."""
        return self.products[0]

    def say(self, words: Words | None, language: str) -> str | None:
        """One of this brief's texts in `language`, or None where the brief has none."""
        return words_in(words, language, default=self.language)


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits joined by single hyphens; "Café Noir!" gives "cafe-noir"."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")


def is_rtl(language: str) -> bool:
    """True for languages written from right to left."""
    return base_language(language) in {"ar", "he", "fa", "ur"}
