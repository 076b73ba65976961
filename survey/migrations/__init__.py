from pathlib import Path

from alembic import command
from alembic.config import Config


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def upgrade() -> None:
    """Brings the application's database to the newest shape; rows stay."""
    command.upgrade(alembic_config(), "head")
