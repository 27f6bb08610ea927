import subprocess
import sys
from inspect import cleandoc

import pytest

from astro_pipeline.cli.commands import COMMANDS, Later

HEAVY = ("av", "cv2", "dagster", "moviepy", "numpy", "pydantic", "sqlalchemy")


@pytest.mark.parametrize("start", ["import astro_pipeline", "from astro_pipeline.cli import exit_status"])
def test_starting_loads_nothing_heavy(start: str) -> None:
    assert loaded(start) == []


def test_the_list_of_commands_loads_nothing_heavy() -> None:
    assert loaded("from astro_pipeline.cli import exit_status; exit_status(['--help'])") == []


def test_a_command_loads_what_it_needs() -> None:
    assert "pydantic" in loaded(
        "from astro_pipeline.cli import exit_status; exit_status(['brief', 'schema'])"
    )


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: str(each.name))
def test_a_commands_line_in_the_list_is_its_own_first_line(command: Later) -> None:
    own = str(command.loaded().help or command.help)

    assert cleandoc(own).splitlines()[0] == command.help


def loaded(start: str) -> list[str]:
    """Which heavy libraries a fresh Python has loaded after `start`."""
    ask = f"{start}\nimport sys\nprint('LOADED', [m for m in {HEAVY} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    line = next(each for each in reversed(said.splitlines()) if each.startswith("LOADED"))
    return [m for m in HEAVY if f"'{m}'" in line]
