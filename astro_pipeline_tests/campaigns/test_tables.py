import csv
import io

import pytest

from astro_pipeline.campaigns.package.tables import SEARCH, copy_table, csv_bytes, editor_table
from astro_pipeline.domain.plan import AdText, CampaignLink, Copy, CopyLine


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _line(field: str, text: str, *, index: int = 0, variant: str = "A", placement: str = SEARCH) -> CopyLine:
    return CopyLine(
        placement=placement, language="en", variant=variant, field=field, index=index, text=text, provider="x"
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_would_compute_is_set_in_text(text: str) -> None:
    rows = _read(csv_bytes(["a"], [[text]]))

    assert rows[1] == [f"'{text}"]


def test_an_ordinary_cell_is_left_alone() -> None:
    rows = _read(csv_bytes(["a"], [["20% off, “today” – only"]]))

    assert rows[1] == ["20% off, “today” – only"]


def test_csv_opens_in_a_spreadsheet_with_its_accents() -> None:
    content = csv_bytes(["é"], [["à"]])

    assert content == b"\xef\xbb\xbf\xc3\xa9\r\n\xc3\xa0\r\n"


def test_editor_table_fills_its_columns_in_order_and_leaves_the_rest_empty() -> None:
    copy = Copy(
        ads=(),
        lines=(
            _line("headline", "Second", index=1),
            _line("headline", "First"),
            _line("description", "Text"),
        ),
        links=(CampaignLink(placement=SEARCH, language="en", variant="A", url="https://x.example/?utm=1"),),
    )

    content = editor_table(copy, "en", campaign="Spring")

    assert content is not None
    head, row = _read(content)
    cells = dict(zip(head, row, strict=True))
    assert (cells["Headline 1"], cells["Headline 2"], cells["Headline 15"]) == ("First", "Second", "")
    assert (cells["Description 1"], cells["Final URL"]) == ("Text", "https://x.example/?utm=1")
    assert len([name for name in head if name.startswith("Description")]) == 4


def test_editor_table_is_none_without_search_copy() -> None:
    copy = Copy(ads=(), lines=(_line("headline", "Hi", placement="meta_feed"),))

    assert editor_table(copy, "en", campaign="Spring") is None


def test_copy_table_has_the_ads_words_and_every_line_of_that_language_only() -> None:
    ad = AdText(
        variant="A",
        language="en",
        headline="=Slow",
        short="S",
        call_to_action="Go",
        locked=True,
        provider="x",
    )
    lines = (_line("headline", "Hi"), _line("headline", "Yo", placement="nowhere"))
    copy = Copy(ads=(ad, ad.model_copy(update={"language": "fr"})), lines=lines)

    head, *rows = _read(copy_table(copy, "en"))

    texts = [row[head.index("text")] for row in rows]
    assert texts == ["'=Slow", "Go", "S", "Hi", "Yo"]
    assert [row[head.index("locked")] for row in rows] == ["yes", "yes", "yes", "", ""]
