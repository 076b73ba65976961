"""The sentences about an activity, made in this one place from the reason codes of analysis.reasons. Counts follow the
10-5 rule, also where they are divided into the cost."""

from babel.lists import format_list
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from survey import wording
from survey.filters import money
from survey.small_numbers import about, cut, is_few

MOST_QUOTED = 5
MOST_TIMES = 2
MONEY = ("cost", "left", "missing")
SENTENCES = {
    "IN_SHARED": lazy_gettext("%(people)s想参加，平均每人分摊 %(share)s。"),
    "IN_SHARED_BY_FEW": lazy_gettext("%(people)s想参加。"),
    "IN_FILL": lazy_gettext("%(people)s想参加。各人的份额用完后还余下一些经费，正好够办。"),
    "LOCKED_IN": lazy_gettext("居委会决定一定要办。%(people)s想参加。"),
    "IN_CONDITION": lazy_gettext("%(people)s想参加。按事先定下的条件，要有它。"),
    "OUT_CONDITION": lazy_gettext("%(people)s想参加。按事先定下的条件，它办不成。"),
    "OUT_LOCKED": lazy_gettext("居委会决定今年不办。%(people)s想参加。"),
    "IN_SCORE": lazy_gettext("%(people)s想参加，得分靠前。"),
    "OUT_NO_SUPPORT": lazy_gettext("%(people)s想参加。"),
    "OUT_BUDGET": lazy_gettext(
        "%(people)s想参加。办一场要 %(cost)s，计划里余下的经费只有 %(left)s，还差 %(missing)s。"
    ),
    "OUT_TOO_COSTLY": lazy_gettext(
        "%(people)s想参加。办一场要 %(cost)s，他们的份额用在别的活动上以后，合起来不够办一场。"
    ),
    "OUT_THRESHOLD": lazy_gettext("%(people)s想参加，得分没有到门槛。"),
    "OUT_STOPPED": lazy_gettext("%(people)s想参加。排在它前面的一项已经办不起，按规则就此停下。"),
}
WHEN_FREE = lazy_gettext("约 %(count)s 位%(when)s有空")
WOULD_PERFORM = lazy_gettext("约 %(count)s 位愿意上台表演")
WOULD_HELP = lazy_gettext("约 %(count)s 位愿意帮忙")
SOME_FILLED = lazy_gettext("其中 %(filled)s 场用的是各人份额用完后余下的经费。")


def why(reason: dict, *, asked: int, currency: str) -> str:
    """`asked` is how many answered; `reason` a code with its numbers."""
    supporters = reason.get("supporters", 0)
    facts = {name: f"{money(round(reason[name]))}{currency}" for name in MONEY if name in reason}
    facts |= {"people": residents(supporters, asked), "filled": reason.get("filled", 0)}
    code = reason["code"]
    if code == "IN_SHARED":
        facts["share"] = share(reason, asked, currency)
        code = "IN_SHARED" if about(supporters, asked) else "IN_SHARED_BY_FEW"
    sentences = [SENTENCES[code] % facts]
    if code == "IN_SHARED" and facts["filled"]:
        sentences.append(SOME_FILLED % facts)
    return joined(sentences)


def joined(sentences: list[str]) -> str:
    """English leaves a space between sentences, Chinese none."""
    return (" " if get_locale().language == "en" else "").join(sentences)


def what_would_change(flip: dict | None, titles: dict[str, str], currency: str) -> str:
    """`flip` is a larger budget that was tried in a full second run; the sentence speaks of that budget only."""
    if not flip:
        return ""
    more = f"{money(flip['more'])}{currency}"
    prices = [
        sentence(titles=quoted(flip[name], titles))
        for name, sentence in (("drops", _but_drops), ("fewer", _but_fewer))
        if flip[name]
    ]
    if not prices:
        return _("若预算多 %(more)s，它就能入选。", more=more)
    return _("若预算多 %(more)s，它就能入选，但%(prices)s。", more=more, prices=_("，").join(prices))


def _but_drops(titles: str) -> str:
    return _("会挤掉%(titles)s", titles=titles)


def _but_fewer(titles: str) -> str:
    return _("%(titles)s要少办几场", titles=titles)


def quoted(ids: list[str], titles: dict[str, str], most: int = MOST_QUOTED) -> str:
    names = [_("“%(title)s”", title=titles[id]) for id in ids[:most]]
    if len(ids) <= most:
        return format_list(names, locale=get_locale())
    return _("%(named)s等 %(count)s 项", named=_("、").join(names), count=len(ids))


def why_measures_differ(code: str) -> str:
    if code == "LOVED_BY_FEW":
        return _("喜欢的人特别想要，别的人不太感兴趣。")
    return _("愿意参加的人不少，但很少有人把它当作最想要的。")


def how_sure(share: float) -> str:
    """`share` of the repetitions in which it was in the plan, told in tenths."""
    tenths = round(10 * share)
    if tenths == 10:
        return _("换一批同样多的居民来填，它几乎每次都会入选。")
    if tenths == 0:
        return _("换一批同样多的居民来填，它几乎每次都不会入选。")
    return _("换一批同样多的居民来填，十次里大约 %(tenths)s 次它会入选。", tenths=tenths)


def who_would_come(counts: dict[str, int], wanted: int) -> str:
    """What the organiser needs for the day: when most of those who want it are free, who would perform or help."""
    times = sorted(wording.labels.FREE_TIMES, key=lambda code: -cut(counts[code], wanted))[:MOST_TIMES]
    told = [(WHEN_FREE, code) for code in times]
    told += [(WOULD_PERFORM, "perform"), (WOULD_HELP, "help")]
    parts = [
        sentence % {"count": money(shown), "when": str(wording.labels.FREE_TIMES.get(code, "")).lower()}
        for sentence, code in told
        if (shown := about(counts[code], wanted))
    ]
    return _("想参加的人里，%(parts)s。", parts=_("，").join(parts)) if parts else ""


def residents(count: int, asked: int) -> str:
    shown = about(count, asked)
    if shown is not None:
        return _("约 %(count)s 位居民", count=money(shown))
    return _("不到 15 位居民") if is_few(count, asked) else _("大多数居民")


def share(reason: dict, asked: int, currency: str) -> str:
    """What the average supporter pays; from the rounded count, so that the exact one cannot be worked out."""
    supporters = about(reason["supporters"], asked) or 1
    shared = reason["cost"] * (1 - reason["filled"] / reason["occasions"])
    return f"{money(round(shared / supporters, 1))}{currency}"
