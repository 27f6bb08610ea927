import pytest

from astro_pipeline.campaigns.pages.frame import Header, Section, page
from astro_pipeline.campaigns.pages.markup import Html, el, file_url, join, link, row, table
from astro_pipeline.campaigns.pages.media import weight


def test_html_is_taken_as_it_is_and_text_is_escaped() -> None:
    inside = el("b", "1 < 2")

    assert el("p", inside, " & ", None, title='"x"') == (
        '<p title="&quot;x&quot;"><b>1 &lt; 2</b> &amp; </p>'
    )
    assert el("br", hidden=True, id=None) == "<br hidden>"
    assert join(["a", "b"], separator=" < ") == "a &lt; b"
    assert isinstance(row("x"), Html)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example", "file:///x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert "href" not in link(url)
    assert 'href="https://a.example/?x=1&amp;y=2"' in link("https://a.example/?x=1&y=2")


def test_a_file_name_cannot_leave_its_attribute_or_become_a_query() -> None:
    assert file_url('images/A/a b"?#é.png') == "images/A/a%20b%22%3F%23%C3%A9.png"


def test_a_table_keeps_cells_that_are_cells() -> None:
    html = table(("Name", "USD"), [row(el("th", "x", scope="row"), el("td", 1))], caption="C")

    assert '<tr><th scope="row">x</th><td>1</td></tr>' in html


def test_empty_sections_are_left_out_of_page_and_contents() -> None:
    html = page(Header("e", "t", Html()), [Section("a", "Shown", el("p", "x")), Section("b", "Gone", Html())])

    assert "Shown" in html
    assert "Gone" not in html


@pytest.mark.parametrize(("size", "shown"), [(10, "1 kB"), (83_400, "83 kB"), (1_440_000, "1.4 MB")])
def test_weights_read_as_people_say_them(size: int, shown: str) -> None:
    assert weight(size) == shown
