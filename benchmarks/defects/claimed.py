"""Claims nothing in the brief supports, in six languages, anywhere in copy and film."""

from functools import partial
from typing import Final

from kind import Kind, Planted, Site
from plan import plan

from astro_pipeline.domain.policy import CustomerPack, read_policy

_STRONG: Final[dict[str, dict[str, tuple[str, str, str]]]] = {
    "superlative": {
        "en": ("This is {} for you", "the best coffee", "a good coffee"),
        "fr": ("C’est {} de la ville", "le meilleur café", "un bon café"),
        "de": ("Das ist {} für dich", "der beste", "ein guter"),
        "es": ("Es {} de la ciudad", "el mejor café", "un buen café"),
        "it": ("È {} della città", "il miglior caffè", "un buon caffè"),
        "pt": ("É {} da cidade", "o melhor café", "um bom café"),
    },
    "comparison": {
        "en": ("A morning {} tea", "better than", "without"),
        "fr": ("Un matin {} le thé", "meilleur que", "sans"),
        "de": ("Ein Morgen, {} Tee", "besser als", "ohne"),
        "es": ("Una mañana {} el té", "mejor que", "sin"),
        "it": ("Una mattina {} il tè", "migliore del", "senza"),
        "pt": ("Uma manhã {} o chá", "melhor que", "sem"),
    },
    "guarantee": {
        "en": ("Your calm is {} now", "guaranteed", "near"),
        "fr": ("Le calme est {} ici", "garanti", "bien"),
        "de": ("Deine Ruhe ist {} da", "garantiert", "schon"),
        "es": ("Tu calma está {} hoy", "garantizada", "cerca"),
        "it": ("La tua calma è {} qui", "garantita", "qui"),
        "pt": ("A sua calma está {} hoje", "garantida", "perto"),
    },
    "health": {
        "en": ("A coffee that {} you", "cures", "waits for"),
        "fr": ("Un café qui {} doucement", "guérit", "attend"),
        "de": ("Ein Kaffee, der {} und ruht", "heilt", "wartet"),
        "es": ("Un café que {} despacio", "cura", "espera"),
        "it": ("Un caffè che {} piano", "guarisce", "aspetta"),
        "pt": ("Um café que {} devagar", "cura", "espera"),
    },
    "financial": {
        "en": ("A path to {} for all", "financial freedom", "a slow morning"),
        "fr": ("Un pas vers {} pour tous", "la liberté financière", "un matin calme"),
        "de": ("Ein Weg in die {} für alle", "finanzielle Freiheit", "Ruhe"),
        "es": ("Un paso hacia {} para todos", "la libertad financiera", "la calma"),
        "it": ("Un passo verso {} per tutti", "la libertà finanziaria", "la calma"),
        "pt": ("Um passo para {} para todos", "a liberdade financeira", "a calma"),
    },
    "environmental": {
        "en": ("A {} can of coffee", "carbon-neutral", "small"),
        "fr": ("Une canette {} à boire", "écologique", "froide"),
        "de": ("Eine {} Dose Kaffee", "klimaneutrale", "kleine"),
        "es": ("Una lata {} de café", "ecológica", "pequeña"),
        "it": ("Una lattina {} di caffè", "ecologica", "piccola"),
        "pt": ("Uma lata {} de café", "ecológica", "pequena"),
    },
    "price": {
        "en": ("Now at {} in town", "the lowest price", "the bar"),
        "fr": ("Ici au {} en ville", "prix le plus bas", "coin de la rue"),
        "de": ("Jetzt zum {} hier", "niedrigster Preis", "Mitnehmen"),
        "es": ("Ahora al {} aquí", "precio más bajo", "lado"),
        "it": ("Ora al {} qui", "prezzo più basso", "bar"),
        "pt": ("Agora ao {} aqui", "menor preço", "lado"),
    },
}  # fmt: skip
"""Category and language to a sentence, the words that claim, and plain words in their place."""

_NUMBERS: Final[dict[str, dict[str, tuple[str, str, str]]]] = {
    "number the brief does not have": {
        "en": ("Steeped for {} in the dark", "24 hours", "18 hours"),
        "fr": ("Infusé {} dans le noir", "24 heures", "18 heures"),
        "de": ("Gereift für {} im Dunkeln", "24 Stunden", "18 Stunden"),
    },
    "number spelled out": {
        "en": ("Steeped for {} in the dark", "twenty-four hours", "eighteen hours"),
        "fr": ("Infusé {} dans le noir", "vingt-quatre heures", "dix-huit heures"),
    },
    "number in other digits": {
        "en": ("Steeped for {} in the dark", "٤٢ hours", "١٨ hours"),
        "fr": ("Infusé {} dans le noir", "४२ heures", "१८ heures"),
    },
    "number of another unit": {
        "en": ("Steeped for {} in the dark", "18 days", "18 hours"),
        "fr": ("Infusé {} dans le noir", "18 jours", "18 heures"),
    },
    "another percentage": {
        "en": ("Get {} off", "25%", "20%"),
        "fr": ("Profitez de {} de remise", "25 %", "20 %"),
        "es": ("Un {} de descuento", "25 %", "20 %"),
    },
    "price of another currency": {
        "en": ("Now {} a case", "€24.90", "$24.90"),
        "fr": ("La caisse à {} seulement", "24,90 €", "24,90 $"),
    },
}  # fmt: skip

