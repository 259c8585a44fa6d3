"""The command line: thin, and the only place that puts the parts together.

Each command imports what it needs when it is given: asking a running bot for its health, every minute, must
not cost what running one does, and a bot that runs does not hold the sandbox in memory.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import re
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.adapters import logs, zone_data
from bot.adapters.clock import BadClock
from bot.config import BadSettings, Settings, read_content_folder, read_settings

if TYPE_CHECKING:
    from bot.core.content import Content

log = logging.getLogger(__name__)

SANDBOX_PORT = 8088
"""One that stays the same, so that a page that was left open is found again."""


class Refusal(click.ClickException):
    """Ends the command with sentences on standard error and exit code 2: something has to be set right
    first.
    """

    exit_code = 2

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


@click.group()
def main() -> None:
    """A Telegram bot that walks a person with a sore low back through three slow exercises.

    It is set up by BOT_TOKEN and other settings, in the environment or in a file named .env; README.md
    lists them all.
    """
    logs.set_up("INFO")


@main.command()
def run() -> None:
    """Start the bot. Without a token, start it in a Telegram of its own on this machine."""
    version = zone_data.take_newest()
    settings = _settings()
    if settings.token is None:
        click.echo("BOT_TOKEN is not set, so this is the sandbox: a Telegram of its own on this machine.")
        _try_out(SANDBOX_PORT)
        return
    as_json = settings.log_format == "json"
    logs.set_up(settings.log_level, settings.token.secret, as_json=as_json)
    try:
        _serve(settings, version)
    except Refusal as why:
        if not as_json:
            raise
        for sentence in why.message.splitlines():
            log.critical("%s", sentence)
        raise SystemExit(why.exit_code) from None


@main.command(short_help="Try the bot without Telegram.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=SANDBOX_PORT,
    show_default=True,
    help="Where the page is served; the next free one when it is in use. 0: any free one.",
)
@click.option("--only-server", is_flag=True, help="Without this bot: a Bot API and a page for any other one.")
@click.option(
    "--token",
    callback=lambda context, option, token: token and _bot_token(token),
    help="The token that the other bot uses, with --only-server.",
)
def sandbox(port: int, only_server: bool, token: str | None) -> None:
    """Try the bot without Telegram: prints the address of a page to chat with it."""
    from bot.cli.trying import serve_alone

    if only_server:
        _served(serve_alone(port, token, say=click.echo))
    else:
        _try_out(port)


@main.command(short_help="Look for mistakes in the content.")
def check() -> None:
    """Look for mistakes in the content folder and print every one. Exit code 1 if there are any."""
    from bot.adapters import content_files, pictures

    try:
        found = content_files.check(read_content_folder(), width=pictures.width_of)
    except BadSettings as wrong:
        raise Refusal("\n".join(wrong.problems)) from None
    for mistake in found:
        click.echo(str(mistake))
    mistakes = [mistake for mistake in found if not mistake.warning]
    click.echo(_counted(len(mistakes), len(found) - len(mistakes)))
    if mistakes and not any(mistake.stops for mistake in mistakes):
        click.echo("Only figures and pictures are concerned, so the bot starts all the same.")
    if mistakes:
        raise SystemExit(1)


@main.command(short_help="Print what can follow what in a conversation.")
def diagram() -> None:
    """Print what can follow what in a conversation, as a Mermaid diagram."""
    from bot.core.diagram import mermaid

    click.echo(mermaid(), nl=False)


@main.command(short_help="Count people and sessions.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def stats(as_json: bool) -> None:
    """Count people, sessions, days done and who came back: numbers only, never a person. The bot may run."""
    from bot.adapters.store import Unreadable
    from bot.cli.counting import NoDatabase, as_words, counted

    settings = _settings()
    try:
        told = counted(settings, _content(settings.content))
    except (NoDatabase, BadClock) as why:
        raise Refusal(str(why)) from None
    except Unreadable:
        raise Refusal(f"{settings.database} can't be read: it is locked, or not this bot's.") from None
    click.echo(json.dumps(told, indent=2) if as_json else as_words(told))


@main.command(short_help="Copy the database while the bot runs.")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE, which must not be there yet, and check the copy. The bot may run."""
    from bot.adapters.store import NoCopy
    from bot.cli.copies import backed_up

    try:
        click.echo(backed_up(_settings(), file))
    except NoCopy as why:
        raise Refusal(str(why)) from None


@main.command(short_help="Put a backup in the database's place.")
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the database, which is kept aside. The bot must not run."""
    from bot.adapters.store import NoCopy, UnusableDatabase
    from bot.cli.copies import put_back

    try:
        click.echo(put_back(_settings(), file))
    except (NoCopy, UnusableDatabase) as why:
        raise Refusal(str(why)) from None


@main.command(short_help="Ask the running bot how it is.")
def health() -> None:
    """Ask the running bot, at BOT_LISTEN, how it is. The exit code is 0 when it is well, else 1."""
    from bot.cli.health import health_told

    well, sentence = health_told(_settings())
    click.echo(sentence, err=not well)
    if not well:
        raise SystemExit(1)


def _serve(settings: Settings, zone_data: str) -> None:
    # What is imported and read from here on stays: to look through it for garbage takes a tenth of the start,
    # and would hold up the loop for longer each time.
    gc.disable()
    from bot.cli.serving import CannotRun, serve

    content = _content(settings.content)
    gc.freeze()
    gc.enable()
    try:
        asyncio.run(serve(settings, content, zone_data))
    except CannotRun as why:
        raise Refusal(str(why)) from None


def _settings() -> Settings:
    try:
        return read_settings()
    except BadSettings as wrong:
        raise Refusal("\n".join(wrong.problems)) from None


def _content(folder: Path) -> Content:
    from bot.adapters import content_files

    try:
        return content_files.load(folder)
    except content_files.ContentError as wrong:
        raise Refusal("\n".join(map(str, wrong.mistakes))) from None


def _try_out(port: int) -> None:
    from bot.cli.trying import BotDied, try_out

    try:
        _served(try_out(port, say=click.echo))
    except BadSettings as wrong:
        raise Refusal("\n".join(wrong.problems)) from None
    except BadClock as why:
        raise Refusal(str(why)) from None
    except BotDied as why:
        click.echo(str(why), err=True)
        raise SystemExit(why.exit_code) from None


def _served(sandbox: Coroutine[None, None, None]) -> None:
    from bot.cli.trying import CannotListen

    try:
        asyncio.run(sandbox)
    except CannotListen as why:
        raise Refusal(f"The sandbox can't listen on 127.0.0.1: {why}.") from None


def _bot_token(token: str) -> str:
    if not re.fullmatch(r"[1-9]\d*:[\w-]+", token, re.ASCII):
        raise click.BadParameter("it has to look like 123456:some-letters, as @BotFather's do.")
    return token


def _counted(mistakes: int, warnings: int) -> str:
    if not mistakes and not warnings:
        return "No mistakes."
    return f"Mistakes: {mistakes}. Warnings: {warnings}."
