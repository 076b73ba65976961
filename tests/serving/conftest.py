"""The service with settings as the environment would give them."""

import pytest
from flask.testing import FlaskClient

from survey import create_app

ADDRESS = "https://xinyuan.example.cn"


@pytest.fixture
def start(tmp_path):
    """Makes the application with settings as the environment would give them."""
    made = []

    def start(**settings):
        app = create_app(**{"DATA": tmp_path / "data", "TESTING": True} | settings)
        made.append(app)
        return app

    yield start
    for app in made:
        app.extensions["engine"].dispose()


@pytest.fixture
def for_real(start, tmp_path):
    return lambda **settings: start(
        **{"BASE_URL": ADDRESS, "PROXY_HOPS": "1", "KEYS": tmp_path / "keys", "BACKUPS": tmp_path / "copies"} | settings
    )


class ThroughTheProxy(FlaskClient):
    """A browser that came by HTTPS through one proxy."""

    def open(self, *arguments, **options):
        seen = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}
        return super().open(*arguments, **{"base_url": ADDRESS, "environ_base": seen} | options)


@pytest.fixture
def public_client(for_real):
    """Forms are posted without a token."""
    app = for_real(WTF_CSRF_ENABLED=False)
    app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
    app.test_client_class = ThroughTheProxy
    return app.test_client()
