"""What the operator types: flask --app wsgi …; one file a command."""

from flask import Flask

from survey.cli import areas, backup, community, demo, migrate, report, restore, staff, verify

COMMANDS = (
    migrate.migrate,
    community.community,
    areas.areas,
    staff.staff,
    demo.demo,
    report.report,
    backup.backup,
    restore.restore,
    verify.verify,
    verify.resume,
)


def init_app(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
