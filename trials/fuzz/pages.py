"""What can be found in a page: its forms, the addresses it leads to, and whether it carries a mark unescaped."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product

from sqlmodel import select

from survey import db
from survey.models import Activity, Area, Staff
from trials.world import CLOSED, DRAFT, OPEN, PUBLISHED, World

MARKER = "\"'><svg/onload=1>{{7*7}}"
SHORT_MARKER = "\"'><svg/onload=1>"  # where a field takes no more
LEADS = ("href", "src", "action", "formaction", "data", "poster", "content")


@dataclass
class Form:
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)  # name -> what it may be; nothing: any text


class Page(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.forms: list[Form] = []
        self.leads: list[str] = []
        self.open: Form | None = None
        self.choice = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.leads += [given[name] for name in LEADS if given.get(name) and not (tag == "meta" and name != "content")]
        if tag == "form":
            self.open = Form(given.get("action", "")) if given.get("method", "").lower() == "post" else None
            self.forms += [self.open] if self.open else []
        elif self.open and tag in ("input", "textarea", "select", "button", "option"):
            self.add_field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None

    def add_field(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "select":
            self.choice = name
            self.open.fields[name] = []
        elif tag == "option":
            self.open.fields[self.choice].append(given.get("value", ""))
        elif name:
            values = self.open.fields.setdefault(name, [])
            if given.get("type") in ("radio", "checkbox", "hidden") or tag == "button":
                values.append(given.get("value", "on"))


def unescaped(content_type: str, body: str) -> bool:
    """The mark as markup, or as a template that was run. In what is no page only the template counts."""
    as_markup = "html" in content_type and "<svg/onload" in body
    return as_markup or "onload=1>49" in body or "onload=1&gt;49" in body


def addresses(world: World, method: str) -> list[tuple[str, str]]:
    """(endpoint, address) of everything that can be asked for with this method, with the ids of both communities. A new
    kind of placeholder in a route wants examples here."""
    with world.app.app_context(), db.reading() as session:
        ids = {kind: list(session.exec(select(kind.id).order_by(kind.id))) for kind in (Activity, Area, Staff)}
    examples = {
        "year": [PUBLISHED, CLOSED, OPEN, DRAFT],
        "activity_id": ids[Activity][::5],
        "area_id": ids[Area][::2],
        "staff_id": ids[Staff],
        "ending": ["csv", "xlsx"],
        "theme": ["seats"],
        "filename": ["style.css"],
    }
    with world.app.test_request_context():
        return [
            (rule.endpoint, rule.build(dict(zip(names, chosen, strict=True)))[1])
            for rule in world.app.url_map.iter_rules()
            if method in rule.methods
            for names in [sorted(rule.arguments)]
            for chosen in product(*(examples[name] for name in names))
        ]


def crawl(world: World, roles):
    """Every page as each of the roles: (role, address, answer)."""
    for role in roles:
        client = world.app.test_client(use_cookies=False)
        for _endpoint, address in addresses(world, "GET"):
            with client.get(address, headers={"Cookie": world.cookies[role]}) as answer:
                yield role, address, answer
