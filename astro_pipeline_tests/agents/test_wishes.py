from astro_pipeline.agents.wishes import heard

VOCABULARY = {"slower": r"slower|plus lente?", "calmer": "calmer|plus calme"}


def test_wishes_come_in_the_order_they_were_made() -> None:
    assert heard(("Calmer, please", "et plus lent !", "slower"), VOCABULARY).wishes == (
        "calmer",
        "slower",
        "slower",
    )


def test_a_comment_without_a_wish_is_noted_with_what_is_understood() -> None:
    asked = heard(("make it pop", "slower"), VOCABULARY)

    assert asked.notes == ("comment not understood: “make it pop”; say one of: slower, calmer",)


def test_a_word_inside_another_is_no_wish() -> None:
    assert heard(("slowerness",), VOCABULARY).wishes == ()


def test_an_empty_comment_needs_no_note() -> None:
    assert heard(("  ",), VOCABULARY).notes == ()
