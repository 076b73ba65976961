"""Wishes in residents' own words: what is likely alike is shown together, and an organiser says what it is."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from survey import db, wording
from survey.access import ORGANISER, allow
from survey.display import in_english
from survey.evidence import wishes as evidence
from survey.models import WishList
from survey.operations import closings, wish_lists, wishes
from survey.organiser import bp
from survey.organiser.loading import the_list
from survey.organiser.wish_forms import SortForm

PAGE = "organiser/wishes/wishes.html"
OTHER, NONE = "other", "none"  # what may be pressed, beside a theme's code


@bp.get("/lists/<int:year>/wishes")
@allow(ORGANISER)
def show_wishes(year: int):
    wish_list = the_list(year)
    if not is_finished(wish_list):
        return render_template(PAGE, wish_list=wish_list, tray=None)
    return show(wish_list, SortForm(formdata=None))


@bp.post("/lists/<int:year>/wishes")
@allow(ORGANISER)
def sort_wishes(year: int):
    wish_list, form = the_list(year), SortForm()
    closings.refuse_unless_finished(db.session(), wish_list)
    ids = {id for value in request.form.getlist("wish") for id in value.split()}
    if not form.validate() or not ids:
        return show(wish_list, form, "" if ids else wording.wishes.NO_SENTENCE), 422
    pressed = request.form.get("into", OTHER)
    theme = None if pressed == NONE else chosen_theme(wish_list, form, pressed)
    if theme is None and pressed != NONE:
        form.theme.errors = [wording.wishes.NO_THEME]
        return show(wish_list, form), 422
    code = theme and theme.id
    count = wishes.sort_wishes(db.session(), wish_list=wish_list, ids=ids, theme=code, by=current_user)
    flash(said(count, theme))
    return redirect(url_for("organiser.show_wishes", year=year))


@bp.post("/lists/<int:year>/wishes/undo")
@allow(ORGANISER)
def undo_sorting(year: int):
    number = request.form.get("step", type=int, default=0)
    return put_back_as(year, wishes.undo_step(db.session(), wish_list=the_list(year), number=number, by=current_user))


@bp.post("/lists/<int:year>/wishes/put-back")
@allow(ORGANISER)
def put_back_wishes(year: int):
    ids = {id for value in request.form.getlist("wish") for id in value.split()}
    return put_back_as(year, wishes.put_back(db.session(), wish_list=the_list(year), ids=ids, by=current_user))


def put_back_as(year: int, count: int):
    flash(wording.wishes.PUT_BACK % {"count": count} if count else wording.wishes.NOTHING_TO_PUT_BACK)
    return redirect(url_for("organiser.show_wishes", year=year))


def is_finished(wish_list: WishList) -> bool:
    closing = closings.closing_of(db.session(), wish_list)
    return closing is not None and closing.step == "finished"


def codebook(wish_list: WishList) -> dict:
    """By code, in the order in which they are offered."""
    own = wishes.own_themes(db.session(), wish_list.community_id)
    return {theme.id: theme for theme in evidence.codebook_of(own)}


def chosen_theme(wish_list: WishList, form: SortForm, pressed: str):
    """What was typed counts before what was pressed: the Enter key presses the first button of a form."""
    themes = codebook(wish_list)
    if not form.new_label.data:
        return themes.get(form.theme.data if pressed == OTHER else pressed)
    if known := called(themes, form.new_label.data):
        return known
    own = wishes.add_theme(
        db.session(), community_id=wish_list.community_id, label=form.new_label.data, by=current_user
    )
    return codebook(wish_list)[own.code]


def called(themes: dict, label: str):
    names = {name.casefold(): theme for theme in themes.values() for name in (theme.label_en, theme.label) if name}
    return names.get(label.casefold())


def said(count: int, theme):
    if not count:
        return wording.wishes.NOTHING_LEFT
    if theme is None:
        return wording.wishes.SORTED_INTO_NONE % {"count": count}
    return wording.wishes.SORTED % {"count": count, "theme": in_english(theme, "label")}


def show(wish_list: WishList, form: SortForm, nothing_ticked=""):
    tray, themes = evidence.tray_of(db.session(), wish_list), codebook(wish_list)
    at = request.args.get("batch", type=int, default=0)
    at = at if 0 <= at < len(tray.batches) else 0
    form.theme.choices = [SelectChoice("", wording.wishes.PLEASE_CHOOSE_THEME)]
    form.theme.choices += [SelectChoice(code, in_english(theme, "label")) for code, theme in themes.items()]
    return render_template(
        PAGE,
        wish_list=wish_list,
        tray=tray,
        at=at,
        batch=tray.batches[at] if tray.batches else None,
        themes=themes,
        form=form,
        ticked=set(request.form.getlist("wish")) if request.form else None,
        nothing_ticked=nothing_ticked,
        last=wishes.last_step(db.session(), wish_list),
        activities={str(a.id): in_english(a, "title") for a in wish_lists.activities_of(db.session(), wish_list)},
    )
