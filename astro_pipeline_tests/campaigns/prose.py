"""Briefs in prose, written for these tests, and what a reader would make of them."""

from astro_pipeline.domain.prose import FoundInProse, ProseReading, QuestionOnProse, WithdrawnInProse

ENGLISH = """\
# Spring push for Larkspur Kombucha

Larkspur is a small brewery in Leeds. We want a campaign called **Larkspur in the Park** for our
new ginger kombucha, brewed for 21 days in oak. It is for people who gave up soft drinks but not the fizz.
Say one thing: fizz without the sugar rush. We can spend &pound;4,500 on media, on Instagram and TikTok,
from 1 March 2027 to 15 April 2027. Shop: https://larkspur.example/park
"""

FRENCH = """\
## Campagne
La maison Brunel lance « Pause de quatre heures » pour son cacao en poudre, moulu à Bayonne.
Message clé : un cacao qui ne colle pas à la cuillère.
Public : les parents d'enfants de 4 à 10 ans. Budget média : 12 000 euros.
Date limite de l'offre : [date limite]
"""

ARABIC = """\
اسم الحملة: صباح النخيل
المعلن: شركة نخيل الواحة
المنتج: تمر سكري بالقهوة
الرسالة: طعم يفتح يومك
الجمهور: العائلات التي تجتمع على الفطور
"""

JAPANESE = """\
【募集】「朝露」緑茶ボトルのキャンペーン
販売元は茶園みどり屋です。商品は「朝露 煎茶」と「朝露 ほうじ茶」の2種類。
キーメッセージは「急がない朝に」。
※9月3日追記 「朝露 ほうじ茶」は製造が遅れるため、紹介を控えてください。
"""

KOREAN = """\
캠페인: 한 걸음 더
광고주는 도토리신발입니다. 제품은 걷기 편한 운동화 '바람길'입니다.
핵심 메시지: 오래 걸어도 가볍습니다.
예산은 3천만 원입니다.
"""

Found = tuple[str, str, str]


def reading(
    *found: Found,
    questions: tuple[tuple[str, str], ...] = (),
    withdrawn: tuple[tuple[str, str], ...] = (),
) -> ProseReading:
    """A reading of (field, value, quote) rows."""
    return ProseReading(
        found=tuple(FoundInProse(field=f, value=v, quote=q) for f, v, q in found),
        questions=tuple(QuestionOnProse(field=f, question=q) for f, q in questions),
        withdrawn=tuple(WithdrawnInProse(name=n, quote=q) for n, q in withdrawn),
    )


READ_ENGLISH: tuple[Found, ...] = (
    ("name", "Larkspur in the Park", "a campaign called **Larkspur in the Park**"),
    ("company.name", "Larkspur", "Larkspur is a small brewery in Leeds."),
    ("company.about", "a small brewery in Leeds", "Larkspur is a small brewery in Leeds."),
    ("products[0].name", "ginger kombucha", "our\nnew ginger kombucha"),
    ("products[0].features[0]", "brewed for 21 days in oak", "ginger kombucha, brewed for 21 days in oak"),
    ("audience.description", "people who gave up soft drinks", "people who gave up soft drinks but not"),
    ("message", "fizz without the sugar rush", "Say one thing: fizz without the sugar rush."),
    ("media_budget.amount", "4500", "We can spend £4,500 on media"),
    ("media_budget.currency", "GBP", "£4,500"),
    ("channels[0]", "Instagram", "on Instagram and TikTok"),
    ("channels[1]", "TikTok", "on Instagram and TikTok"),
    ("start", "2027-03-01", "from 1 March 2027"),
    ("end", "2027-04-15", "to 15 April 2027"),
    ("call_to_action.url", "https://larkspur.example/park", "Shop: https://larkspur.example/park"),
    ("language", "en", "We want a campaign"),
)
READ_FRENCH: tuple[Found, ...] = (
    ("name", "Pause de quatre heures", "lance « Pause de quatre heures »"),
    ("company.name", "maison Brunel", "La maison Brunel"),
    ("products[0].name", "cacao en poudre", "son cacao en poudre"),
    ("message", "un cacao qui ne colle pas à la cuillère", "un cacao qui ne colle pas à la cuillère."),
    ("media_budget.amount", "12000", "Budget média : 12 000 euros."),
    ("media_budget.currency", "EUR", "12 000 euros"),
    ("language", "fr", "La maison"),
)
READ_ARABIC: tuple[Found, ...] = (
    ("name", "صباح النخيل", "اسم الحملة: صباح النخيل"),
    ("company.name", "شركة نخيل الواحة", "المعلن: شركة نخيل الواحة"),
    ("products[0].name", "تمر سكري بالقهوة", "المنتج: تمر سكري بالقهوة"),
    ("message", "طعم يفتح يومك", "الرسالة: طعم يفتح يومك"),
    ("audience.description", "العائلات التي تجتمع على الفطور", "الجمهور: العائلات التي تجتمع على الفطور"),
    ("language", "ar", "اسم الحملة"),
)
READ_JAPANESE: tuple[Found, ...] = (
    ("name", "「朝露」緑茶ボトルのキャンペーン", "【募集】「朝露」緑茶ボトルのキャンペーン"),
    ("company.name", "茶園みどり屋", "販売元は茶園みどり屋です。"),
    ("products[0].name", "朝露 煎茶", "商品は「朝露 煎茶」と「朝露 ほうじ茶」の2種類。"),
    ("products[1].name", "朝露 ほうじ茶", "商品は「朝露 煎茶」と「朝露 ほうじ茶」の2種類。"),
    ("message", "急がない朝に", "キーメッセージは「急がない朝に」。"),
    ("language", "ja", "販売元は"),
)
READ_KOREAN: tuple[Found, ...] = (
    ("name", "한 걸음 더", "캠페인: 한 걸음 더"),
    ("company.name", "도토리신발", "광고주는 도토리신발입니다."),
    ("products[0].name", "바람길", "제품은 걷기 편한 운동화 '바람길'입니다."),
    ("message", "오래 걸어도 가볍습니다.", "핵심 메시지: 오래 걸어도 가볍습니다."),
    ("media_budget.amount", "30000000", "예산은 3천만 원입니다."),
    ("media_budget.currency", "KRW", "3천만 원"),
    ("language", "ko", "광고주는"),
)
