"""Where the rules on prose begin to hold, to the letter, and what they take out before they read."""

from collections.abc import Sequence

import pytest

from astro_pipeline.domain.brief import Product
from astro_pipeline.domain.plan import AdText, CampaignLink, Copy
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality import prose
from astro_pipeline.quality.prose import check_prose, language_seen, lix
from astro_pipeline_tests.quality.briefs import sample_brief
from astro_pipeline_tests.quality.told import ad, line, whole


def found(rule: str, *texts: str, language: str = "en", field: str = "body") -> list[Finding]:
    lines = tuple(line(text, language=language, field=field, variant=f"V{n}") for n, text in enumerate(texts))
    return [each for each in check_prose(sample_brief(), Copy(ads=(), lines=lines)) if each.rule == rule]


def headlines(one: str, other: str) -> Finding:
    ads: Sequence[AdText] = (ad(variant="A", headline=one), ad(variant="B", headline=other))
    (finding,) = (
        each
        for each in check_prose(sample_brief(), Copy(ads=tuple(ads), lines=()))
        if each.rule == "copy.repetition"
    )
    return finding


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the and to coffee cold slow brew can", "en"),
        ("the and to coffee cold slow brew", None),
        ("the and brew coffee cold slow brew can", None),
        ("the and of to le la brew can", "en"),
        ("the and of le la brew cold can", None),
    ],
)
def test_a_language_is_seen_by_three_small_words_and_twice_those_of_another(
    text: str, language: str | None
) -> None:
    assert language_seen(text) == language


@pytest.mark.parametrize(
    ("language", "text", "holds"),
    [
        ("ja", "ゆっくりとひやしてどうぞ", True),
        ("ja", "コーヒースローコールドブリュー", True),
        ("zh", "慢慢冷泡十八小时的咖啡请慢用", True),
        ("ko", "천천히 우려낸 차가운 커피입니다", True),
        ("ko", "ゆっくりとひやしてどうぞ", False),
        ("ar", "Northbrew Northbrew قهوة", True),
        ("ar", "Slow Can 250 Slow Can 250 قهوة", True),
        ("ar", "Nordhbrow Nordhbrow قهوة", False),
        ("ar", "قهوة " + "https://northbrew.example " * 4, True),
        ("el", "aaaabcdefghi", False),
        ("el", "aaaabcdefgh", True),
        ("el", "aaaabcde αβγδ", True),
        ("el", "aaaabcdef αβγδ", False),
    ],
)
def test_a_script_is_told_from_twelve_letters_without_names_and_links(
    language: str, text: str, *, holds: bool
) -> None:
    (finding,) = found("copy.language", text, language=language)

    assert (finding.verdict == "pass") is holds


def test_the_path_of_an_address_is_in_no_language() -> None:
    assert found("copy.language", "slow-coffee-for-you", language="ar", field="path") == []
    assert len(found("copy.language", "slow-coffee-for-you", language="ar")) == 1


def test_names_are_taken_out_longest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[list[str]] = []

    def listen(names: list[str], text: str) -> str:
        taken.append(names)
        return text

    monkeypatch.setattr(prose, "without", listen)
    brief = sample_brief(products=(Product(name="Northbrew Slow Can"), Product(name="Slow")))

    check_prose(brief, Copy(ads=(), lines=(line("Slow"),)))

    assert taken == [["Northbrew Slow Can", "Northbrew", "Slow"]]


@pytest.mark.parametrize(
    ("words", "long", "measured"),
    [(30, 9, 60.0), (30, 10, 63.3), (30, 8, 56.7), (29, 20, None)],
)
def test_a_text_reads_hard_from_a_lix_of_60_on_30_words(
    words: int, long: int, measured: float | None
) -> None:
    findings = found("copy.readability", " ".join(["seventy"] * long + ["short"] * (words - long)))

    told = {
        "rule": "copy.readability",
        "verdict": "pass" if measured == 56.7 else "fail",
        "advisory": True,
        "file": "copy/V0/google_search.en.body",
        "measured": measured,
        "limit": 60.0,
        "unit": "LIX",
    }
    assert [{**whole(each), "file": told["file"]} for each in findings] == ([told] if measured else [])


def test_one_long_word_is_hard() -> None:
    assert lix("Coffeemaker") == 101.0


@pytest.mark.parametrize(
    ("one", "other", "alike", "verdict"),
    [
        ("a" * 23 + "bb", "a" * 23 + "cc", 92.0, "fail"),
        ("a" * 22 + "bb", "a" * 22 + "cc", 91.7, "pass"),
        ("a" * 23 + "bc", "A" * 23 + "BC", 100.0, "fail"),
    ],
)
def test_two_headlines_say_the_same_from_92_percent(one: str, other: str, alike: float, verdict: str) -> None:
    finding = headlines(one, other)

    assert (finding.measured, finding.limit, finding.unit) == (alike, 92.0, "% alike")
    assert (finding.verdict, finding.advisory) == (verdict, True)


def alone(copy: Copy, rule: str) -> dict[str, object]:
    (finding,) = (each for each in check_prose(sample_brief(), copy) if each.rule == rule)
    return whole(finding)


def linked(url: str, placement: str = "meta_feed") -> CampaignLink:
    return CampaignLink(placement=placement, language="en", variant="A", url=url)


