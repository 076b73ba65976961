from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, ValidationError

from survey import wording
from survey.errors import Refused
from survey.passwords import LONGEST, refuse_weak
from survey.wording.staff import FIELDS

CODE = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
NEW_PASSWORD = {"autocomplete": "new-password", "maxlength": LONGEST}


def needed() -> DataRequired:
    return DataRequired(message=wording.labels.PLEASE_FILL)


class SignInForm(FlaskForm):
    login = StringField(
        FIELDS["login"], validators=[needed()], render_kw={"autocomplete": "username", "autocapitalize": "none"}
    )
    password = PasswordField(FIELDS["password"], validators=[needed()], render_kw={"autocomplete": "current-password"})


class NumberForm(FlaskForm):
    number = StringField(
        FIELDS["number"], validators=[needed()], render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"}
    )


class NumberOrSpareForm(NumberForm):
    """The keyboard must offer letters too: a spare code has them."""

    number = StringField(
        FIELDS["number_or_spare"], validators=[needed()], render_kw=CODE | {"autocomplete": "one-time-code"}
    )


class ChosenPassword(FlaskForm):
    """`login` and `community` are set by who knows whose password it will be."""

    login, community = "", ""
    new = PasswordField(FIELDS["new_password"], validators=[needed()], render_kw=NEW_PASSWORD)
    again = PasswordField(
        FIELDS["again"],
        validators=[needed(), EqualTo("new", message=wording.staff.PASSWORDS_DIFFER)],
        render_kw=NEW_PASSWORD,
    )

    def validate_new(self, field):
        try:
            refuse_weak(field.data or "", login=self.login, community=self.community)
        except Refused as refusal:
            raise ValidationError(wording.refusal(refusal)) from None


class PasswordForm(ChosenPassword):
    present = PasswordField(
        FIELDS["present_password"], validators=[needed()], render_kw={"autocomplete": "current-password"}
    )


class InvitationForm(ChosenPassword):
    code = StringField(FIELDS["invitation"], validators=[needed()], render_kw=CODE)
