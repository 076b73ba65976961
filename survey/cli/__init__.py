"""What the operator types: flask --app wsgi …; one file a command."""

from flask import Flask

from survey.cli import areas, migrate


def init_app(app: Flask) -> None:
    for command in (migrate.migrate, areas.areas):
        app.cli.add_command(command)
