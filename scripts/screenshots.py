"""Takes the two pictures of the README from a demonstration of its own. With `--all FOLDER`: every page that can be
reached, at 360 and 1280 px, light and dark, Chinese and English, with an index.html to look at them side by side."""

import argparse
from itertools import product
from pathlib import Path

from browsing import DESK, PHONE, Visitor, demonstration_service, open_browser

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page instead of the two of the README")
    folder = parser.parse_args().all
    with demonstration_service() as service, open_browser() as browser:
        if folder:
            picture_everything(browser, service, folder)
        else:
            picture_resident(Visitor(browser, service, PHONE, scale=2))
            picture_organiser(Visitor(browser, service, DESK | {"height": 1100}))


def picture_resident(visitor: Visitor) -> None:
    visitor.enter_with_code()
    for card in (0, 1, 2):
        visitor.page.locator("input[type=radio][value='2']").nth(card).check()
    visitor.page.evaluate("scrollTo(0, 0)")
    visitor.page.screenshot(path=picture("resident"))


def picture_organiser(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.go(f"/organiser/lists/{visitor.last_year()}/results")
    visitor.page.screenshot(path=picture("results"))


def picture(name: str) -> Path:
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES / f"{name}.png"


def picture_everything(browser, service, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[str]] = {}
    for (width, viewport), dark, language in product({"360": PHONE, "1280": DESK}.items(), (False, True), ("zh", "en")):
        look = f"{width}-{'dark' if dark else 'light'}-{language}"
        visitor = Visitor(browser, service, viewport, dark=dark, language=language)
        for name in visitor.every_page():
            file = f"{name}.{look}.png"
            visitor.page.screenshot(path=folder / file, full_page=True)
            rows.setdefault(name, []).append(file)
        visitor.leave()
        print(look, len(rows), flush=True)
    (folder / "index.html").write_text(contact_sheet(rows), encoding="utf-8")


def contact_sheet(rows: dict[str, list[str]]) -> str:
    body = "".join(f"<h2>{name}</h2><p>{''.join(map(linked_picture, files))}</p>" for name, files in rows.items())
    return f"<!doctype html><meta charset=utf-8><title>every page</title>{body}"


def linked_picture(file: str) -> str:
    return f'<a href="{file}"><img src="{file}" height="480" alt="{file}"></a> '


if __name__ == "__main__":
    main()
