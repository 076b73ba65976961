"""The themes that wishes are sorted into: those that ship with Xinyuan, and the community's own words for them."""

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from survey import db, wording
from survey.access import ORGANISER, allow
from survey.display import in_english
from survey.evidence import wishes as evidence
from survey.operations import wishes
from survey.organiser import bp
from survey.organiser.loading import the_list
from survey.organiser.wish_forms import NewThemeForm, ThemeForm
from survey.organiser.wishes import called, codebook, is_finished


@bp.route("/lists/<int:year>/wishes/themes", methods=["GET", "POST"])
@allow(ORGANISER)
def wish_themes(year: int):
    wish_list, form = the_list(year), NewThemeForm()
    themes = codebook(wish_list)
    if form.validate_on_submit() and is_free(form, themes):
        own = wishes.add_theme(db.session(), community_id=wish_list.community_id, by=current_user, **typed(form))
        return saved(year, in_english(own, "label"))
    return render_template("organiser/wishes/themes.html", wish_list=wish_list, themes=themes, form=form)


@bp.route("/lists/<int:year>/wishes/themes/<theme>", methods=["GET", "POST"])
@allow(ORGANISER)
def change_wish_theme(year: int, theme: str):
    wish_list = the_list(year)
    themes = codebook(wish_list)
    known = themes.pop(theme, None) or abort(404)
    form = ThemeForm(data=words_of(known))
    if form.validate_on_submit() and is_free(form, themes):
        own = wishes.change_theme(
            db.session(), community_id=wish_list.community_id, code=theme, by=current_user, **typed(form)
        )
        return saved(year, in_english(own, "label"))
    tray = evidence.tray_of(db.session(), wish_list) if is_finished(wish_list) else None
    sentences = tray.of_theme(theme) if tray else []
    return render_template(
        "organiser/wishes/theme.html", wish_list=wish_list, theme=known, form=form, sentences=sentences
    )


def is_free(form: NewThemeForm, others: dict) -> bool:
    if known := called(others, form.label.data):
        form.label.errors = [wording.wishes.LABEL_TAKEN % {"theme": in_english(known, "label")}]
    return not form.label.errors


def words_of(theme) -> dict[str, str]:
    own_words = [word for word in theme.activities if word not in evidence.art_forms(theme)]
    return {
        "label": theme.label,
        "label_en": theme.label_en,
        "keywords": " ".join(theme.keywords),
        "activities": " ".join(own_words),
    }


def typed(form: NewThemeForm) -> dict[str, str]:
    return {name: " ".join(value.split()) for name, value in form.data.items() if name != "csrf_token"}


def saved(year: int, label: str):
    flash(wording.wishes.THEME_SAVED % {"theme": label})
    return redirect(url_for("organiser.wish_themes", year=year))
