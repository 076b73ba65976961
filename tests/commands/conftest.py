import pytest


@pytest.fixture
def run(app):
    """What an operator sees after typing a command: its exit code and its words."""
    return lambda *words, **options: app.test_cli_runner().invoke(args=list(words), **options)
