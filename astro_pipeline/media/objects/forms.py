"""Which object stands for a product: a form for each category, in English, French, German and Spanish."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

FORM_WORDS: Final[dict[str, str]] = {
    "can": "can, cold brew, soda, beer, energy drink, seltzer, soft drink, drink, iced tea, tonic, "
    "spritz, canette, boisson, bière, boisson gazeuse, dose, getränk, bier, limonade, brause, lata, "
    "bebida, cerveza, refresco",
    "serum bottle": "serum, face oil, hair oil, essential oil, skincare, skin care, cosmetic, beauty, "
    "drops, tincture, cbd, perfume, fragrance, sérum, huile essentielle, huile visage, beauté, "
    "cosmétique, soin visage, parfum, gesichtsöl, hautpflege, kosmetik, schönheit, aceite facial, "
    "aceite esencial, cosmética, belleza",
    "wine bottle": "wine, sparkling wine, champagne, spirits, whisky, whiskey, gin, rum, vodka, "
    "cider, vermouth, winery, vin, mousseux, spiritueux, cidre, rhum, liqueur, vignoble, wein, sekt, "
    "schnaps, weingut, vino, cava, licor, bodega",
    "oil bottle": "olive oil, cooking oil, vinegar, huile d'olive, huile, vinaigre, olivenöl, "
    "speiseöl, rapsöl, sonnenblumenöl, essig, aceite de oliva, aceite, vinagre",
    "water bottle": "water, mineral water, spring water, flask, eau, eau minérale, eau de source, "
    "gourde, wasser, mineralwasser, trinkflasche, agua, agua mineral, cantimplora",
    "bottle": "bottle, sauce, shampoo, conditioner, shower gel, body wash, juice, kombucha, syrup, "
    "milk, smoothie, detergent, cleaner, bouteille, shampooing, gel douche, jus, sirop, lait, "
    "lessive, nettoyant, flasche, duschgel, saft, sirup, milch, waschmittel, reiniger, botella, "
    "champú, gel de ducha, zumo, jarabe, leche, salsa, detergente",
    "tube": "tube, hand cream, cream, toothpaste, sunscreen, lotion, balm, gel, ointment, crème, "
    "crème mains, dentifrice, crème solaire, solaire, baume, pommade, creme, handcreme, zahnpasta, "
    "sonnencreme, salbe, crema, pasta de dientes, protector solar, bálsamo",
    "jar": "jar, jam, honey, face cream, night cream, day cream, moisturiser, moisturizer, "
    "body butter, candle, peanut butter, spread, pickles, supplement, vitamins, collagen, pot, "
    "confiture, miel, crème de nuit, crème de jour, crème visage, bougie, pâte à tartiner, "
    "complément alimentaire, vitamines, marmelade, honig, nachtcreme, gesichtscreme, kerze, "
    "aufstrich, nahrungsergänzung, vitamine, tarro, mermelada, crema de noche, crema facial, vela, "
    "suplemento, vitaminas",
    "phone": "app, mobile app, phone, mobile phone, smartphone, fintech, neobank, game, gaming, "
    "streaming, wallet, dating, application, application mobile, téléphone, jeu, jeu mobile, handy, "
    "spiel, aplicación, móvil, juego",
    "laptop": "software, saas, platform, cloud, analytics, b2b, website, web shop, crm, erp, "
    "dashboard, data, automation, ai, accounting software, plateforme, logiciel, site web, "
    "comptabilité, intelligence artificielle, plattform, buchhaltungssoftware, webseite, ki, "
    "plataforma, programa, sitio web, ia",
    "book": "book, cookbook, guide, magazine, novel, ebook, textbook, notebook, journal, planner, "
    "livre, roman, manuel, carnet, buch, kochbuch, zeitschrift, ratgeber, libro, novela, revista, "
    "cuaderno",
    "cup": "cup, coffee, coffee shop, tea, hot chocolate, espresso, latte, matcha, bakery, café, thé, "
    "chocolat chaud, boulangerie, salon de thé, kaffee, tee, bäckerei, té, cafetería, panadería",
    "bag": "bag, pouch, coffee beans, ground coffee, granola, muesli, crisps, chips, nuts, popcorn, "
    "rice, flour, pet food, dog food, cat food, protein powder, tea leaves, sachet, paquet de café, "
    "café en grains, café moulu, noix, riz, farine, croquettes, protéines en poudre, beutel, "
    "kaffeebohnen, müsli, nüsse, reis, mehl, hundefutter, katzenfutter, bolsa, café en grano, "
    "frutos secos, arroz, harina, pienso",
    "box": "box, snack, cereal, chocolate, tea bag, food, biscuit, cookie, toy, electronics, shoe, "
    "kit, subscription box, gift, pasta, soap, gadget, device, medicine, tablets, board game, "
    "chocolat, céréales, jouet, chaussure, coffret, cadeau, pâtes, savon, appareil, médicament, "
    "jeu de société, schachtel, schokolade, keks, spielzeug, schuh, geschenk, nudeln, seife, gerät, "
    "arznei, caja, galleta, juguete, zapato, regalo, jabón, aparato",
    "arch": "school, university, college, academy, course, online course, training, education, "
    "learning, museum, hotel, travel, tourism, real estate, architecture, école, université, "
    "académie, formation, cours, enseignement, musée, hôtel, voyage, tourisme, immobilier, schule, "
    "universität, akademie, kurs, bildung, weiterbildung, reise, immobilien, escuela, universidad, "
    "academia, curso, educación, viaje, turismo, inmobiliaria",
    "panes": "bank, banking, insurance, payment, credit, mortgage, pension, investment, finance, "
    "cybersecurity, banque, assurance, paiement, crédit, épargne, investissement, retraite, "
    "versicherung, zahlung, kredit, rente, finanzen, banco, seguro, pago, crédito, inversión, finanzas",
    "steps": "consulting, consultancy, coaching, recruitment, advisory, strategy, agency, gym, "
    "fitness, sport, conseil, cabinet de conseil, recrutement, stratégie, agence, salle de sport, "
    "beratung, personalvermittlung, agentur, consultoría, asesoría, agencia, gimnasio",
    "rings": "health, clinic, dentist, therapy, wellness, spa, telecom, energy, electricity, charity, "
    "association, law firm, notary, santé, clinique, dentiste, thérapie, bien-être, télécom, énergie, "
    "électricité, cabinet d'avocats, notaire, gesundheit, klinik, zahnarzt, energie, strom, verein, "
    "kanzlei, salud, clínica, dentista, terapia, bienestar, energía, electricidad, abogados",
}
"""Words of a category that name its form."""


_GERMAN_HEADS: Final = (
    "serum", "creme", "wein", "bier", "saft", "wasser", "kaffee", "tee", "schokolade", "software",
    "versicherung", "beratung", "spiel", "schule", "schuh", "shampoo",
)  # fmt: skip
"""Words that end a German compound and say what it is: Nachtserum, Apfelsaft."""


def form_for(*descriptions: str) -> str:
    """The form for a product described in these words, most telling first.

    The longest word found decides; "abstract" where none is. A plural counts as its singular.
    """
    for description in descriptions:
        found = [(len(match), _forms()[match]) for match in _pattern().findall(_plain(description))]
        if found:
            return max(found)[1]
    return "abstract"


def _plain(description: str) -> str:
    return unicodedata.normalize("NFC", description).lower().replace("’", "'")


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    return {word: form for form, words in FORM_WORDS.items() for word in words.split(", ")}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    # longest first: the first alternative that fits is taken; the lookahead finds words within phrases
    words = sorted(_forms(), key=lambda word: (-len(word), word))
    ends = "|".join(_GERMAN_HEADS)
    return re.compile(
        rf"(?:(?<!\w)|(?<=\w{{3}})(?={ends}))(?=({'|'.join(map(re.escape, words))})(?:e?s|n|en)?(?!\w))"
    )
