from pathlib import Path
from typing import TYPE_CHECKING

# Loaded when the database changes its shape, not at each start of the service.
if TYPE_CHECKING:
    from alembic.config import Config


def alembic_config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def upgrade() -> None:
    """Brings the application's database to the newest shape; rows stay."""
    from alembic import command

    command.upgrade(alembic_config(), "head")


def newest_revision() -> str:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
