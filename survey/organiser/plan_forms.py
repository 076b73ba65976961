from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange

from survey import wording
from survey.models.kinds import LOCKS

LARGEST_BUDGET = 100_000_000


class BudgetForm(FlaskForm):
    budget = IntegerField(
        wording.BUDGET,
        validators=[
            InputRequired(wording.BUDGET_NOT_A_NUMBER),
            NumberRange(0, LARGEST_BUDGET, message=wording.BUDGET_NOT_A_NUMBER),
        ],
    )


class LockForm(FlaskForm):
    lock = HiddenField(validators=[AnyOf(LOCKS)])
    reason = TextAreaField(
        wording.LOCK_REASON,
        filters=[lambda typed: (typed or "").strip()],
        validators=[InputRequired(wording.REASON_MISSING), Length(max=200, message=wording.REASON_TOO_LONG)],
    )
