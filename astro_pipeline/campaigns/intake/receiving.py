"""Intake: a brief in any format we read becomes a `Brief`, with what was assumed written into it.

Our own shape is read strictly. A brief of another shape is read through the alias table
(`aliases.yaml`); what it leaves open, and what we have no use for, becomes an assumption. The same
brief gives an equal `Brief` on any day it can be taken.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import cast

from pydantic import JsonValue, ValidationError

from astro_pipeline.campaigns.intake.assuming import complete, settle_language, stand_ins
from astro_pipeline.campaigns.intake.attaching import attach
from astro_pipeline.campaigns.intake.checking import check
from astro_pipeline.campaigns.intake.drafting import asked_of, draft_of, report_of
from astro_pipeline.campaigns.intake.explaining import AT_INTAKE, explain, origin
from astro_pipeline.campaigns.intake.parcel import BRIEF_BYTES, Parcel, beside, nothing_beside, open_parcel
from astro_pipeline.campaigns.intake.prose import Question, prove
from astro_pipeline.campaigns.intake.proving import shown
from astro_pipeline.campaigns.intake.reading import Tree, is_prose, read_tree
from astro_pipeline.campaigns.intake.recordings import check_clips
from astro_pipeline.campaigns.intake.shapes import Reshaped, is_foreign, reshape
from astro_pipeline.domain.attachment import SUPPLIED
from astro_pipeline.domain.brief import Assumption, Brief
from astro_pipeline.domain.placements import channel_named
from astro_pipeline.domain.prose import ReadProse
from astro_pipeline.errors import InvalidBrief, OpenQuestions


@dataclass(frozen=True, slots=True)
class Received:
    """A brief, and the bytes of the files that came with it, by digest."""

    brief: Brief
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    reading: str = ""
    """Of a prose brief: what was found where, what was assumed, what was left out, as Markdown."""


def read_brief(path: Path, *, today: date, read_prose: ReadProse | None = None) -> Received:
    """The brief in a YAML or JSON file, or in a folder or zip that holds brief.yaml (or .yml, .json).

    Prose (.md, .txt) is read by `read_prose`, and refused without it.
    Raises: InvalidBrief with the field, its value and the cure; what `read_prose` raises.
    """
    parcel = open_parcel(path)
    if read_prose is not None and is_prose(parcel.text, parcel.name):
        return _receive_prose(parcel, today, read_prose)
    return _receive(parcel, today)


def parse_brief(text: str, *, today: date, folder: Path | None = None, name: str = "brief") -> Received:
    """The brief in a text of YAML or JSON; files it names are looked for in `folder`.

    Raises: InvalidBrief with the field, its value and the cure.
    """
    if len(text.encode()) > BRIEF_BYTES:
        raise InvalidBrief(name, f"{len(text)} characters", "a brief has at most 1 MB")
    return _receive(Parcel(name, text, beside(folder) if folder else nothing_beside), today)


def brief_schema() -> dict[str, JsonValue]:
    """JSON Schema of a brief as a person writes it."""
    schema = cast("dict[str, JsonValue]", Brief.model_json_schema())
    properties = cast("dict[str, JsonValue]", schema["properties"])
    for name in AT_INTAKE:
        del properties[name]
    definitions = cast("dict[str, JsonValue]", schema["$defs"])
    for name in ("Assumption", "Finding", "Box", "Span"):
        del definitions[name]
    path: JsonValue = {"type": "string", "description": "Path of a file beside the brief."}
    licence: JsonValue = {"type": "string", "description": "By what right it is used, e.g. CC BY 4.0."}
    definitions["Attachment"] = {
        "title": "Attachment",
        "description": "Path of a file beside the brief, e.g. assets/logo.png; or the path and its licence.",
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "properties": {"path": path, "licence": licence},
                "required": ["path"],
                "additionalProperties": False,
            },
        ],
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _receive_prose(parcel: Parcel, today: date, read_prose: ReadProse) -> Received:
    """Prose as far as its text proves it; held where anything must be asked first."""
    proved = prove(parcel.text, read_prose(shown(parcel.text)))
    if proved.questions:
        raise OpenQuestions(parcel.name, asked_of(proved), draft_of(proved))
    try:
        received = _receive(parcel, today, proved.tree)
    except InvalidBrief as exc:
        why = Question(exc.field, f"{exc.value!r} cannot be used; {exc.cure}")
        open_still = replace(proved, questions=(why,))
        raise OpenQuestions(parcel.name, asked_of(open_still), draft_of(open_still)) from exc
    read = Assumption(
        field="brief",
        value=f"{len(proved.found)} values read in {parcel.name}",
        reason="the brief is prose; each value has its line in the reading beside it",
    )
    notes = (read, *proved.assumptions, *received.brief.assumptions)
    brief = received.brief.model_copy(update={"assumptions": notes})
    return replace(received, brief=brief, reading=report_of(proved, parcel.name))


def _receive(parcel: Parcel, today: date, tree: Tree | None = None) -> Received:
    tree = read_tree(parcel.text, parcel.name) if tree is None else tree
    shaped = reshape(tree, today=today) if is_foreign(tree) else None
    origins = shaped.origins if shaped else {}
    tree, noted = settle_language(shaped.tree if shaped else tree)
    assumed = list(noted)
    if shaped:
        tree, noted = stand_ins(tree)
        assumed += [_shape_note(shaped), *noted, *shaped.assumptions]
    written = tree
    try:
        tree, files, missing, undeclared = attach(tree, parcel.fetch)
        for where, name in missing:
            assumed.append(_missing(where, name, foreign=shaped is not None))
        if undeclared:
            assumed.append(_undeclared(undeclared))
        brief = _validated(tree, written, origins)
        check_clips(brief, files)
        check(brief, today=today)
    except InvalidBrief as exc:
        raise InvalidBrief(origin(exc.field, origins), exc.value, exc.cure) from exc
    named = tuple(channel.id for name in brief.channels if (channel := channel_named(name)))
    brief = brief.model_copy(update={"channels": tuple(dict.fromkeys(named))})
    return Received(complete(brief, assumed), files)


def _validated(tree: Tree, written: Tree, origins: Mapping[str, str]) -> Brief:
    for name in sorted(AT_INTAKE & set(tree)):
        raise InvalidBrief(name, tree[name], "it is set at intake; leave it out")
    try:
        return Brief.model_validate_json(json.dumps(tree), strict=True)
    except ValidationError as exc:
        raise explain(exc, written, origins) from exc


def _shape_note(shaped: Reshaped) -> Assumption:
    read = ", ".join(f"{theirs} → {ours}" for ours, theirs in shaped.origins.items() if ours != theirs)
    why = "the brief has another system's shape and was read through the table of aliases"
    return Assumption(field="brief", value=read, reason=why)


def _undeclared(fields: Sequence[str]) -> Assumption:
    why = "the brief does not say by what right these files are used; declare a licence where it is another"
    return Assumption(field=f"licence of {', '.join(fields)}", value=SUPPLIED, reason=why)


def _missing(where: str, name: str, *, foreign: bool) -> Assumption:
    if not foreign:
        cure = "the file is not there; put it beside the brief (in its folder or zip), or leave the field out"
        raise InvalidBrief(where, name, cure)
    return Assumption(field=where, value=f"without {name}", reason=f"file {name} did not come with the brief")
