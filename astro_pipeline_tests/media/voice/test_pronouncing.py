import pytest

from astro_pipeline.media.voice.pronouncing import spoken


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        # prices
        ("Only $24.90, now", "en", ("Only", "24 dollars 90,", "now")),
        ("just $1.", "en", ("just", "1 dollar.")),
        ("$1,299 each", "en", ("1299 dollars", "each")),
        ("£1,299", "en", ("1299 pounds",)),
        ("$0.99", "en", ("99 cents",)),
        ("$8–10 each", "en", ("8 to 10 dollars", "each")),
        ("$9.90/month", "en", ("9 dollars 90 per month",)),
        ("dès 24,90 € !", "fr", ("dès", "24", "euros 90", "!")),
        ("290 €", "fr", ("290", "euros")),
        ("1\u202f299\u00a0€ le lot", "fr", ("1299", "euros", "", "le", "lot")),
        ("1 290,50 € TTC", "fr", ("1290", "euros", "50", "TTC")),
        ("0,99 €", "fr", ("99", "centimes")),
        ("9,90 €/mois", "fr", ("9 euros", "90 par mois")),
        ("CHF 12.– seulement", "fr", ("12", "francs", "seulement")),
        ("für 5,50 €.", "de", ("für", "5", "Euro 50.")),
        ("CHF 12.–", "de", ("12", "Franken")),
        ("1.299 €", "de", ("1299", "Euro")),
        ("24,90 €", "es", ("24 euros", "con 90")),
        ("24,90 €", "it", ("24 euro", "e 90")),
        ("R$ 24,90", "pt-BR", ("24 reais", "e 90")),
        ("₹299", "hi", ("299 भारतीय रुपए",)),
        # measures
        ("250 ml, 4 g", "en", ("250", "milliliters,", "4", "grams")),
        ("at 120 km/h, 21 °C", "en", ("at", "120 kilometers", "per hour,", "21", "degrees Celsius")),
        ("16 GB, 3.5 kWh", "en", ("16", "gigabytes,", "3.5", "kilowatt-hours")),
        ("5kg -5 °C", "en", ("5 kilograms", "-5", "degrees Celsius")),
        ("80 m²", "fr", ("80", "mètres carrés")),
        ("500ml, (1,5l)", "de", ("500 Milliliter,", "(1,5 Liter)")),
        ("8–10 kg", "de", ("8 bis", "10 Kilogramm")),
        ("3,5 kg", "it", ("3,5", "chilogrammi")),
        ("20% off 24/7", "en", ("20 percent", "off", "24 7")),
        ("20 % de remise", "fr", ("20", "pour cent", "de", "remise")),
        ("20 %", "es", ("20", "por ciento")),
        ("20%", "pt", ("20 por cento",)),
        ("20% 할인", "ko", ("20%", "할인")),
        ("3x more, 7up", "en", ("3x", "more,", "7up")),
        # numbers and ranges
        ("10,000 people", "en", ("10000", "people")),
        ("3.142", "en", ("3.142",)),
        ("3.5", "fr", ("3,5",)),
        ("8–10 minutes", "fr", ("8 à 10", "minutes")),
        ("8-10 minutos", "es", ("8 a 10", "minutos")),
        ("8–10 minuti", "it", ("8 a 10", "minuti")),
        ("en 2026", "fr", ("en", "2026")),
        # dates, times, ordinals
        ("on 11/20/2026", "en", ("on", "November 20, 2026")),
        ("20/11/2026", "en-GB", ("20 November 2026",)),
        ("2026-12-01", "fr", ("premier décembre 2026",)),
        ("20.11.2026", "de", ("zwanzigste November 2026",)),
        ("31/31/2026", "fr", ("31/31/2026",)),
        ("at 9:30, 9:00 am or 9am", "en", ("at", "9:30,", "9", "AM", "or", "9 AM")),
        ("à 9h30 ou 18h", "fr", ("à", "9 heures 30", "ou", "18 heures")),
        ("um 9:30 Uhr", "de", ("um", "9", "Uhr 30")),
        ("a las 9:30", "es", ("a", "las", "9 y 30")),
        ("alle 9:30", "it", ("alle", "9 e 30")),
        ("às 9h30", "pt", ("às", "9 e 30")),
        ("am 3. Mai", "de", ("am", "dritten", "Mai")),
        ("der 3. Mai", "de", ("der", "dritte", "Mai")),
        ("le 1 mai, la 2e fois", "fr", ("le", "premier", "mai,", "la", "deuxième", "fois")),
        ("1ère, 7j/7", "fr", ("première,", "7 jours sur 7")),
        ("2ª vez, 1.º", "es", ("segunda", "vez,", "primero")),
        ("la 2ª volta", "it", ("la", "seconda", "volta")),
        ("1º lugar", "pt", ("primeiro", "lugar")),
        # telephones
        ("call 555-0100.", "en", ("call", "5 5 5, 0 1 0 0.")),
        ("+1 555 010 0200 now", "en", ("plus 1", "5 5 5", "0 1 0", "0 2 0 0", "now")),
        ("(555) 010-0200.", "en", ("5 5 5", "0 1 0, 0 2 0 0.")),
        ("au 01 23 45 67 89.", "fr", ("au", "0 1", "23", "45", "67", "89.")),
        ("030 1234567", "de", ("0 3 0", "1 2 3 4 5 6 7")),
        # addresses, tags, codes
        ("go to astro.example/start!", "en", ("go", "to", "astro dot example slash start!")),
        ("astro.example/start", "fr", ("astro point example barre oblique start",)),
        ("https://www.my-shop.de/", "de", ("my Strich shop Punkt de",)),
        ("hello@astro.example", "en", ("hello at astro dot example",)),
        ("hola@astro.example", "es", ("hola arroba astro punto example",)),
        ("ciao@astro.example", "it", ("ciao chiocciola astro punto example",)),
        ("#NewBrew and @astro", "en", ("hashtag New Brew", "and", "at astro")),
        ("code LONGEVENING/AUBE, SAVE20", "en", ("code", "Longevening slash Aube,", "SAVE 20")),
        ("USA HDMI", "en", ("USA", "HDMI")),
        ("R&D", "en", ("R and D",)),
        ("Café & Co", "fr", ("Café", "et", "Co")),
        ("e.g. this", "en", ("e.g.", "this")),
        ("ends.Start", "en", ("ends.Start",)),
    ],
)
def test_what_is_written_is_said_as_a_person_says_it(text: str, language: str, said: tuple[str, ...]) -> None:
    assert spoken(text, language, pronunciation={}) == said


