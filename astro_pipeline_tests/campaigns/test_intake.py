import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from astro_pipeline.campaigns.intake import brief_schema, parse_brief, read_brief
from astro_pipeline.campaigns.intake.reading import PROSE_CURE
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import placements
from astro_pipeline.errors import InvalidBrief

TODAY = date(2026, 11, 20)
EXAMPLES = Path(__file__).parents[2] / "examples"
GOOD = """
name: Spring
company: {name: Acme, website: https://acme.example}
products: [{name: Anvil, description: The anvil that is made for the garden}]
language: en
placements: [meta_feed]
brand: {palette: ["#102030"]}
call_to_action: {text: Order one}
"""


def parse(text: str) -> Brief:
    return parse_brief(text, today=TODAY).brief


def refused(text: str) -> InvalidBrief:
    with pytest.raises(InvalidBrief) as caught:
        parse_brief(text, today=TODAY)
    return caught.value


def changed(**fields: object) -> str:
    return json.dumps(yaml.safe_load(GOOD) | fields, default=str)


def assumed(brief: Brief) -> dict[str, str]:
    return {note.field: note.value for note in brief.assumptions}


def test_a_complete_brief_is_taken_without_an_assumption() -> None:
    brief = parse(GOOD)

    assert brief.assumptions == ()
    assert brief.id == "acme-spring"
    assert brief.languages == ("en",)
    assert brief.run_date is None


def test_the_same_brief_read_twice_gives_equal_values_and_digests() -> None:
    first, second = parse(GOOD), parse_brief(GOOD, today=date(2027, 1, 1)).brief

    assert first == second
    assert digest(first) == digest(second)


def test_yaml_and_json_of_one_brief_give_the_same_brief() -> None:
    assert parse(changed()) == parse(GOOD)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_an_example_leaves_nothing_to_assume_and_brings_its_pictures(path: Path) -> None:
    received = read_brief(path, today=TODAY)

    assert received.brief.assumptions == ()
    assert received.brief.brand.logo is not None
    assert received.brief.brand.logo.sha256 in received.files
    assert all(digest(data) == sha256 for sha256, data in received.files.items())


def test_the_drink_makes_at_most_24_pictures_and_films_in_three_ratios() -> None:
    brief = read_brief(EXAMPLES / "drink.yaml", today=TODAY).brief

    rows = [placements()[name] for name in brief.placements]
    sizes = {spec.size for row in rows for spec in row.images}

    assert brief.variants * (len(sizes) * len(brief.languages) + 1) <= 24
    assert {row.videos[0].ratio for row in rows if row.videos} == {"9:16", "1:1", "16:9"}


def test_cosmetics_says_every_fact_in_both_languages() -> None:
    brief = read_brief(EXAMPLES / "cosmetics.yaml", today=TODAY).brief
    product = brief.product
    texts = (brief.message, product.description, *product.benefits, *product.features, brief.brand.legal_line)

    assert all(brief.say(text, language) for text in texts for language in ("en", "fr"))


