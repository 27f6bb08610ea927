from astro_pipeline.campaigns.pages import media
from astro_pipeline.domain.media import FileKind, Film, Licence, MediaFile


def file(path: str, kind: FileKind) -> MediaFile:
    return MediaFile(
        path=path, sha256="a" * 64, kind=kind, bytes=1, width=108, height=192, provider="p", model="m",
        source_type="composite", licence=Licence(name="generated-here", holder="x", source="y"),
    )  # fmt: skip


STEM = "video/9x16.15s.en"
FILM = Film(
    ratio="9:16",
    seconds=15,
    language="en",
    file=file(f"{STEM}.mp4", "video"),
    thumbnail=file(f"{STEM}.thumb.jpg", "thumbnail"),
    poster=file(f"{STEM}.poster.jpg", "poster"),
    contact_sheet=file(f"{STEM}.sheet.jpg", "contact_sheet"),
    preview=file(f"{STEM}.preview.gif", "preview"),
)


def test_a_film_is_shown_with_its_poster_sheet_and_loop() -> None:
    page = str(media.films_part([FILM]))

    assert f'poster="{STEM}.thumb.jpg"' in page
    assert [f'src="{STEM}.{name}"' in page for name in ("poster.jpg", "sheet.jpg", "preview.gif")] == [
        True
    ] * 3
    assert "Contact sheet, 9x16" in page


def test_a_film_with_nothing_beside_it_is_shown_alone() -> None:
    alone = Film(ratio="9:16", seconds=15, language="en", file=FILM.file)

    assert "<details" not in str(media.films_part([alone]))
    assert not str(media.films_part([]))


def test_all_that_goes_beside_a_film_is_among_its_files() -> None:
    assert [each.path.removeprefix(f"{STEM}.") for each in FILM.files] == [
        "mp4", "thumb.jpg", "poster.jpg", "sheet.jpg", "preview.gif",
    ]  # fmt: skip
