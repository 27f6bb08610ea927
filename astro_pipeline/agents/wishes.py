"""What a reviewer's comment asks of a craft, for the few wishes each craft can grant."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Vocabulary = Mapping[str, str]
"""Per wish, the pattern of a comment that asks for it; in English and French, matched without case."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The wishes in the order they were made, and a note for every comment that held none."""

    wishes: tuple[str, ...]
    notes: tuple[str, ...]


def heard(comments: Sequence[str], vocabulary: Vocabulary) -> Heard:
    """What was asked, oldest first; a wish made in two comments counts twice."""
    found = [(comment, tuple(_wishes(comment, vocabulary))) for comment in comments]
    return Heard(
        wishes=tuple(wish for _, wishes in found for wish in wishes),
        notes=tuple(
            f"comment not understood: “{comment}”; say one of: {', '.join(vocabulary)}"
            for comment, wishes in found
            if not wishes and comment.strip()
        ),
    )


def _wishes(comment: str, vocabulary: Vocabulary) -> Iterator[str]:
    for wish, pattern in vocabulary.items():
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", comment, re.IGNORECASE):
            yield wish
