"""What the operator types: flask --app wsgi …; one file a command."""

from flask import Flask

from survey.cli import areas, community, demo, migrate, report, staff


def init_app(app: Flask) -> None:
    for command in (migrate.migrate, community.community, areas.areas, staff.staff, demo.demo, report.report):
        app.cli.add_command(command)
