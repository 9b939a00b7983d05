"""Commands of the application itself: `flask --app shop.app …`."""

import shutil
import signal
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from threading import Event as Signal
from typing import cast

import click
from flask import Flask, current_app
from flask_migrate import upgrade

from shop.catalogue.queries import catalogue_version
from shop.configurations.starting import write_starting_values
from shop.db import db, writing_scope
from shop.demonstration.introduction import introduction
from shop.demonstration.seed import seed_everything
from shop.tasks.worker import Worker


def register_commands(app: Flask) -> None:
    """Add the commands `./dev` calls."""
    for command in (upgrade_database, work, seed, introduce):
        app.cli.add_command(command)


@click.command("upgrade-database")
def upgrade_database() -> None:
    """Copy the SQLite file, then bring the database to the newest migration."""
    copied = copy_database(datetime.now(UTC))
    if copied:
        click.echo(f"Copie de sauvegarde : {copied}")
    upgrade()
    click.echo("Base de données à jour.")
    added = complete_values()
    if added:
        click.echo(f"Nouvelles valeurs de calcul, à vérifier dans les réglages : {added}")


@click.command("work")
def work() -> None:
    """Do the waiting tasks until told to stop (SIGTERM, SIGINT)."""
    stop = Signal()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    cast("Worker", current_app.extensions["worker"]).run_until(stop)


@click.command("seed")
def seed() -> None:
    """Put the demonstration data into an empty database; do nothing to another one."""
    bus = current_app.extensions["bus"]
    with writing_scope(db.session(), bus, now=datetime.now(UTC)) as scope:
        filled = seed_everything(scope)
    click.echo(
        "Données de démonstration en place." if filled else "La base contient déjà une école."
    )


@click.command("introduce")
@click.argument("address")
def introduce(address: str) -> None:
    """Say where the demonstration is and who can sign in."""
    click.echo(introduction(address))


def complete_values() -> int:
    """Give a school that is at work the values a newer engine asks for; return how many."""
    if not catalogue_version(db.session()):
        return 0
    bus = current_app.extensions["bus"]
    with writing_scope(db.session(), bus, now=datetime.now(UTC)) as scope:
        return write_starting_values(scope)


def copy_database(now: datetime) -> Path | None:
    """Copy the SQLite database beside itself, through SQLite's own backup; None elsewhere."""
    path = Path(db.engine.url.database or "")
    if db.engine.dialect.name != "sqlite" or not path.is_file():
        return None
    target = path.with_name(f"{path.stem}-{now:%Y%m%d-%H%M%S}.sqlite3")
    with sqlite3.connect(path) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    for old in sorted(path.parent.glob(f"{path.stem}-*.sqlite3"))[:-5]:
        old.unlink()
    shutil.copymode(path, target)
    return target
