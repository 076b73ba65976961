from flask import Flask
from flask_wtf.csrf import CSRFProtect

from survey import (
    access,
    addresses,
    answer_writer,
    cli,
    config,
    db,
    display,
    enumerator,
    error_pages,
    filters,
    headers,
    health,
    limits,
    logs,
    organiser,
    public,
    resident,
    serving,
    sessions,
    staff,
    static_files,
    uploads,
)


def create_app(**overrides) -> Flask:
    app = Flask(__name__, template_folder="../templates")
    display.init_app(app)
    config.init_app(app, overrides)
    serving.init_app(app)
    logs.init_app(app)
    headers.init_app(app)
    sessions.init_app(app)
    db.init_app(app)
    answer_writer.init_app(app)
    limits.init_app(app)
    uploads.init_app(app)
    CSRFProtect(app)
    filters.init_app(app)
    access.init_app(app)
    static_files.init_app(app)
    error_pages.init_app(app)
    addresses.init_app(app)
    app.register_blueprint(health.bp)
    app.register_blueprint(public.bp)
    app.register_blueprint(resident.bp)
    app.register_blueprint(staff.bp)
    app.register_blueprint(enumerator.bp)
    app.register_blueprint(organiser.bp)
    cli.init_app(app)
    return app
