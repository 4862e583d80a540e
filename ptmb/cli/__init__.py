"""The program `ptmb`: one file for each noun, loaded only when it is called."""

import gc
import importlib
import sys

import click
from flask.cli import AppGroup, ScriptInfo

from ptmb import create_app
from ptmb.config import ConfigurationError

_COMMANDS = ("areas", "db", "demo", "doctor", "prepare", "serve", "stats", "users", "worker")


class _Commands(AppGroup):
    """Imports `ptmb.cli.<name>` on demand, so that `serve` never waits for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        gc.disable()  # what is being loaded is no garbage, and looking for some takes a while
        command: click.Command = importlib.import_module(f"ptmb.cli.{cmd_name}").command
        gc.enable()
        return command


_group = _Commands(
    "ptmb",
    help="Pengaduan air Perumda Tirta Manuntung Balikpapan.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line; a wrong setting is one line, not a traceback."""
    try:
        _group.main(prog_name="ptmb", obj=ScriptInfo(create_app=create_app))
    except ConfigurationError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
