from astro_pipeline.domain.media import drafts_told
from astro_pipeline_tests.quality.briefs import sample_file


def test_drafts_are_told_by_who_made_them_each_kind_once() -> None:
    files = (
        sample_file("a.wav", "audio", provider="flite", model="slt", draft=True),
        sample_file("b.wav", "audio", provider="flite", model="slt", draft=True),
        sample_file("c.mp4", "video", provider="editor", model="1", draft=True),
        sample_file("c.sheet.jpg", "contact_sheet", provider="editor", model="1", draft=True),
        sample_file("d.png", provider="painter", model="2"),
    )

    assert drafts_told(files) == (
        "drafts by editor (1): contact sheets, films",
        "drafts by flite (slt): sound",
    )
    assert drafts_told(files[4:]) == ()