def test_no_headline_escapes_the_others_of_its_language() -> None:
    copy = Copy(
        ads=(ad(variant="A"), ad(variant="A", language="fr"), ad(variant="B"), ad(variant="C")), lines=()
    )

    twins = [each.file for each in check_prose(sample_brief(), copy) if each.rule == "copy.repetition"]

    assert twins == [ad(variant=each).key for each in "BCC"]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [(True, True, "pass"), (True, False, "fail"), (False, True, "fail"), (False, False, "fail")],
)
def test_two_headlines_may_only_be_alike_where_both_are_locked(
    *, one: bool, other: bool, verdict: str
) -> None:
    copy = Copy(ads=(ad(variant="A", locked=one), ad(variant="B", locked=other)), lines=())

    assert alone(copy, "copy.repetition")["verdict"] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict", "measured"),
    [
        ("en", "Slow coffee", "pass", "too short to tell"),
        ("en", "the and to coffee cold slow brew can", "pass", "en"),
        ("fr", "the and to coffee cold slow brew can", "fail", "en"),
        ("en", "Холодный кофе медленного настаивания", "fail", "cyrillic"),
        ("en", "ゆっくりとひやしてどうぞ", "fail", "cjk"),
    ],
)
def test_a_text_in_another_language_is_told_with_the_one_it_seems_to_be_in(
    language: str, text: str, verdict: str, measured: str
) -> None:
    body = line(text, language=language)

    assert alone(Copy(ads=(), lines=(body,)), "copy.language") == {
        "rule": "copy.language",
        "verdict": verdict,
        "file": body.key,
        "measured": measured,
        "limit": language,
    }


@pytest.mark.parametrize(
    ("url", "verdict"),
    [("http://northbrew.example/", "pass"), ("https://northbrew.example/", "pass"),
     ("ftp://northbrew.example/", "fail")],
)  # fmt: skip
def test_a_link_is_told_as_it_stands_and_as_it_should(url: str, verdict: str) -> None:
    assert alone(Copy(ads=(), lines=(), links=(linked(url),)), "copy.link") == {
        "rule": "copy.link",
        "verdict": verdict,
        "file": "copy/A/link",
        "measured": url,
        "limit": "http(s)://host/…",
    }


@pytest.mark.parametrize(
    ("query", "lacking"),
    [
        ("utm_source=a&utm_medium=b&utm_campaign=c&utm_content=d", {}),
        ("utm_source=a&utm_campaign=c", {"measured": "utm_medium, utm_content"}),
    ],
)
def test_what_a_link_does_not_say_is_named(query: str, lacking: dict[str, object]) -> None:
    link = linked(f"https://northbrew.example/?{query}")

    assert alone(Copy(ads=(), lines=(), links=(link,)), "copy.utm") == {
        "rule": "copy.utm",
        "verdict": "fail" if lacking else "pass",
        "file": "copy/A/link",
        "limit": "utm_source, utm_medium, utm_campaign, utm_content",
        **lacking,
    }


def test_a_link_that_two_placements_share_is_told() -> None:
    url = "https://northbrew.example/"
    shared = Copy(ads=(), lines=(), links=(linked(url), linked(url, placement="tiktok_in_feed")))

    assert alone(shared, "copy.link_twice") == {
        "rule": "copy.link_twice",
        "verdict": "fail",
        "file": "copy/links",
        "measured": url,
        "limit": 1,
    }


@pytest.mark.parametrize(
    ("marks", "verdict", "measured"),
    [
        (("#cold", "#slow"), "pass", 2),
        (tuple(f"#w{n}" for n in range(31)), "fail", 31),
        (("#Cold", "#1st", "#cold", "slow"), "fail", "#1st slow #cold"),
    ],
)
def test_hashtags_are_counted_or_those_that_are_wrong_are_named(
    marks: tuple[str, ...], verdict: str, measured: int | str
) -> None:
    assert alone(Copy(ads=(), lines=(), hashtags={"fr": marks}), "copy.hashtags") == {
        "rule": "copy.hashtags",
        "verdict": verdict,
        "file": "copy/hashtags.fr",
        "measured": measured,
        "limit": "#word, each once, at most 30",
    }


WRITTEN = {
    "قهوة باردة منقوعة ببطء": "ar fa ur",
    "קפה קר שנחלט לאט מאוד": "he",
    "Холодный кофе медленно": "ru uk bg mk",
    "Κρύος καφές που αργεί": "el",
    "धीमी ठंडी कॉफी केवल आपके लिए": "hi mr ne",
    "กาแฟเย็นสกัดช้าสำหรับคุณ": "th",
    "천천히 우려낸 차가운 커피입니다": "ko",
    "ゆっくりとひやしてどうぞ": "ja zh",
    "Kaffee latte mocha lungo": "af ca cs da de en es et eu fi fr ga gl hr hu id is it lt lv ms mt nb"
    " nl nn no pl pt ro sk sl sv sw tl tr vi",
}


@pytest.mark.parametrize(
    ("own", "language"), [(own, each) for own, languages in WRITTEN.items() for each in languages.split()]
)
def test_every_language_is_held_to_its_own_script(own: str, language: str) -> None:
    told = {text: found("copy.language", text, language=language)[0].verdict for text in WRITTEN}

    assert told == {text: "pass" if text == own else "fail" for text in WRITTEN}


@pytest.mark.parametrize("mark", ["#_cold", "#!cold", "#-cold", "#1cold", "#", "cold"])
def test_a_hashtag_begins_with_a_letter(mark: str) -> None:
    told = alone(Copy(ads=(), lines=(), hashtags={"en": (mark, "#cold_1")}), "copy.hashtags")

    assert (told["verdict"], told["measured"]) == ("fail", mark)
