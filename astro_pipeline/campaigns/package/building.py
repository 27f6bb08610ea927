"""The package: everything that is handed over, in one folder and one zip, with its papers."""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import JsonValue

from astro_pipeline.campaigns.package import tables
from astro_pipeline.campaigns.package.archive import safe_name, write_zip
from astro_pipeline.campaigns.package.handover import Handover, Item, decide_handover
from astro_pipeline.campaigns.package.papers import json_bytes, provenance
from astro_pipeline.campaigns.package.sealing import Examine, Parts, Seal, sealed
from astro_pipeline.campaigns.pages import delivery_page, report_page, to_markdown
from astro_pipeline.campaigns.store import file_digest
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.delivery import DeliveredFile, DeliveredKind, Manifest
from astro_pipeline.domain.media import (
    Audio,
    Clips,
    ImageVariants,
    MediaFile,
    Music,
    SoundEffects,
    Video,
    Voiceover,
)
from astro_pipeline.domain.plan import Copy, Storyboard, Strategy
from astro_pipeline.domain.review import Decision, Finding, QaReport
from astro_pipeline.errors import StaleInput

_PREVIOUS = ".delivery-previous"


def build_delivery(
    campaign_folder: Path,
    *,
    brief: Brief,
    strategy: Strategy,
    copy: Copy,
    storyboard: Storyboard,
    images: ImageVariants,
    voiceover: Voiceover,
    music: Music,
    effects: SoundEffects,
    audio: Audio,
    video: Video,
    qa: QaReport,
    decisions: Sequence[Decision],
    locate: Callable[[MediaFile], Path],
    clips: Clips | None = None,
    blob: Callable[[str], Path] | None = None,
    seal: Seal | None = None,
    examine: Examine | None = None,
) -> Manifest:
    """Build `delivery/` and `delivery.zip`; the old ones stay until the new are complete.

    With a seal, files are signed once they lie in the package. `examine` looks at them as they lie there.
    Raises: StaleInput when a file's bytes are not what its digest says, or no longer say what made it.
    """
    stems = _stems(voiceover, music, effects, clips)
    handover = decide_handover(brief, copy=copy, images=images, audio=audio, video=video, qa=qa, stems=stems)
    sources = _sources(handover, images, stems)
    with _replacing(campaign_folder) as folder:
        parts = Parts(images, music, clips, blob or (lambda sha256: campaign_folder / f".none-{sha256}"))
        files = [_place(folder, item, locate) for item in handover.items]
        if seal:
            items = zip(handover.items, files, strict=True)
            files = [_sealed(folder, item, file, seal=seal, parts=parts) for item, file in items]
        findings = tuple(
            each for file in files for each in (examine(folder / file.path, file) if examine else ())
        )
        _hold(findings)
        placed = tuple(files)
        papers = _Papers(folder, files)
        _write_words(papers, handover.copy, brief)
        _write_plan(papers, strategy, storyboard)
        _write_records(papers, handover, sources, brief=brief, placed=placed)
        if qa.declarations:
            papers.add("upload.csv", tables.upload_table(qa.declarations), kind="report")
        papers.add("qa_report.json", json_bytes(qa.model_dump(mode="json")), kind="report")
        papers.add("qa_report.html", report_page(qa, brief=brief).encode(), kind="report")
        draft = _manifest(brief, handover, files, decisions, findings, qa)
        index = delivery_page(
            draft, brief=brief, copy=handover.copy, qa=qa, strategy=strategy, sources=sources
        )
        papers.add("index.html", index.encode(), kind="report")
        manifest = _manifest(brief, handover, files, decisions, findings, qa)
        (folder / "manifest.json").write_bytes(json_bytes(manifest.model_dump(mode="json")))
    write_zip(campaign_folder / "delivery", campaign_folder / "delivery.zip")
    return manifest


