"""Which object stands for a product: a form for each category, in English and French words."""

import re
from typing import Final

FORM_WORDS: Final[dict[str, str]] = {
    "can": "can, cold brew, soda, beer, energy drink, seltzer, soft drink, canette, boisson, bière, drink",
    "bottle": "serum, sérum, bottle, bouteille, wine, vin, olive oil, huile, perfume, parfum, sauce, "
    "shampoo, shampooing, juice, jus, water, eau, kombucha, syrup, sirop, skincare, skin care, cosmetic, "
    "beauty, beauté, supplement, flask, gourde",
    "tube": "tube, cream, crème, toothpaste, dentifrice, sunscreen, solaire, lotion, balm, baume, gel",
    "phone": "app, mobile app, application mobile, phone, fintech, bank, banque, game, jeu, gaming, "
    "streaming",
    "laptop": "software, saas, platform, plateforme, logiciel, cloud, analytics, b2b, website, crm, "
    "dashboard, data, automation, ai",
    "book": "book, livre, course, formation, guide, magazine, novel, roman, education, ebook, training",
    "cup": "cup, coffee, café, coffee shop, tea, thé, restaurant, bakery, boulangerie, espresso, latte",
    "box": "box, snack, cereal, chocolate, chocolat, tea bag, food, biscuit, cookie, toy, jouet, "
    "electronics, shoe, chaussure, kit, subscription box, gift, cadeau, pasta, soap, savon, gadget, "
    "device, granola",
}
"""Words of a category that name its form."""


def form_for(*descriptions: str) -> str:
    """The form for a product described in these words, most telling first.

    The longest word found decides; "abstract" where none is.
    """
    for description in descriptions:
        found = [
            (len(word), form)
            for form, words in FORM_WORDS.items()
            for word in words.split(", ")
            if re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", description.lower())
        ]
        if found:
            return max(found)[1]
    return "abstract"
