"""Vendors' own API documents, where $ASTRO_CONTRACTS names a folder that holds them and their checker.

They are not part of the repository. Without the variable nothing is checked here; with it, a folder or
a document that is missing is an error and no pass.
"""

import importlib.util
import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from astro_pipeline_tests.vendors.speech import Asked, Reply
from astro_pipeline_tests.vendors.vendor import Vendor


class Documents:
    """The documents of a folder, each opened when its vendor is first asked for."""

    def __init__(self, folder: Path) -> None:
        """Raises: FileNotFoundError where the folder holds no checker."""
        program = folder / "contract.py"
        if not program.is_file():
            raise FileNotFoundError(f"{program}: ASTRO_CONTRACTS names a folder without the checker")
        spec = importlib.util.spec_from_file_location("vendor_contract", program)
        assert spec is not None
        assert spec.loader is not None
        self._checker: Any = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._checker)
        self._folder = folder
        self._opened: dict[str, Any] = {}

    def broken(self, vendor: Vendor, asked: Asked, reply: Reply) -> list[str]:
        """What in a request or a good answer the vendor's document does not allow."""
        document = self.document(vendor.document_of(asked.path))
        path = asked.path.removeprefix(vendor.document_cut)
        media_type = asked.headers.get("content-type", "")
        found: list[str] = self._checker.check_request(
            document, asked.method, path, asked.query, asked.headers, media_type, asked.body
        )
        if reply.status < 300 and reply.spoiled is None:
            found += self._checker.check_response(
                document, asked.method, path, reply.status, reply.media_type, reply.body
            )
        counted = [each for each in found if not any(part in each for part in vendor.forgiven)]
        return [f"{vendor.document} {asked.method} {path}: {each}" for each in counted]

    def document(self, name: str) -> Any:
        """Raises: FileNotFoundError where it is missing."""
        if name not in self._opened:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)  # the checker leaves closing to Python
                self._opened[name] = self._checker.Spec(str(self._folder / name))
        return self._opened[name]


@cache
def documents() -> Documents | None:
    """The documents $ASTRO_CONTRACTS names, None without it."""
    named = os.environ.get("ASTRO_CONTRACTS")
    return Documents(Path(named)) if named else None