class _Papers:
    """Writes what is made here, and lists it."""

    def __init__(self, folder: Path, files: list[DeliveredFile]) -> None:
        self._folder = folder
        self._files = files

    def add(self, path: str, content: bytes, *, kind: DeliveredKind, language: str | None = None) -> None:
        target = self._folder / safe_name(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self._files.append(
            DeliveredFile.model_validate(
                {"path": path, "sha256": digest(content), "kind": kind, "language": language, "cost_usd": "0"}
            )
        )


def _manifest(
    brief: Brief,
    handover: Handover,
    files: Iterable[DeliveredFile],
    decisions: Sequence[Decision],
    findings: tuple[Finding, ...],
    qa: QaReport,
) -> Manifest:
    return Manifest(
        campaign=brief.id,
        status="incomplete" if handover.incomplete else "complete",
        publishable=not handover.unpublishable,
        reasons=(*handover.incomplete, *handover.unpublishable),
        files=tuple(sorted(files, key=lambda each: each.path)),
        decisions=tuple(decisions),
        waivers=qa.waivers,
        findings=findings,
    )


def _hold(findings: Iterable[Finding]) -> None:
    failing = next((each for each in findings if each.closes), None)
    if failing:
        raise StaleInput(f"{failing.file}: {failing.why}; {failing.cure}")


def _write_words(papers: _Papers, copy: Copy, brief: Brief) -> None:
    papers.add("copy/copy.json", json_bytes(copy.model_dump(mode="json")), kind="copy")
    for language in sorted({each.language for each in (*copy.ads, *copy.lines)}):
        papers.add(f"copy/{language}.csv", tables.copy_table(copy, language), kind="copy", language=language)
        editor = tables.editor_table(copy, language, campaign=brief.name)
        if editor:
            papers.add(f"copy/google_ads.{language}.csv", editor, kind="copy", language=language)


def _write_plan(papers: _Papers, strategy: Strategy, storyboard: Storyboard) -> None:
    papers.add("plan/strategy.md", to_markdown(strategy).encode(), kind="report")
    papers.add("plan/storyboard.md", to_markdown(storyboard).encode(), kind="report")


def _write_records(
    papers: _Papers,
    handover: Handover,
    sources: Sequence[MediaFile],
    *,
    brief: Brief,
    placed: Sequence[DeliveredFile],
) -> None:
    delivered: dict[str, list[str]] = {}
    for item in handover.items:
        delivered.setdefault(item.file.path, []).append(item.target)
    named = [(each, "; ".join(delivered.get(each.path, []))) for each in sources]
    papers.add("licences.csv", tables.licence_table(named, brief.files), kind="licence")
    papers.add("costs.csv", tables.cost_table(sources), kind="report")
    record: JsonValue = provenance(brief.id, zip(handover.items, placed, strict=True), sources)
    papers.add("provenance.json", json_bytes(record), kind="provenance")


def _place(folder: Path, item: Item, locate: Callable[[MediaFile], Path]) -> DeliveredFile:
    source, target = locate(item.file), folder / safe_name(item.target)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise StaleInput(f"{item.target}: two files of the campaign want this name; make the pictures anew")
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, target)
    if file_digest(target) != item.file.sha256:
        raise StaleInput(f"{item.file.path}: its bytes have changed since it was made; make it anew")
    file = item.file
    return DeliveredFile.model_validate(
        {
            "path": item.target,
            "placements": item.placements,
            "cost_usd": "0" if item.repeated else file.cost_usd,
            **file.model_dump(include=_CARRIED),
        }
    )


_CARRIED = {
    "sha256", "kind", "language", "variant", "width", "height", "seconds", "provider", "model", "draft",
    "source_type",
}  # fmt: skip


def _sealed(folder: Path, item: Item, file: DeliveredFile, *, seal: Seal, parts: Parts) -> DeliveredFile:
    path = folder / item.target
    said = sealed(path, seal, file=item.file, title=item.target, parts=parts)
    return file.model_copy(update={"sha256": file_digest(path), "credentials": said})


def _stems(
    voiceover: Voiceover, music: Music, effects: SoundEffects, clips: Clips | None
) -> tuple[MediaFile, ...]:
    return (
        *(each.file for each in voiceover.segments),
        *(each.file for each in music.beds),
        *(each.file for each in effects.effects),
        *(each.file for each in (clips.clips if clips else ())),
    )


def _sources(handover: Handover, images: ImageVariants, stems: Sequence[MediaFile]) -> tuple[MediaFile, ...]:
    """Everything delivered or used in it, once each, by path."""
    visuals = [each for each in images.files if not each.placements]
    every = {each.path: each for each in (*(item.file for item in handover.items), *stems, *visuals)}
    return tuple(every[path] for path in sorted(every))


@contextmanager
def _replacing(campaign_folder: Path) -> Generator[Path]:
    """A new folder that takes the place of `delivery/` when the block ends well, else goes."""
    target, previous = campaign_folder / "delivery", campaign_folder / _PREVIOUS
    if previous.exists() and not target.exists():  # a crash between the two renames below
        previous.rename(target)
    for left in campaign_folder.glob(".delivery-*"):  # of a process that was killed
        shutil.rmtree(left)
    for left in campaign_folder.glob(".zip-*"):
        left.unlink()
    folder = Path(tempfile.mkdtemp(dir=campaign_folder, prefix=".delivery-"))
    try:
        folder.chmod(0o755)
        yield folder
        if target.exists():
            target.rename(previous)
        folder.rename(target)
        shutil.rmtree(previous, ignore_errors=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
