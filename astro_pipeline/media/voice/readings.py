"""How languages read aloud what is written with signs: "24,90 €", "9h30", "astro.example/start"."""

from dataclasses import dataclass
from functools import cache

from babel import Locale

from astro_pipeline.domain.base import base_language


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one language; an empty one leaves the sign to the voice."""

    ampersand: str = ""
    at: str = ""
    dot: str = ""
    slash: str = ""
    dash: str = ""
    hashtag: str = ""
    to: str = ""
    """Between the ends of a range."""
    per: str = ""
    """Between a price and what it is for."""
    cents: str = " "
    """Between the whole of a price and its hundredths."""
    cent: str = ""
    """The hundredth of a euro or dollar, several of them."""
    clock: str = "{hour}:{minute:02d}"
    o_clock: str = "{hour}:00"
    telephone: int = 1
    """How many digits are read as one number."""
    ordinals: tuple[str, ...] = ()
    """First, second, …, masculine; the feminine ends in -a where the masculine ends in -o."""


_READINGS = {
    "en": Reading(
        ampersand="and", at="at", dot="dot", slash="slash", dash="dash", hashtag="hashtag",
        to="to", per="per", cent="cents", o_clock="{hour} o'clock",
    ),
    "fr": Reading(
        ampersand="et", at="arobase", dot="point", slash="barre oblique", dash="tiret", hashtag="hashtag",
        to="à", per="par", cent="centimes", clock="{hour} heures {minute:02d}", o_clock="{hour} heures",
        telephone=2,
        ordinals=(
            "premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième",
            "huitième", "neuvième", "dixième", "onzième", "douzième", "treizième", "quatorzième",
            "quinzième", "seizième", "dix-septième", "dix-huitième", "dix-neuvième", "vingtième",
        ),
    ),
    "de": Reading(
        ampersand="und", at="ät", dot="Punkt", slash="Schrägstrich", dash="Strich", hashtag="Hashtag",
        to="bis", per="pro", cent="Cent", clock="{hour} Uhr {minute}", o_clock="{hour} Uhr",
        ordinals=(
            "erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte",
            "zehnte", "elfte", "zwölfte", "dreizehnte", "vierzehnte", "fünfzehnte", "sechzehnte",
            "siebzehnte", "achtzehnte", "neunzehnte", "zwanzigste",
            *(f"{unit}undzwanzigste" for unit in (
                "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
            )),
            "dreißigste", "einunddreißigste",
        ),
    ),
    "es": Reading(
        ampersand="y", at="arroba", dot="punto", slash="barra", dash="guion", hashtag="almohadilla",
        to="a", per="por", cents=" con ", cent="céntimos",
        clock="{hour} y {minute:02d}", o_clock="{hour} en punto",
        ordinals=(
            "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno",
            "décimo",
        ),
    ),
    "it": Reading(
        ampersand="e", cents=" e ", clock="{hour} e {minute:02d}",
        at="chiocciola", dot="punto", slash="barra", dash="trattino", hashtag="hashtag",
        to="a", per="al", cent="centesimi", o_clock="{hour} in punto",
        ordinals=(
            "primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono", "decimo",
        ),
    ),
    "pt": Reading(
        ampersand="e", cents=" e ", clock="{hour} e {minute:02d}",
        at="arroba", dot="ponto", slash="barra", dash="hífen", hashtag="hashtag",
        to="a", per="por", cent="cêntimos", o_clock="{hour} horas",
        ordinals=(
            "primeiro", "segundo", "terceiro", "quarto", "quinto", "sexto", "sétimo", "oitavo", "nono",
            "décimo",
        ),
    ),
    "nl": Reading(
        ampersand="en", at="apenstaartje", dot="punt", slash="schuine streep", dash="streepje",
        hashtag="hashtag", to="tot", per="per", cent="cent", clock="{hour} uur {minute}",
        o_clock="{hour} uur",
    ),
    "pl": Reading(
        ampersand="i", at="małpa", dot="kropka", slash="ukośnik", dash="myślnik", hashtag="hasztag",
        to="do", per="za",
    ),
}  # fmt: skip

_SYMBOLS = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": "JPY", "₹": "INR", "₩": "KRW", "₺": "TRY", "₴": "UAH", "zł": "PLN", "Kč": "CZK",
}  # fmt: skip
_CODES = (
    "EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "JPY", "PLN", "CZK", "SEK", "NOK", "DKK", "BRL",
    "MXN", "INR", "HUF", "RON", "TRY",
)  # fmt: skip
CURRENCIES = {**_SYMBOLS, **{code: code for code in _CODES}, "Fr.": "CHF"}
"""Signs and codes that stand beside an amount."""

SHOP_NAMES = {
    ("en", "USD"): ("dollar", "dollars"),
    ("en", "GBP"): ("pound", "pounds"),
    ("en", "CHF"): ("franc", "francs"),
    ("fr", "USD"): ("dollar", "dollars"),
    ("fr", "GBP"): ("livre", "livres"),
    ("fr", "CHF"): ("franc", "francs"),
    ("de", "USD"): ("Dollar", "Dollar"),
    ("de", "GBP"): ("Pfund", "Pfund"),
    ("de", "CHF"): ("Franken", "Franken"),
    ("es", "USD"): ("dólar", "dólares"),
    ("es", "GBP"): ("libra", "libras"),
    ("it", "USD"): ("dollaro", "dollari"),
    ("it", "GBP"): ("sterlina", "sterline"),
    ("it", "CHF"): ("franco", "franchi"),
    ("pt", "USD"): ("dólar", "dólares"),
    ("pt", "GBP"): ("libra", "libras"),
    ("pt", "BRL"): ("real", "reais"),
    ("nl", "USD"): ("dollar", "dollar"),
}
"""How a currency is called in a shop, one and several; Babel gives the name in full ("US dollars")."""

UNITS = {
    "%": "concentr-percent", "‰": "concentr-permille",
    "ml": "volume-milliliter", "cl": "volume-centiliter", "dl": "volume-deciliter", "l": "volume-liter",
    "oz": "mass-ounce", "lb": "mass-pound", "lbs": "mass-pound",
    "mg": "mass-milligram", "g": "mass-gram", "kg": "mass-kilogram",
    "mm": "length-millimeter", "cm": "length-centimeter", "m": "length-meter", "km": "length-kilometer",
    "ft": "length-foot", "mi": "length-mile",
    "m²": "area-square-meter", "m2": "area-square-meter", "km²": "area-square-kilometer",
    "m³": "volume-cubic-meter",
    "km/h": "speed-kilometer-per-hour", "mph": "speed-mile-per-hour",
    "°c": "temperature-celsius", "°f": "temperature-fahrenheit", "°": "angle-degree",
    "w": "power-watt", "kw": "power-kilowatt", "kwh": "energy-kilowatt-hour", "kcal": "energy-kilocalorie",
    "v": "electric-volt", "hz": "frequency-hertz", "ghz": "frequency-gigahertz",
    "h": "duration-hour", "min": "duration-minute", "s": "duration-second", "ms": "duration-millisecond",
    "kb": "digital-kilobyte", "mb": "digital-megabyte", "gb": "digital-gigabyte", "tb": "digital-terabyte",
}  # fmt: skip
"""Babel's names of units, by how they are written in lower case."""


def reading(language: str) -> Reading:
    """The words of a language; signs of one that is not in the table are left to the voice."""
    return _READINGS.get(base_language(language), Reading())


@cache
def locale_of(language: str) -> Locale:
    """Babel's locale for a language tag."""
    return Locale.parse(language, sep="-")
