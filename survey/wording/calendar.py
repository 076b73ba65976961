"""The calendar of the year's plan."""

from flask_babel import lazy_gettext as _

WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
NTH = (
    _("第1个%(weekday)s"),
    _("第2个%(weekday)s"),
    _("第3个%(weekday)s"),
    _("第4个%(weekday)s"),
    _("第5个%(weekday)s"),
)
# Beside the name of a weekday.
TIMES = {
    "weekday-morning": _("%(day)s上午"),
    "weekday-afternoon": _("%(day)s下午"),
    "weekday-evening": _("%(day)s晚上"),
    "weekend-day": _("%(day)s白天"),
    "weekend-evening": _("%(day)s晚上"),
}
FESTIVALS = {
    "SPRING_FESTIVAL": _("春节"),
    "LANTERN": _("元宵节"),
    "TOMB_SWEEPING": _("清明节"),
    "DRAGON_BOAT": _("端午节"),
    "MID_AUTUMN": _("中秋节"),
    "DOUBLE_NINTH": _("重阳节"),
    "NATIONAL_DAY": _("国庆节"),
}
MOST_ARE_FREE = _("想参加的人里，约 %(count)s 位%(when)s有空。")
MANY_ARE_FREE = _("%(day)s那一场：想参加的人里，约 %(count)s 位%(when)s有空；人更多的时候排不开。")
FOR_FESTIVAL = _("看名称是%(festival)s的活动，%(festival)s是%(day)s，所以排在节前或当天。这是猜的，不对就自己改日子。")
IN_SEASON = _("按清单上写的，只在%(first)s到%(last)s办。")
APART = _("两场之间隔 %(weeks)s 周。")
APART_BETWEEN = _("两场之间隔 %(least)s 到 %(most)s 周。")
NO_WISH = _("什么时候办都行，排在了活动少的一周。")
CLASHES = {
    "OCCASIONS": _("“%(title)s”要办 %(occasions)s 场"),
    "SEASON": _("“%(title)s”只在%(first)s到%(last)s办"),
    "FESTIVAL": _("“%(title)s”要赶在%(festival)s（%(day)s）以前"),
    "APART": _("“%(title)s”两场之间要隔开几周"),
    "MOST_A_WEEK": _("一周最多办 %(occasions)s 场"),
    "ALL_OCCASIONS": _("要办的一共有 %(occasions)s 场"),
    "SPAN": _("清单截止后要有一周准备，最早从%(first)s开始"),
}
DOUBTS = {
    "SWAPS_NOT_KNOWN": _("有 %(placements)s 场在节假日前后的周末。国务院的放假通知出来后，请看看那天要不要调休上班。"),
    "LONG_GAP": _("从%(day)s那一周起，有 %(weeks)s 周没有活动。"),
}
