"""Briefs the tests run whole campaigns with: small enough to be made in seconds."""

import json
from pathlib import Path
from typing import Any


def small_brief(**changes: Any) -> dict[str, Any]:
    """One banner and one six-second film in one language."""
    return {
        "id": "fernweh-spring",
        "name": "Spring",
        "company": {"name": "Fernweh", "sector": "beverages", "website": "https://fernweh.example"},
        "products": [
            {
                "name": "Fernweh Tonic",
                "category": "tonic water",
                "description": "A dry tonic with alpine herbs.",
                "benefits": ["tastes of alpine herbs", "no added sugar"],
                "features": ["bottled in glass", "made from spring water"],
            }
        ],
        "language": "en",
        "languages": ["en"],
        "markets": ["GB"],
        "audience": {"description": "people who like a dry drink", "pains": ["sweet mixers"]},
        "objectives": ["awareness"],
        "call_to_action": {"text": "Find a bar", "url": "https://fernweh.example/bars"},
        "placements": ["display_300x250", "youtube_bumper"],
        "film": {"seconds": [6]},
        "brand": {"palette": ["#0F3D3E", "#F2643D", "#FBF1E3"], "tone": ["calm"]},
        "variants": 1,
        "governance": "full_auto",
        **changes,
    }


def write_brief(path: Path, **changes: Any) -> Path:
    """The small brief as a JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(small_brief(**changes)), "utf-8")
    return path
