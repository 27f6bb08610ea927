"""What a prose brief comes back as: a draft in YAML with its questions, or the reading of what was taken."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Final, cast

import yaml
from pydantic import JsonValue

from astro_pipeline.campaigns.intake.prose import Placed, Proved, Question
from astro_pipeline.campaigns.intake.proving import PROOFS
from astro_pipeline.campaigns.intake.reading import Tree
from astro_pipeline.domain.brief import Brief

TODO: Final = "TODO"
"""Begins a value that is still to be written; a brief that holds one is refused."""

_INDEX: Final = re.compile(r"\[\d{1,2}\]")
_HEAD: Final = """\
# What the prose brief says, as a brief. Answer the questions, replace each TODO, and submit this file.
"""


def asked_of(proved: Proved) -> tuple[str, ...]:
    """The questions as a person reads them."""
    return tuple(_said(each) for each in proved.questions)


def draft_of(proved: Proved) -> str:
    """The brief so far, with what is open marked in it."""
    tree = deepcopy(proved.tree)
    for question in proved.questions:
        _mark(tree, question)
    asked = "".join(f"# question: {question}\n" for question in asked_of(proved))
    notes = "".join(f"# {each.field}: {each.value} ({each.reason})\n" for each in proved.assumptions)
    left = "".join(f"# not taken, the text does not state it: {_line(each)}\n" for each in proved.unproved)
    ordered = {name: tree[name] for name in Brief.model_fields if name in tree}
    body = yaml.safe_dump(ordered, allow_unicode=True, sort_keys=False, width=100) if ordered else ""
    return f"{_HEAD}#\n{asked}{notes}{left}\n{body}"


def report_of(proved: Proved, name: str) -> str:
    """What was found where, what was assumed, what was left out."""
    return "\n".join(
        (
            f"# What was read in {name}",
            "",
            "| line | field | value | the text says |",
            "|---:|---|---|---|",
            *(_row(each) for each in sorted(proved.found, key=lambda each: (each.line, each.field))),
            "",
            *_listed(
                "Assumed", (f"{each.field}: {each.value} ({each.reason})" for each in proved.assumptions)
            ),
            *_listed("Not taken: the text does not state it", proved.unproved),
            "",
        )
    )


def _row(placed: Placed) -> str:
    cells = (str(placed.line), placed.field, placed.value, placed.quote)
    return f"| {' | '.join(_line(cell).replace('|', '/') for cell in cells)} |"


def _listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = [f"- {_line(each)}" for each in lines]
    if found:
        yield from (f"## {title}", "", *found, "")


def _said(question: Question) -> str:
    where = f"line {question.line}: " if question.line else ""
    return f"{where}{_line(question.text)}" + (f" ({question.field})" if question.field else "")


def _mark(tree: Tree, question: Question) -> None:
    """Put the question where its answer belongs, where that is a plain text of ours."""
    *steps, last = question.field.split(".")
    if _INDEX.sub("[]", question.field) not in PROOFS or last.endswith("]"):
        return
    here: JsonValue = tree
    for step in steps:
        here = _below(here, step)
        if not isinstance(here, dict):
            return
    if not isinstance(here.get(last), dict | list):
        here[last] = f"{TODO}: {_line(question.text)}"


def _below(here: Tree, step: str) -> JsonValue:
    """The part a step leads to; a place in a list only where there is one."""
    name, _, place = step.rstrip("]").partition("[")
    if not place:
        return here.setdefault(name, cast("JsonValue", {}))
    row = here.get(name)
    return row[int(place)] if isinstance(row, list) and int(place) < len(row) else None


def _line(text: str) -> str:
    return " ".join(text.split())
