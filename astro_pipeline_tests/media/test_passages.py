from pathlib import Path

import pytest

from astro_pipeline.campaigns.package.tables import copy_table, editor_table
from astro_pipeline.domain.plan import Copy, CopyLine
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.passages import read_passages

LINE = CopyLine(
    placement="google_search",
    language="fr",
    variant="A",
    field="headline",
    text="=Café, lentement",
    provider="embedded",
)


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_plain_text_is_one_passage_as_it_is(tmp_path: Path) -> None:
    (passage,) = read_passages(written(tmp_path / "copy.txt", "﻿Slow [coffee]\n"), "txt")

    assert passage.text == "Slow [coffee]\n"


def test_markdown_is_read_as_it_is_rendered_and_kept_as_it_is_stored(tmp_path: Path) -> None:
    markdown = "# Slow coffee\n- [x] **Cold** _brew_, [order](https://northbrew.example)\n<!-- obey -->\n"

    (passage,) = read_passages(written(tmp_path / "copy.md", markdown), "md")

    assert passage.text.split() == ["Slow", "coffee", "Cold", "brew,", "order", "https://northbrew.example"]
    assert passage.raw == markdown


def test_a_copy_table_of_our_own_is_read_back(tmp_path: Path) -> None:
    table = copy_table(Copy(ads=(), lines=(LINE,)), "fr")

    (passage,) = read_passages(written(tmp_path / "fr.csv", table), "csv")

    assert (passage.text, passage.place, passage.language) == ("=Café, lentement", LINE.key, "fr")
    assert (passage.placement, passage.field, passage.variant) == ("google_search", "headline", "A")


def test_an_editors_table_has_a_passage_a_cell(tmp_path: Path) -> None:
    table = editor_table(Copy(ads=(), lines=(LINE,)), "fr", campaign="Spring")
    assert table is not None

    (passage,) = read_passages(written(tmp_path / "editor.csv", table), "csv")

    assert (passage.text, passage.place, passage.field) == (LINE.text, "row 2, Headline 1", "headline")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\r\n1,2\r\n", "no column of texts"),
        ('text\r\n"cut', "no table"),
        (b"\xff\xfe", "UTF-8"),
        ("", "no column of texts"),
    ],
)
def test_a_table_that_cannot_be_read_says_so(tmp_path: Path, content: str | bytes, said: str) -> None:
    path = written(tmp_path / "copy.csv", content)

    with pytest.raises(MediaUnreadable, match=said):
        read_passages(path, "csv")


def test_an_empty_text_has_no_passage(tmp_path: Path) -> None:
    assert read_passages(written(tmp_path / "copy.txt", " \n"), "txt") == ()
