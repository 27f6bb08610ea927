"""Every command, each loaded when it is called: the list must not wait for Dagster or the media."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand
from typer.main import get_command
from typing_extensions import override


class Later(TyperCommand):
    """A command by its name, its line in the list, and where it stands."""

    def __init__(self, name: str, place: str, line: str) -> None:
        super().__init__(name, help=line)
        self.place = place
        """The module in this package and the function, e.g. "run:run"."""

    @override
    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> Any:
        return self.loaded().make_context(info_name, args, *rest, **extra)

    def loaded(self) -> Any:
        """The command itself."""
        module, _, name = self.place.partition(":")
        found = getattr(import_module(f"astro_pipeline.cli.{module}"), name)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            alone.command()(found)
            found = alone
        return get_command(found)


COMMANDS = (
    Later("run", "run:run", "Make a campaign as far as its gates allow, or go on with one."),
    Later("submit", "run:submit", "Lay a brief on the desk; a running daemon makes it."),
    Later("status", "look:status", "Say how far a campaign is, or all of them."),
    Later("approve", "decide:approve", "Approve what waits at GATE."),
    Later("reject", "decide:reject", "Send what waits at GATE back, whole or in part, with a comment."),
    Later("edit", "decide:edit", "Put your own words in place of lines of the copy."),
    Later(
        "waive",
        "decide:waive",
        "Let one failing finding pass, for these bytes only.",
    ),
    Later("estimate", "estimate:estimate", "Say what a brief's campaign can cost, per asset and provider."),
    Later(
        "providers",
        "providers:providers",
        "Say who makes what, and which keys, prices and models need a look.",
    ),
    Later("spend", "spend:spend", "Say what was spent, reserved and saved; decide on calls left open."),
    Later(
        "qa",
        "look:qa",
        "Show every finding so far.",
    ),
    Later("check", "check:check", "Hold files made anywhere else against what a placement takes."),
    Later("serve", "look:serve", "Serve review pages, deliveries and media on 127.0.0.1."),
    Later("brief", "brief:brief_app", "Look at a brief without running it."),
)
