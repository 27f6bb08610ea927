# pyright: basic
# onnxruntime wraps a C++ module without types; this file fences its calls in.
"""The two models that come with rapidocr: one finds text, one reads a line of it.

They are PP-OCRv6's small models (PaddlePaddle, Apache License 2.0), converted by RapidAI and shipped
inside the rapidocr package: nothing is ever downloaded, and rapidocr's own code is not run. Source:
https://github.com/RapidAI/RapidOCR, release 3.10 (checked 2026-11-21).
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from astro_pipeline.errors import InvalidSetting

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Tensor = NDArray[np.float32]

_FINDER: Final = "PP-OCRv6_det_small.onnx"
_READER: Final = "PP-OCRv6_rec_small.onnx"
_SILENT: Final = 4
"""Severity from which onnxruntime speaks: only what is fatal."""
_THREADS: Final = 1
"""One, so that equal pixels give equal sums, and a run's own bench is left its cores."""


def text_map(batch: Tensor) -> Tensor:
    """How likely each pixel of one picture (1, 3, height, width) is part of a text."""
    return _run(_FINDER, batch)[0, 0]


def line_steps(batch: Tensor) -> Tensor:
    """For one line (1, 3, 48, width), step by step, how likely each sign of `signs` stands there."""
    return _run(_READER, batch)[0]


@cache
def signs() -> tuple[str, ...]:
    """What the reader tells apart, by number; the first is none at all."""
    known = _session(_READER).get_modelmeta().custom_metadata_map["character"].splitlines()
    return ("", *known, " ")


@cache
def known_signs() -> frozenset[str]:
    """Every sign the reader has learnt."""
    return frozenset(signs())


def put_away() -> None:
    """Let go of both models, 150 MB that nobody needs while films are made; they are back in 0.15 s."""
    for kept in (_session, signs, known_signs):
        kept.cache_clear()


def _run(name: str, batch: Tensor) -> Tensor:
    return np.asarray(_session(name).run(None, {"x": batch})[0], np.float32)


@cache
def _session(name: str) -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415 -- 0.2 s, and only to read

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = _THREADS
    options.log_severity_level = _SILENT
    options.enable_cpu_mem_arena = name == _READER  # the finder's would be the largest picture's, kept
    return onnxruntime.InferenceSession(str(_model(name)), options, providers=["CPUExecutionProvider"])


def _model(name: str) -> Path:
    """Where a model lies; rapidocr is looked up and not imported, which would set up its log."""
    package = find_spec("rapidocr")
    folders = package.submodule_search_locations if package else None
    for folder in folders or ():
        path = Path(folder) / "models" / name
        if path.is_file():
            return path
    raise InvalidSetting("rapidocr", name, "it comes with rapidocr 3.10: install astro-pipeline anew")
