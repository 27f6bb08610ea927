import pytest

from astro_pipeline.providers.embedded.writer.beats import SceneIdea
from astro_pipeline.providers.embedded.writer.narration import shared_out
from astro_pipeline.providers.embedded.writer.phrases import read_phrase
from astro_pipeline.providers.embedded.writer.realiser import (
    a_or_an,
    imperative,
    of,
    second_person,
    spoken_call,
)
from astro_pipeline.providers.embedded.writer.tone import tone_of
from astro_pipeline.providers.embedded.writer.typography import doubled_word, typeset
from astro_pipeline.providers.embedded.writer.wishes import read_wishes

SCENES = tuple(SceneIdea(name, "promise", "speech.gain", (), 0) for name in ("hook", "one", "two", "call"))


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Steeped for 18 hours", "en", "part"),
        ("No bitterness", "en", "no"),
        ("We ship in 24 h", "en", "s"),
        ("Save ten minutes every morning", "en", "imp"),
        ("Keeps you focused all morning", "en", "vp3"),
        ("Ready in two minutes", "en", "adj"),
        ("Waiting in line for lunch", "en", "ger"),
        ("Grip that holds on wet stone", "en", "np"),
        ("Your reports take all Friday", "en", "s"),
        ("Cuts reporting time by 40%", "en", "quote"),
        ("Gagner deux jours par clôture", "fr", "inf"),
        ("Moins d'erreurs de saisie", "fr", "np"),
        ("Les relevés arrivent trop tard", "fr", "s"),
        ("Conçu avec des experts-comptables", "fr", "part"),
        ("Sans abonnement", "fr", "pp"),
        ("Garde la fraîcheur 24 heures", "fr", "vp3"),
        ("La peau sèche en hiver", "fr", "np"),
    ],
)
def test_a_phrase_is_known_for_what_it_is(text: str, language: str, kind: str) -> None:
    assert read_phrase(text, language).kind == kind


def test_an_ordinary_first_word_gets_a_small_letter_and_a_name_does_not() -> None:
    assert read_phrase("Bitter coffee", "en").text == "bitter coffee"
    assert read_phrase("CTOs of small firms", "en").text == "CTOs of small firms"


def test_french_elides_contracts_and_agrees() -> None:
    assert of("eau froide") == "d'eau froide"
    assert of("les réunions") == "des réunions"
    assert of("des chiffres justes") == "de chiffres justes"
    assert of("onze jours") == "de onze jours"
    assert second_person("chercher", formal=False) == "tu cherches"
    assert spoken_call("Nous contacter", formal=True) == "Contactez-nous"
    assert spoken_call("Demander une démo", formal=False) == "Demande une démo"


def test_orders_and_articles_have_their_form() -> None:
    assert imperative("fr", "faire connaissance avec", formal=True) == "faites connaissance avec"
    assert imperative("en", "say hello to", formal=True) == "say hello to"
    assert a_or_an("honest answer") == "an honest answer"
    assert a_or_an("18-hour brew") == "an 18-hour brew"
    assert a_or_an("unique mill") == "a unique mill"


def test_french_is_set_with_its_own_spaces() -> None:
    assert typeset('Envie d\'eau ? Oui : "x".', "fr") == 'Envie d’eau\u202f? Oui\u00a0: "x".'
    assert typeset("Voir https://x.example à 14:30.", "fr") == "Voir https://x.example à 14:30."
    assert typeset("« Oui »", "fr") == "«\u00a0Oui\u00a0»"


def test_a_name_keeps_its_own_apostrophe() -> None:
    assert typeset("It's Lark's End.", "en", names=("Lark's End",)) == "It’s Lark's End."


def test_a_doubled_word_is_seen_and_a_clean_line_is_not() -> None:
    assert doubled_word("Meet the the lamp.") == "the"
    assert doubled_word("Meet the lamp.") is None


def test_narration_is_shared_out_word_for_word_with_its_last_sentence_on_the_call() -> None:
    text = "Look here. First this. Then that. And more of it. Order now."

    said = shared_out(text, SCENES)

    assert list(said) == ["hook", "one", "two", "call"]
    assert " ".join(said.values()) == text


def test_a_long_opening_is_kept_off_the_hook() -> None:
    assert "hook" not in shared_out("This opening is far too long for three seconds. Buy.", SCENES)
    opened = shared_out("Tired, perhaps, of opening lines that never seem to end? Buy.", SCENES)
    assert opened["hook"] == "Tired,"


@pytest.mark.parametrize(
    ("comment", "field"),
    [
        ("Shorter please", "shorter"), ("plus court", "shorter"), ("moins de texte", "less_text"),
        ("plus calme", "calmer"),
        ("sans exclamation", "no_exclamation"), ("un autre titre", "another"), ("mention the offer", "offer"),
        ("ajoutez le prix", "price"),
    ],
)  # fmt: skip
def test_a_listed_comment_is_understood(comment: str, field: str) -> None:
    wishes = read_wishes([comment])

    assert getattr(wishes, field)
    assert wishes.unknown == ()


def test_formality_words_and_nonsense_are_told_apart() -> None:
    assert read_wishes(["less formal"]).formality == -1
    assert read_wishes(["plus formel"]).formality == 1
    assert read_wishes(["sans le mot « pression »"]).without == ("pression",)
    assert read_wishes(["more purple"]).unknown == ("more purple",)


def test_tone_is_read_from_the_briefs_words() -> None:
    assert tone_of(("Energetic", "bold")).exclaims
    assert tone_of(("chaleureux",)).manner == "warm"
    assert not tone_of(("ludique",)).formal
    assert tone_of(()).manner == "plain"
