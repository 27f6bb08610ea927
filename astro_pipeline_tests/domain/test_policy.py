import pytest

from astro_pipeline.domain.policy import EVERYWHERE, BadPolicy, Disclaimer, read_policy

FIELD = "policy_packs[0]"


def test_both_shapes_are_read_from_one_file() -> None:
    pack = read_policy(
        "version: 2\nchecks: {blocked_keywords: [murder], blocked_regex: ['\\bx\\b']}\n"
        "locale_overrides: {es: {blocked_keywords: [asesinato]}}\n---\n"
        "name: House\nforbidden_words: [cheap]\nforbidden_patterns: {fr: ['soldes?']}\ncompetitors: [Rival]\n"
        "required_disclaimers: [Slowly., {text: {en: Terms.}, placements: [meta_feed]}]\n"
        "logo: {}\n---\nlogo: {}\n",
        FIELD,
    )

    assert (pack.name, pack.version, pack.competitors, pack.not_applied) == (
        "House",
        "2",
        ("Rival",),
        ("logo",),
    )
    assert pack.words == {EVERYWHERE: ("murder", "cheap"), "es": ("asesinato",)}
    assert pack.patterns == {EVERYWHERE: ("\\bx\\b",), "fr": ("soldes?",)}
    assert pack.disclaimers == (
        Disclaimer(text="Slowly."),
        Disclaimer(text={"en": "Terms."}, placements=("meta_feed",)),
    )
    assert pack.in_language(pack.words, "es-MX") == ("murder", "cheap", "asesinato")
    assert pack.in_language(pack.words, "en") == ("murder", "cheap")


def test_a_pack_without_a_name_is_known_by_its_place() -> None:
    assert read_policy("policy_version: '1.0'", FIELD).name == FIELD


@pytest.mark.parametrize(
    ("text", "field", "cure"),
    [
        ("a: [", "", "no YAML"),
        ("plain words", "", "mapping"),
        ("", "", "mapping"),
        ("name: &a x\nversion: *a", "", "anchors"),
        ("forbidden_word: [x]", ": forbidden_word", "forbidden_words"),
        ("checks: [x]", ": checks", "mapping"),
        ("checks: {blocked_words: [x]}", ": checks.blocked_words", "blocked_keywords"),
        ("locale_overrides: {es: [x]}", ": locale_overrides.es", "mapping"),
        ("forbidden_words: x", ": forbidden_words", "mapping"),
        ("forbidden_words: {en: x}", ": forbidden_words.en", "list of texts"),
        ("forbidden_words: [no]", ": forbidden_words[0]", "quotes"),
        ("forbidden_words: [' ']", ": forbidden_words[0]", "quotes"),
        ("forbidden_patterns: ['(']", ": forbidden_patterns[0]", "regular expression"),
        ("forbidden_patterns: ['(a+)+b']", ": forbidden_patterns[0]", "repeat"),
        (f"forbidden_patterns: [{'a' * 301}]", ": forbidden_patterns[0]", "300"),
        ("competitors: {a: b}", ": competitors", "list of texts"),
        ("required_disclaimers: x", ": required_disclaimers", "list"),
        ("required_disclaimers: [3]", ": required_disclaimers[0]", "mapping"),
        ("required_disclaimers: [{placements: []}]", ": required_disclaimers[0]", "text"),
        ("required_disclaimers: [{text: a, where: b}]", ": required_disclaimers[0]", "text"),
        ("required_disclaimers: [{text: 3}]", ": required_disclaimers[0].text", "mapping"),
        (
            "required_disclaimers: [{text: a, placements: [moon]}]",
            ": required_disclaimers[0].placements",
            "meta_feed",
        ),
    ],
)
def test_a_pack_that_cannot_be_read_says_where_and_what_to_mend(text: str, field: str, cure: str) -> None:
    with pytest.raises(BadPolicy) as caught:
        read_policy(text, FIELD)

    assert caught.value.field == FIELD + field
    assert cure in caught.value.cure
