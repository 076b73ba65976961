"""What a resident's form says. Read by hand: forty fields in a form library cost more than the rest of a send."""

from dataclasses import dataclass, field

from sqlalchemy import Row
from werkzeug.datastructures import MultiDict

from survey import wording
from survey.answer_page import LONGEST_WISH
from survey.models.kinds import AGE_BANDS, FREE_TIMES, OFFERS

PRESSED = ("2", "1", "0")
WISH_POINTS = ("5", "4", "3")
WISH_FIELDS = ("wish1", "wish2", "wish3")
KNOWN = {"csrf_token", "code", "slip", *WISH_FIELDS, "age_band", "wish", "free_times", "offers"}


@dataclass
class Answer:
    pressed: dict[int, str] = field(default_factory=dict)  # position -> "2", "1" or "0"
    wishes: list[int] = field(default_factory=list)  # positions, most wanted first
    free_times: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    age_band: str | None = None
    wish: str = ""
    wished_twice: bool = False
    problems: dict[str, object] = field(default_factory=dict)  # name of a field -> sentence

    def columns(self, activities: int) -> dict:
        return {
            "ratings": ballot_string(activities, self.pressed, self.wishes),
            "age_band": self.age_band,
            "free_times": " ".join(self.free_times),
            "offers": " ".join(self.offers),
        }


def ballot_string(activities: int, pressed: dict[int, str], wishes: list[int]) -> str:
    """One character an activity, in list order; a wish wins over what was pressed on its card."""
    ballot = ["-"] * activities
    for position, points in [*pressed.items(), *zip(wishes, WISH_POINTS, strict=False)]:
        ballot[position] = points
    return "".join(ballot)


def kept_answer(row: Row, wish: str, shown: frozenset[int]) -> Answer:
    marks = {position: mark for position, mark in enumerate(row.ratings) if position in shown}
    wishes = {mark: position for position, mark in marks.items() if mark in WISH_POINTS}
    return Answer(
        pressed={position: mark for position, mark in marks.items() if mark in PRESSED},
        wishes=[wishes[points] for points in WISH_POINTS if points in wishes],
        free_times=row.free_times.split(),
        offers=row.offers.split(),
        age_band=row.age_band,
        wish=wish,
    )


def read_answer(form: MultiDict, activities: int, shown: frozenset[int]) -> Answer:
    """`activities` counts withdrawn ones too; `shown` are the positions of the others."""
    answer = Answer()
    read_cards(form, answer, activities, shown)
    read_wishes(form, answer, shown)
    answer.free_times = choices(form, answer, "free_times", FREE_TIMES)
    answer.offers = choices(form, answer, "offers", OFFERS)
    read_age_band(form, answer)
    read_wish(form, answer)
    return answer


def read_cards(form: MultiDict, answer: Answer, activities: int, shown: frozenset[int]) -> None:
    cards = {f"r{position}": position for position in range(activities)}
    for name, values in form.lists():
        position = cards.get(name)
        if position is None:
            if name not in KNOWN:
                answer.problems["page"] = wording.resident.FORM_DOES_NOT_FIT
        elif position in shown:
            read_card(answer, position, values)


def read_card(answer: Answer, position: int, values: list[str]) -> None:
    if len(values) > 1:
        answer.problems[f"r{position}"] = wording.resident.CHOOSE_ONE
    elif values[0] in PRESSED:
        answer.pressed[position] = values[0]
    elif values[0]:
        answer.problems["page"] = wording.resident.FORM_DOES_NOT_FIT


def read_wishes(form: MultiDict, answer: Answer, shown: frozenset[int]) -> None:
    known = {str(position): position for position in shown}
    for name in WISH_FIELDS:
        chosen = one(form, answer, name)
        if chosen and chosen not in known:
            answer.problems["wishes"] = wording.resident.FORM_DOES_NOT_FIT
        elif chosen and known[chosen] in answer.wishes:
            answer.wished_twice = True
        elif chosen:
            answer.wishes.append(known[chosen])


def read_age_band(form: MultiDict, answer: Answer) -> None:
    band = one(form, answer, "age_band")
    if band and band not in AGE_BANDS:
        answer.problems["age_band"] = wording.resident.FORM_DOES_NOT_FIT
    else:
        answer.age_band = band or None


def read_wish(form: MultiDict, answer: Answer) -> None:
    text = one(form, answer, "wish").replace("\r\n", "\n").replace("\t", " ").strip()
    if len(text) > LONGEST_WISH:
        answer.problems["wish"] = wording.resident.WISH_TOO_LONG % {"limit": LONGEST_WISH, "length": len(text)}
    elif not is_plain(text):
        answer.problems["wish"] = wording.resident.WISH_NOT_PLAIN
        text = "".join(character for character in text if is_plain(character))
    answer.wish = text


def is_plain(text: str) -> bool:
    """Letters, signs and line breaks: no control characters, no halves of a character."""
    return all(c == "\n" or (ord(c) >= 32 and ord(c) != 127 and not 0xD800 <= ord(c) <= 0xDFFF) for c in text)


def one(form: MultiDict, answer: Answer, name: str) -> str:
    values = form.getlist(name)
    if len(values) > 1:
        answer.problems["wishes" if name in WISH_FIELDS else name] = wording.resident.SENT_TWICE
    return values[0] if values else ""


def choices(form: MultiDict, answer: Answer, name: str, known: tuple[str, ...]) -> list[str]:
    chosen = set(form.getlist(name))
    if not chosen <= set(known):
        answer.problems[name] = wording.resident.FORM_DOES_NOT_FIT
    return [code for code in known if code in chosen]
