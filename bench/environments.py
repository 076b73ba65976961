"""Environments of their own for the other programs, which cannot live beside the project's requirements."""

import subprocess
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def python_with(requirements: str, folder: str) -> Path:
    """The Python of an environment with these requirements; made when it is not there yet."""
    environment = PROJECT / folder
    if not environment.exists():
        venv.create(environment, with_pip=True)
        install = [environment / "bin/pip", "install", "--quiet", "-r", PROJECT / requirements]
        subprocess.run(install, check=True)
    return environment / "bin/python"
