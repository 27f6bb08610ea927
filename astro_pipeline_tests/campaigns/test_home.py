import subprocess
import sys
from pathlib import Path

import pytest

from astro_pipeline.campaigns.home import is_held, write_atomically, writing
from astro_pipeline.errors import CampaignBusy

HOLD = """
import sys, time
from pathlib import Path
from astro_pipeline.campaigns.home import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a" / "b.txt", b"one")
    write_atomically(tmp_path / "a" / "b.txt", b"two")

    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b.txt"]
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"two"


def test_one_process_may_hold_a_folder_twice(tmp_path: Path) -> None:
    with writing(tmp_path), writing(tmp_path):
        assert is_held(tmp_path)

    assert not is_held(tmp_path)


def test_another_process_is_refused_until_the_writer_dies(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"held\n"

        assert is_held(tmp_path)
        with pytest.raises(CampaignBusy), writing(tmp_path):
            pass
        writer.kill()
        writer.wait()

        with writing(tmp_path):
            assert is_held(tmp_path)
