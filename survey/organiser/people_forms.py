from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional, Regexp, ValidationError

from survey import wording
from survey.access import ENUMERATOR, ORGANISER
from survey.organiser.forms import choices, needed, text
from survey.wording.labels import ROLES
from survey.wording.staff import FIELDS


class InviteForm(FlaskForm):
    name = text(FIELDS["name"], 30, needed())
    login = StringField(
        FIELDS["new_login"],
        validators=[needed(), Length(max=40), Regexp(r"^[A-Za-z0-9._-]+$", message=wording.staff.LOGIN_SIGNS)],
        render_kw={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"},
    )
    role = RadioField(FIELDS["role"], choices=choices(ROLES), default=ENUMERATOR)
    area_id = SelectField(FIELDS["area"])

    def validate_area_id(self, field):
        if self.role.data == ENUMERATOR and not field.data:
            raise ValidationError(wording.staff.AREA_MISSING)

    def who(self) -> dict:
        area_id = int(self.area_id.data) if self.role.data != ORGANISER else None
        return {"name": self.name.data, "login": self.login.data, "role": self.role.data, "area_id": area_id}


class HandOverForm(FlaskForm):
    successor = SelectField(FIELDS["successor"], default="")
    leaving = IntegerField(validators=[Optional()])  # the area that the successor is to leave
