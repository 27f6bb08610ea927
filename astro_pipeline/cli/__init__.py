"""astro-pipeline on the command line.

Exit status: 0 done, 1 anything else, 2 bad brief (`check`: unreadable file), 3 waiting at a gate
(`check`: something required was not checked), 4 closed by a failed finding, 5 over budget, 64 usage,
130 interrupted.
"""

import sys

import typer

# typer 0.29 carries click within itself and does not export its usage errors; pinned to <0.30 for it.
from typer._click.exceptions import NoArgsIsHelpError, UsageError
from typer.core import TyperGroup

from astro_pipeline.cli.commands import COMMANDS
from astro_pipeline.errors import AstroError, BudgetExceeded, InvalidBrief, InvalidRequest

app = TyperGroup(
    name="astro-pipeline",
    help="Turns a marketing brief into a finished campaign.",
    no_args_is_help=True,
    commands=COMMANDS,
    rich_markup_mode=None,  # as plain text it comes in half the time
)

USAGE = 64
"""EX_USAGE of sysexits.h."""
INTERRUPTED = 130


def main() -> None:
    """Run a command and exit with its status."""
    sys.exit(exit_status(sys.argv[1:]))


def exit_status(arguments: list[str]) -> int:
    """The exit status of a command line; errors are one line on stderr."""
    try:
        result = app.main(arguments, standalone_mode=False, prog_name="astro-pipeline")
    except NoArgsIsHelpError as exc:
        _complain(exc.format_message())
        return USAGE
    except UsageError as exc:
        _complain(f"usage: {exc.format_message()}")
        return USAGE
    except (typer.Abort, KeyboardInterrupt):
        _complain("interrupted; the same command goes on where it stopped")
        return INTERRUPTED
    except AstroError as exc:
        _complain(f"{type(exc).__name__}: {exc}")
        return _status_of(exc)
    return result if isinstance(result, int) else 0


def _complain(line: str) -> None:
    print(line, file=sys.stderr)


def _status_of(error: AstroError) -> int:
    if isinstance(error, InvalidBrief):
        return 2
    if isinstance(error, BudgetExceeded):
        return 5
    return USAGE if isinstance(error, InvalidRequest) else 1
