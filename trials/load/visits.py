"""What people do, one request after the other: residents who answer, people who only look, strangers who guess."""

from dataclasses import dataclass, field
from random import Random

from survey import slip_codes
from trials.crowd import RECEIVED, Form
from trials.phone import Phone

OK = 200
TURNED_AWAY = {400, 429}  # unknown, or too many tries


@dataclass
class Answering:
    """Opens the page, shows the slip, sends, is thanked."""

    form: Form
    answer: dict
    secret: dict[str, str]  # the token of the QR code, or the code as typed
    address: str

    @property
    def steps(self) -> list:
        look = ("page", {OK}, self.form.look)
        enter = ("page" if "token" in self.secret else "typed code", {OK}, self.enter)
        return [look, enter, ("send", {RECEIVED}, self.send), ("page", {OK}, self.be_thanked)]

    def enter(self, phone: Phone):
        return self.form.enter(phone, self.secret)

    def send(self, phone: Phone):
        return self.form.send(phone, self.answer)

    def be_thanked(self, phone: Phone):
        return self.form.ask(phone, "GET", "/wish/thanks")


@dataclass
class Looking:
    """Opens the page that the group message leads to, and leaves."""

    address: str
    form: Form = field(default_factory=lambda: Form("", ""))

    @property
    def steps(self) -> list:
        return [("page", {OK}, self.form.look)]


@dataclass
class Guessing:
    """A code that could be one. The form was opened once; whoever attacks keeps what it gave."""

    address: str
    form: Form

    @property
    def steps(self) -> list:
        return [("guess", TURNED_AWAY, self.guess)]

    def guess(self, phone: Phone):
        form = Form("", "", dict(self.form.cookies), self.form.csrf_token)
        return form.enter(phone, {"code": slip_codes.new_code()})


def any_address(random: Random) -> str:
    return f"127.{random.randint(1, 254)}.{random.randint(0, 255)}.{random.randint(1, 254)}"
