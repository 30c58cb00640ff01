"""The run's own database on the server of POSTGRES_URL."""

import os
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.speed.run import Run


def make(run: Run) -> None:
    """Create the database unless it exists."""
    with _server() as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [run.name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(run.name)))


def drop(run: Run) -> None:
    """Remove the database, even while clients are connected."""
    with _server() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(run.name)))


def _server() -> psycopg.Connection[Any]:
    return psycopg.connect(os.environ["POSTGRES_URL"], autocommit=True)
