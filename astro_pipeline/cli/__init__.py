"""astro-pipeline on the command line.

Exit status: 0 done, 1 anything else, 2 bad brief, 3 waiting at a gate, 4 closed by a failed
finding, 5 over budget, 64 usage, 130 interrupted.
"""

import sys

import typer

# typer 0.29 carries click within itself and does not export its usage errors; pinned to <0.30 for it.
from typer._click.exceptions import NoArgsIsHelpError, UsageError

from astro_pipeline.cli.brief import brief_app
from astro_pipeline.cli.console import errors
from astro_pipeline.cli.decide import approve, edit, reject, waive
from astro_pipeline.cli.look import estimate, qa, serve, status
from astro_pipeline.cli.run import run, submit
from astro_pipeline.errors import AstroError, BudgetExceeded, InvalidBrief, InvalidRequest

app = typer.Typer(
    name="astro-pipeline",
    help="Turns a marketing brief into a finished campaign.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(brief_app, name="brief", help="Look at a brief without running it.")
for command in (run, submit, status, approve, reject, edit, waive, estimate, qa, serve):
    app.command()(command)

USAGE = 64
"""EX_USAGE of sysexits.h."""
INTERRUPTED = 130


def main() -> None:
    """Run a command and exit with its status."""
    sys.exit(exit_status(sys.argv[1:]))


def exit_status(arguments: list[str]) -> int:
    """The exit status of a command line; errors are one line on stderr."""
    try:
        result = app(arguments, standalone_mode=False, prog_name="astro-pipeline")
    except NoArgsIsHelpError as exc:
        errors.print(exc.format_message(), markup=False)
        return USAGE
    except UsageError as exc:
        errors.print(f"usage: {exc.format_message()}", markup=False, highlight=False, soft_wrap=True)
        return USAGE
    except (typer.Abort, KeyboardInterrupt):
        errors.print("interrupted; the same command goes on where it stopped", markup=False, soft_wrap=True)
        return INTERRUPTED
    except AstroError as exc:
        errors.print(f"{type(exc).__name__}: {exc}", markup=False, highlight=False, soft_wrap=True)
        return _status_of(exc)
    return result if isinstance(result, int) else 0


def _status_of(error: AstroError) -> int:
    if isinstance(error, InvalidBrief):
        return 2
    if isinstance(error, BudgetExceeded):
        return 5
    return USAGE if isinstance(error, InvalidRequest) else 1
