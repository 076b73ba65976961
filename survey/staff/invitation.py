from flask import render_template

from survey import db, limits, wording
from survey.access import ANYONE, allow
from survey.errors import Refused
from survey.models import Community
from survey.operations import invitations
from survey.staff import arriving, bp
from survey.staff.forms import InvitationForm


@bp.route("/invitation", methods=["GET", "POST"])
@allow(ANYONE)
def invitation():
    """The code stands behind a # in the link, or is typed by hand; it is never part of an address that is sent."""
    form = InvitationForm()
    if form.is_submitted():
        try:
            if staff := taken_up(form):
                return arriving.after_password(staff)
        except Refused as refusal:
            form.code.errors = [wording.refusal(refusal)]
    return render_template("staff/invitation.html", form=form)


def taken_up(form: InvitationForm):
    reservation = limits.reserve("invitation", limits.address())
    staff = invitations.invited_by(db.session(), form.code.data or "")
    reservation.give_back()
    form.login = staff.login
    form.community = db.session().get_one(Community, staff.community_id).name
    if not form.validate():
        return None
    return invitations.take_up(db.session(), code=form.code.data, password=form.new.data)
