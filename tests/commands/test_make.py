"""What `make` calls, in a project of its own: it does nothing twice and says plainly what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def copy_scripts(folder: Path) -> Path:
    """A clone that asks for no requirements."""
    shutil.copytree(PROJECT / "scripts", folder / "scripts")
    shutil.copy(PROJECT / "Makefile", folder)
    (folder / "requirements.txt").write_text("")
    return folder


@pytest.fixture
def project(tmp_path):
    return copy_scripts(tmp_path)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = copy_scripts(tmp_path_factory.mktemp("prepared"))
    first = make(folder, "setup")
    assert first.returncode == 0 and "正在安装" in first.stdout, first.stderr
    return folder


def make(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("XINYUAN", "MAKE", "VIRTUAL"))}
    return subprocess.run(
        ["make", *words], cwd=project, env=own | environment, capture_output=True, text=True, timeout=120
    )


def pretended_python(folder: Path, script: str) -> str:
    program = folder / "python-of-another-kind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"PYTHON={program}"


def test_the_environment_is_prepared_once_and_again_when_the_requirements_change(prepared):
    assert make(prepared, "setup").stdout == ""
    (prepared / "requirements.txt").write_text("# a reason\n")
    assert "正在安装" in make(prepared, "setup").stdout


def test_without_a_network_it_says_so_and_tries_again_next_time(prepared):
    (prepared / "requirements.txt").write_text("no-such-component-anywhere\n")
    for _ in range(2):
        failed = make(prepared, "setup", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
        assert failed.returncode != 0 and "请检查网络" in failed.stderr


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('[ "$1" = -V ] && echo Python 3.9.2; exit 1', "这里的 Python 太旧（Python 3.9.2）"),
        ('case "$2" in *version_info*) exit 0;; esac; exit 1', "sudo apt install python3-venv"),
    ],
)
def test_a_python_that_will_not_do_is_named(project, script, words):
    # sudo and apt-get are out of reach, as for an account that may not install anything
    failed = make(project, "setup", pretended_python(project, script), PATH=path_without_apt(project))
    assert failed.returncode != 0 and words in failed.stderr


def test_no_python_at_all_is_said(project):
    failed = make(project, "setup", "PYTHON=no-python-here")
    assert failed.returncode != 0 and "没有找到 Python" in failed.stderr


def test_what_the_tests_need_is_named_where_it_cannot_be_installed(project):
    failed = subprocess.run(
        [shutil.which("bash"), "scripts/packages.sh"],
        cwd=project,
        env={"PATH": path_without_apt(project)},
        capture_output=True,
        text=True,
    )
    assert failed.returncode != 0 and "sudo apt install chromium fontconfig fonts-noto-cjk curl" in failed.stderr


def path_without_apt(project: Path) -> str:
    """A machine with the plainest tools only."""
    tools = project / "tools"
    tools.mkdir()
    for tool in ("bash", "sh", "env", "cat", "cmp", "dirname", "id", "make", "rm", "mkdir", "uname"):
        (tools / tool).symlink_to(shutil.which(tool))
    return str(tools)