_PACK: Final = """
name: House rules
version: 3
forbidden_words: {en: [hustle], fr: [bosser]}
forbidden_patterns: ['\\bno\\.?\\s?1\\b']
competitors: [Grindhouse]
required_disclaimers:
  - {text: {en: Please recycle the can., fr: Pensez au tri.}, placements: [meta_feed]}
"""


def _claimed(table: dict[str, tuple[str, str, str]], counted: bool, site: Site, strength: float) -> Planted:
    language = site.dice.choice(sorted(table))
    sentence, claim, plain = table[language]
    text = sentence.format(claim if strength else plain)
    changed, key, before = plan().said(text, language=language, dice=site.dice)
    # a number is told as it was read, and a strong word may be a part of what was written
    measured = claim if counted else None
    planted = Planted(changed.findings(), key, measured=measured)
    if not strength:
        return planted
    found = [each for each in planted.findings if each.file == key and each.span]
    starts = {each.span.start - before for each in found if each.span}
    inside = any(sentence.index("{") <= start < sentence.index("{") + len(claim) for start in starts)
    if not inside:
        return planted
    span = next(each.span for each in found if each.span)
    words = claim if counted else span.text
    at = before + text.casefold().index(words.casefold())
    return Planted(planted.findings, key, measured=measured, words=(words, at))


def _packed() -> tuple[CustomerPack, ...]:
    return (read_policy(_PACK, "policy_packs[0] (house.yaml)"),)


def _customers(words: dict[str, tuple[str, str, str]], site: Site, strength: float) -> Planted:
    language = site.dice.choice(sorted(words))
    sentence, banned, plain = words[language]
    text = sentence.format(banned if strength else plain)
    changed, key, before = plan().said(text, language=language, dice=site.dice)
    with_pack = type(changed)(changed.brief, changed.strategy, changed.copy, changed.storyboard, _packed())
    beside = frozenset({"claims.customer_disclaimer", "claims.numbers", "claims.strong_words"})
    at = before + text.index(banned) if strength else 0
    return Planted(
        with_pack.findings(), key, measured=banned, words=(banned, at) if strength else None, beside=beside
    )


def _disclaimed(site: Site, strength: float) -> Planted:
    language = site.dice.choice(("en", "fr"))
    say = {"en": "Please recycle the can.", "fr": "Pensez au tri."}
    changed = plan()
    for variant in "AB":
        for each, due in say.items():
            key = f"copy/{variant}/meta_feed.{each}.primary_text.0"
            before = next(line.text for line in changed.copy.lines if line.key == key)
            if not (strength and (variant, each) == ("A", language)):
                changed = changed.with_line(key, f"{before} {due}")
    with_pack = type(changed)(changed.brief, changed.strategy, changed.copy, changed.storyboard, _packed())
    return Planted(with_pack.findings(), f"copy/A/meta_feed.{language}")


def _unlisted(site: Site, strength: float) -> Planted:
    """A language without a word list is never passed."""
    language, text = ("pl", "Zaczekaj na swoją kawę") if strength else ("en", "Wait for your coffee")
    changed, key, _ = plan().said(text, language=language, dice=site.dice)
    return Planted(changed.findings(), key)


def _claims(name: str, rule: str, table: dict[str, tuple[str, str, str]]) -> Kind:
    plant = partial(_claimed, table, rule == "numbers")
    return Kind(name, "claims", "text editor", f"claims.{rule}", plant)


def _customer(name: str, rule: str, words: dict[str, tuple[str, str, str]]) -> Kind:
    return Kind(name, "claims", "text editor", f"claims.customer_{rule}", partial(_customers, words))


KINDS: tuple[Kind, ...] = (
    *(_claims(f"{each} without evidence", "strong_words", table) for each, table in _STRONG.items()),
    *(_claims(name, "numbers", table) for name, table in _NUMBERS.items()),
    Kind(
        "claims in a language without a word list",
        "claims",
        "text editor",
        "claims.strong_words",
        _unlisted,
        verdict="not_checked",
    ),
    _customer(
        "word the customer forbids",
        "word",
        {
            "en": ("No {} before noon", "hustle", "hurry"),
            "fr": ("Pas de {} avant midi", "bosser", "hâte"),
        },
    ),
    _customer("pattern the customer forbids", "pattern", {"en": ("Our {} can", "No.1", "slow")}),
    _customer(
        "competitor of the customer's list",
        "competitor",
        {
            "en": ("Not from {} at all", "Grindhouse", "there"),
            "de": ("Nicht von {} allein", "Grindhouse", "uns"),
        },
    ),
    Kind("required disclaimer left out", "claims", "text editor", "claims.customer_disclaimer", _disclaimed),
)
