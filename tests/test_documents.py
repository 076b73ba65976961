"""Documents follow the code: what they name exists."""

import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = [PROJECT / "README.md", PROJECT / "CHANGELOG.md", *sorted((PROJECT / "docs").rglob("*.md"))]
README = (PROJECT / "README.md").read_text()


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True).stdout
    return [PROJECT / name for name in listed.decode().split("\0") if name]


def ours(suffixes: tuple[str, ...]) -> list[Path]:
    return [path for path in tracked_files() if path.suffix in suffixes and path.exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_link_to_a_file_leads_somewhere(document):
    text = document.read_text()
    links = re.findall(r"\]\(([^)#\s]+)", text) + re.findall(r'(?:src|href)="([^"#]+)"', text)
    broken = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert broken == []


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    named = {
        target
        for document in DOCUMENTS
        for target in re.findall(r"(?:`|^)make ([a-z-]+)", document.read_text(), re.MULTILINE)
    }
    assert named >= {"run", "test", "setup", "bench", "screenshots"}
    assert named <= targets


def test_the_map_names_the_folders_that_there_are():
    named = set(re.findall(r"^\| `([a-z]+)/` \|", README, re.MULTILINE))
    there = {path.relative_to(PROJECT).parts[0] for path in tracked_files() if len(path.relative_to(PROJECT).parts) > 1}
    assert named == {folder for folder in there if not folder.startswith(".")}


def test_every_command_is_described():
    from survey import create_app

    described = (PROJECT / "docs" / "settings.md").read_text()
    own = {name for name in create_app_commands(create_app) if name not in ("run", "shell", "routes")}
    assert {name for name in own if f"`flask --app wsgi {name}" not in described} == set()


def create_app_commands(create_app) -> list[str]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return list(create_app(DATA=folder).cli.commands)


def test_every_setting_is_described():
    code = "".join(path.read_text() for path in ours((".py",)) if path.relative_to(PROJECT).parts[0] == "survey")
    described = (PROJECT / "docs" / "settings.md").read_text()
    assert {name for name in re.findall(r"XINYUAN_[A-Z_]+", code) if f"`{name}`" not in described} == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_requirement_has_bounds_and_a_reason(name):
    lines = [line for line in (PROJECT / name).read_text().splitlines() if not line.startswith("-r ")]
    unclear = [line for line in lines if not re.match(r"[a-z0-9-]+>=[\d.]+,<[\d.]+(; [^#]+)? +# \w", line)]
    assert unclear == []


def test_nothing_names_a_machine_or_a_place_to_fetch_from():
    kinds = (".py", ".md", ".toml", ".txt", ".sh", ".yml", ".html", ".js", ".css", "")
    pattern = re.compile(r"/(?:work|root|home|tmp|opt/pypi)/|--index-url|--find-links|https?://[^/ ]*(?:pypi|registry)")
    named = [
        f"{path.relative_to(PROJECT)}: {line.strip()}"
        for path in ours(kinds)
        if path != Path(__file__).resolve()
        for line in path.read_text().splitlines()
        if pattern.search(line)
    ]
    assert named == []


def test_decisions_are_numbered_and_short():
    records = sorted((PROJECT / "docs" / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in records]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [path.name for path in records if len(path.read_text().splitlines()) > 40] == []


def test_the_changelog_knows_this_version():
    version = re.search(r'^version = "(.+)"', (PROJECT / "pyproject.toml").read_text(), re.MULTILINE)[1]
    assert f"## {version}" in (PROJECT / "CHANGELOG.md").read_text()
