"""What an organiser types. Every message stands in wording; every limit is what still fits on a phone-sized card."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from survey import clock, wording
from survey.wording.organiser import FIELDS

LARGEST_BUDGET = 10_000_000
MOST_SLIPS = 2000


def stripped(text: str | None) -> str:
    return (text or "").strip()


def text(label, longest: int, *validators, field=StringField, **options):
    return field(
        label,
        filters=[stripped],
        validators=[*validators, Length(max=longest, message=wording.organiser.TOO_LONG)],
        **options,
    )


def needed() -> DataRequired:
    return DataRequired(message=wording.labels.PLEASE_FILL)


def given() -> InputRequired:
    """For numbers and times: 0 is an answer, and what cannot be read has a message of its own."""
    return InputRequired(message=wording.labels.PLEASE_FILL)


def between(least: int, most: int):
    def check(_form, field):
        if field.data is not None and not least <= field.data <= most:
            raise ValidationError(wording.organiser.OUT_OF_RANGE % {"min": least, "max": most})

    check.field_flags = {"min": least, "max": most}
    return check


class WholeNumberField(IntegerField):
    def process_formdata(self, values):
        try:
            super().process_formdata(values)
        except ValueError:
            raise ValueError(wording.organiser.NOT_A_NUMBER) from None


class LocalTimeField(DateTimeLocalField):
    """Shown and typed in the community's own time, an aware moment in Python."""

    def __init__(self, label, **options):
        super().__init__(label, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **options)

    def process_data(self, value):
        self.data = value and value.astimezone(clock.LOCAL)

    def process_formdata(self, values):
        try:
            super().process_formdata(values)
        except ValueError:
            raise ValueError(wording.organiser.NOT_A_TIME) from None
        self.data = self.data and self.data.replace(tzinfo=clock.LOCAL)


def choices(labels: dict) -> list[SelectChoice]:
    return [SelectChoice(code, label) for code, label in labels.items()]


class WishListForm(FlaskForm):
    title = text(FIELDS["title"], 40, needed())
    title_en = text(FIELDS["title_en"], 80)
    introduction = text(FIELDS["introduction"], 200, field=TextAreaField, render_kw={"rows": 3})
    introduction_en = text(FIELDS["introduction_en"], 400, field=TextAreaField, render_kw={"rows": 3})
    opens_at = LocalTimeField(FIELDS["opens_at"], validators=[given()])
    closes_at = LocalTimeField(FIELDS["closes_at"], validators=[given()])
    budget = WholeNumberField(FIELDS["budget"], validators=[given(), between(0, LARGEST_BUDGET)])

    def validate_closes_at(self, field):
        if self.opens_at.data and field.data and field.data <= self.opens_at.data:
            raise ValidationError(wording.organiser.CLOSES_BEFORE_IT_OPENS)


class NewListForm(WishListForm):
    year = WholeNumberField(FIELDS["year"], validators=[given(), between(2020, 2100)])
    source = RadioField(FIELDS["source"], default="catalogue")


class ChangeListForm(WishListForm):
    consent = text(FIELDS["consent"], 1500, needed(), field=TextAreaField, render_kw={"rows": 12})
    consent_en = text(FIELDS["consent_en"], 3000, field=TextAreaField, render_kw={"rows": 12})


class ClosingTimeForm(FlaskForm):
    closes_at = LocalTimeField(FIELDS["closes_at_new"], validators=[given()])


class ActivityForm(FlaskForm):
    title = text(FIELDS["activity_title"], 20, needed())
    summary = text(FIELDS["summary"], 40)
    art_form = SelectField(FIELDS["art_form"], choices=choices(wording.labels.ART_FORMS))
    cost = WholeNumberField(FIELDS["cost"], validators=[given(), between(0, LARGEST_BUDGET)])
    most_occasions = WholeNumberField(FIELDS["most_occasions"], default=1, validators=[given(), between(1, 52)])
    season_from = WholeNumberField(FIELDS["season_from"], default=1, validators=[given(), between(1, 12)])
    season_to = WholeNumberField(FIELDS["season_to"], default=12, validators=[given(), between(1, 12)])
    setting = SelectField(FIELDS["setting"], choices=choices(wording.labels.SETTINGS), default="either")
    audience = SelectField(FIELDS["audience"], choices=choices(wording.labels.AUDIENCES), default="all")
    icon = RadioField(FIELDS["icon"], choices=choices(wording.organiser.ICONS), default="star")
    title_en = text(FIELDS["title_en"], 60)
    summary_en = text(FIELDS["summary_en"], 100)

    @property
    def fields(self) -> dict:
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class WithdrawForm(FlaskForm):
    because = text(FIELDS["because"], 100, needed())
    because_en = text(FIELDS["because_en"], 200)


class UploadForm(FlaskForm):
    table = FileField(FIELDS["table"], validators=[FileRequired(message=FIELDS["table_missing"])])


class SlipsForm(FlaskForm):
    count = WholeNumberField(FIELDS["count"], validators=[given(), between(1, MOST_SLIPS)])


class VoidForm(FlaskForm):
    code = StringField(
        FIELDS["code"],
        validators=[needed()],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