@pytest.mark.parametrize(
    ("fields", "field", "cure"),
    [
        ({"compny": 1}, "compny", "did you mean company"),
        ({"brand": {"pallete": []}}, "brand.pallete", "did you mean palette"),
        ({"products": [{"nam": "x"}]}, "products[0].nam", "did you mean name"),
        ({"company": "Acme"}, "company", "write its fields below it"),
        ({"company": {}}, "company.name", "required"),
        ({"variants": True}, "variants", "whole number"),
        ({"variants": 9}, "variants", "at most 4"),
        ({"message": ["x"]}, "message", "one text per language"),
        ({"message": {"english": "x"}}, "message", "en, fr or pt-BR"),
        ({"message": {"fr_FR": "x"}}, "message", "fr-FR"),
        ({"message": {}}, "message", "one text per language"),
        ({"language": "klingonish"}, "language", "en, fr or pt-BR"),
        ({"governance": "boss"}, "governance", "semi_auto"),
        ({"spend_limit_usd": -1}, "spend_limit_usd", "at least 0"),
        ({"media_budget": {"amount": "lots"}}, "media_budget.amount", "number"),
        ({"media_budget": {"amount": 1, "currency": "euro"}}, "media_budget.currency", "EUR"),
        ({"film": {"seconds": [20]}}, "film.seconds[0]", "6, 15, 30 or 60"),
        ({"brand": {"palette": ["#12"]}}, "brand.palette[0]", "#RRGGBB"),
        ({"markets": ["france"]}, "markets[0]", "FR"),
        ({"id": "Spring Sale"}, "id", "hyphens"),
        ({"id": "a" * 81}, "id", "at most 80"),
        ({"seed": 2**31}, "seed", "below 2147483648"),
        ({"start": "2027-13-01"}, "start", "YYYY-MM-DD"),
        ({"start": "2026-11-19"}, "start", "past"),
        ({"end": "2026-11-19"}, "end", "past"),
        ({"start": "2027-03-02", "end": "2027-03-01"}, "end", "before the start"),
        ({"offer": {"text": "x", "ends": "2026-11-19"}}, "offer.ends", "over"),
        (
            {"start": "2027-03-02", "offer": {"text": "x", "ends": "2027-03-01"}},
            "offer.ends",
            "before the start",
        ),
        (
            {"evidence": [{"claim": "x", "source": "y", "checked": "2026-11-21"}]},
            "evidence[0].checked",
            "yet",
        ),
        ({"placements": ["meta_fed"]}, "placements[0]", "did you mean meta_feed"),
        ({"channels": ["Linkdin"]}, "channels[0]", "did you mean linkedin"),
        ({"channels": ["§§§"]}, "channels[0]", "known: "),
        ({"edition": 2}, "edition", "leave it out"),
        ({"assumptions": []}, "assumptions", "leave it out"),
        ({"brand": {"logo": {"path": "a.png", "sha256": "0"}}}, "brand.logo.sha256", "leave it out"),
        ({"brand": {"logo": 5}}, "brand.logo", "path"),
        ({"message": "{{ headline }}"}, "message", "placeholder"),
        ({"audience": {"pains": ["[date limite]"]}}, "audience.pains[0]", "placeholder"),
        ({"message": "a\u0000b"}, "message", "control character"),
    ],
)
def test_a_field_that_cannot_be_is_named_with_its_cure(
    fields: dict[str, object], field: str, cure: str
) -> None:
    error = refused(changed(**fields))

    assert error.field == field
    assert cure in error.cure


def test_a_running_campaign_may_be_revised() -> None:
    brief = parse(changed(start="2026-11-01", end="2026-12-01"))

    assert brief.start == date(2026, 11, 1)


def test_channels_are_expanded_behind_the_placements_and_none_comes_twice() -> None:
    brief = parse(changed(placements=["x_post"], channels=["Twitter", "LinkedIn"]))

    assert brief.channels == ("x", "linkedin")
    assert brief.placements == ("x_post", "linkedin_single_image", "linkedin_video")


def test_what_a_brief_leaves_open_is_assumed_in_writing() -> None:
    brief = parse("name: Spring\ncompany: {name: Acme, sector: Forges, about: We forge the iron of the town}")

    assert set(assumed(brief)) == {
        "language", "placements", "products", "brand.palette", "call_to_action.text", "call_to_action.url",
    }  # fmt: skip
    assert brief.product.name == "Acme"
    assert brief.product.category == "Forges"
    assert len(brief.brand.palette) == 3
    assert all(name in placements() for name in brief.placements)


