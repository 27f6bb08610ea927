import platform
import subprocess
import sys

import pytest

_DRAWING = """
import resource
import numpy as np
from astro_pipeline.defs.memory import spare_memory

spare_memory()
np.ones(4 << 20, np.uint8)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(20):
    np.ones(4 << 20, np.uint8)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""
_PAGES_OF_ONE = 1024
"""4 MiB in pages of 4 KiB."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has heaps of its own kind")
def test_the_memory_of_a_frame_is_kept_for_the_next() -> None:
    told = subprocess.run([sys.executable, "-c", _DRAWING], capture_output=True, text=True, check=True)

    assert int(told.stdout) < _PAGES_OF_ONE