def test_every_written_token_has_one_saying() -> None:
    text = "À 1\u202f299\u00a0€ – ou 24,90 $ ; 500 ml, +33 1 23 45 67 89 & 8 – 10 % !"

    assert len(spoken(text, "fr", pronunciation={})) == len(text.split())


@pytest.mark.parametrize(
    ("text", "hint", "said"),
    [
        ("Try Nike!", {"nike": "nykee"}, ("Try", "nykee!")),
        ("Nike’s best", {"Nike": "nykee"}, ("nykee’s", "best")),
        ("TIDEWATER'S best", {"Tidewater": "tide water"}, ("tide water's", "best")),
        ("Tidewater-ready", {"Tidewater": "tide water"}, ("tide water-ready",)),
        ("At Maison Éclair, now", {"Maison Éclair": "may zon"}, ("At", "may zon,", "", "now")),
        ("L’Éclair d'or", {"e\u0301clair": "éclère"}, ("l’éclère", "d'or")),
        ("Nikes are not it", {"Nike": "nykee"}, ("Nikes", "are", "not", "it")),
    ],
)
def test_a_hint_replaces_its_spelling_and_keeps_what_hangs_on_it(
    text: str, hint: dict[str, str], said: tuple[str, ...]
) -> None:
    assert spoken(text, "en", pronunciation=hint) == said


def test_phoneme_names_are_for_the_voice_that_knows_them() -> None:
    hint = {"Nike": "[[n'aIki]]"}

    assert spoken("Try Nike", "en", pronunciation=hint, phonemes=True) == ("Try", "[[n'aIki]]")
    assert spoken("Try Nike", "en", pronunciation=hint, phonemes=False) == ("Try", "Nike")