def test_the_assumed_palette_follows_the_seed() -> None:
    text = "name: Spring\ncompany: {name: Acme}\nlanguage: en\nseed: "

    palettes = {parse(text + str(seed)).brand.palette for seed in range(12)}

    assert len(palettes) > 3


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("The long evening without the alcohol", "en"),
        ("La longue soirée sans les regrets du matin", "fr"),
        ("Der lange Abend ohne die Reue", "de"),
        ("La noche larga con los amigos y sin prisa", "es"),
        ("A noite longa com os amigos não tem pressa", "pt"),
        ("La sera più lunga con gli amici della vita", "it"),
        ("朝をもっと楽しく", "ja"),
        ("아침을 더 즐겁게", "ko"),
        ("让早晨更美好", "zh"),
        ("صباح أجمل كل يوم", "ar"),
        ("Утро начинается здесь", "ru"),
    ],
)
def test_the_language_is_told_from_the_plain_texts(message: str, language: str) -> None:
    brief = parse(f"name: X\ncompany: {{name: Acme}}\nmessage: {message}")

    assert brief.language == language
    assert assumed(brief)["language"] == language


def test_texts_given_per_language_tell_the_first_language_asked_for() -> None:
    brief = parse("name: X\ncompany: {name: Acme}\nlanguages: [fr, de]\nmessage: {fr: Bonjour, de: Hallo}")

    assert brief.language == "fr"
    assert brief.languages == ("fr", "de")


def test_names_without_latin_letters_still_get_an_id() -> None:
    brief = parse("name: 春\ncompany: {name: 牛乳}\nlanguage: ja")

    assert brief.id.startswith("campaign-")
    assert brief.id == parse("name: 春\ncompany: {name: 牛乳}\nlanguage: ja").id


def test_a_long_name_gives_an_id_of_80_characters_at_most() -> None:
    one, other = (parse(changed(name="spring " * 20 + end)).id for end in ("a", "b"))

    assert len(one) <= 80
    assert one != other


def test_the_schema_has_what_a_person_writes_and_nothing_set_at_intake() -> None:
    schema = json.dumps(brief_schema())
    properties = brief_schema()["properties"]

    assert isinstance(properties, dict)
    assert {"name", "company", "brand", "provided"} <= set(properties)
    assert not {"assumptions", "run_date", "edition"} & set(properties)
    assert "sha256" not in schema


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("", "empty"),
        ("- a\n- b", "mapping"),
        ("name: a\nname: b", "twice"),
        ('{"name": 1, "name": 2}', "twice"),
        ("name: &a x\nmessage: *a", "anchors"),
        ("name: !!python/object/apply:os.system [ls]", "tags"),
        ("1: a", "quotes"),
        ("name: [a\ncompany: {", "no YAML"),
        ('{"name": }', "no JSON"),
        ('{"name": NaN}', "number"),
        ("a: " + "[" * 30 + "]" * 30, "deeper"),
        ('{"a": ' + "[" * 30 + "]" * 30 + "}", "deeper"),
        ("[" * 3000, "deeper"),
        ('{"a":' + "[" * 200_000, "deep"),
        ("a: " + "x" * 1_000_001, "1 MB"),
        ("Dear team, we would like a campaign.\nIt should be warm: very warm.\nThanks", PROSE_CURE),
        ("Just one sentence", PROSE_CURE),
    ],
)
def test_a_text_that_is_no_brief_is_refused_plainly(text: str, cure: str) -> None:
    assert cure in refused(text).cure


@pytest.mark.parametrize("name", ["brief.md", "brief.txt"])
def test_prose_files_are_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GOOD)

    with pytest.raises(InvalidBrief, match="text provider"):
        read_brief(tmp_path / name, today=TODAY)


def test_a_country_called_no_and_a_quoted_number_keep_their_letters() -> None:
    brief = parse(GOOD + "markets: [NO]\noffer: {text: '1_000 off', code: 'on'}\n")

    assert brief.markets == ("NO",)
    assert brief.offer is not None
    assert brief.offer.code == "on"


def test_money_is_read_to_the_cent() -> None:
    assert str(parse(GOOD + "spend_limit_usd: 4.35\n").spend_limit_usd) == "4.35"


def test_an_empty_field_is_an_absent_field() -> None:
    assert parse(GOOD + "offer:\n") == parse(GOOD)
