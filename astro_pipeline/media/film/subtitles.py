"""Caption files: SubRip and WebVTT, one cue per caption, none over another."""

from collections.abc import Sequence

from astro_pipeline.domain.timeline import Caption

_FOREVER = 360_000_000
"""A hundred hours, in milliseconds: the most either form can write."""


def srt(captions: Sequence[Caption]) -> str:
    """SubRip: numbered cues, times with a comma."""
    cues = [
        f"{number}\n{_time(start, ',')} --> {_time(end, ',')}\n{caption.text}\n"
        for number, (caption, start, end) in enumerate(_apart(captions), start=1)
    ]
    return "\n".join(cues)


def vtt(captions: Sequence[Caption]) -> str:
    """WebVTT: the same cues, times with a point; &, < and > escaped as the format asks.

    Source: https://www.w3.org/TR/webvtt1/ (checked 2026-11-20).
    """
    cues = [
        f"{_time(start, '.')} --> {_time(end, '.')}\n{_escaped(caption.text)}\n"
        for caption, start, end in _apart(captions)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _apart(captions: Sequence[Caption]) -> list[tuple[Caption, int, int]]:
    """Each caption with its times in milliseconds; one ends where the next begins, at the latest."""
    ordered = sorted(captions, key=lambda each: each.start)
    starts = [round(each.start * 1000) for each in ordered]
    apart: list[tuple[Caption, int, int]] = []
    for place, caption in enumerate(ordered):
        end = min(round(caption.end * 1000), *starts[place + 1 : place + 2], _FOREVER)
        if end > starts[place]:
            apart.append((caption, starts[place], end))
    return apart


def _time(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{point}{rest:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
