from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField

from survey.organiser.forms import needed, text
from survey.wording.wishes import FIELDS

LONGEST_LABEL = 20


class SortForm(FlaskForm):
    theme = SelectField(FIELDS["theme"], validate_choice=False)
    new_label = text(FIELDS["new_label"], LONGEST_LABEL)


class NewThemeForm(FlaskForm):
    label = text(FIELDS["label"], LONGEST_LABEL, needed())
    label_en = text(FIELDS["label_en"], 60)
    keywords = text(FIELDS["keywords"], 500, field=TextAreaField, render_kw={"rows": 3})


class ThemeForm(NewThemeForm):
    activities = text(FIELDS["activities"], 200)
