from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange

from survey import wording
from survey.models.kinds import LOCKS

LARGEST_BUDGET = 100_000_000


class WholeYuanField(IntegerField):
    def process_formdata(self, typed: list[str]) -> None:
        try:
            super().process_formdata(typed)
        except ValueError:
            raise ValueError(wording.results.BUDGET_NOT_A_NUMBER) from None


class BudgetForm(FlaskForm):
    budget = WholeYuanField(
        wording.results.BUDGET,
        validators=[
            InputRequired(wording.results.BUDGET_NOT_A_NUMBER),
            NumberRange(0, LARGEST_BUDGET, message=wording.results.BUDGET_NOT_A_NUMBER),
        ],
    )


class LockForm(FlaskForm):
    lock = HiddenField(validators=[AnyOf(LOCKS)])
    reason = TextAreaField(
        wording.results.LOCK_REASON,
        filters=[lambda typed: (typed or "").strip()],
        validators=[
            DataRequired(wording.results.REASON_MISSING),
            Length(max=200, message=wording.results.REASON_TOO_LONG),
        ],
    )
