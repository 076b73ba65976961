"""Results, plan and the public page."""

from flask_babel import lazy_gettext as _

MEASURES = {
    "want-share": {
        "name": _("想参加率"),
        "meaning": _("全部心愿单里，选“想参加”或列入最想要三项的占多少。没表态的也算在总数里，所以人人都能自己核对。"),
    },
    "points": {
        "name": _("得分"),
        "meaning": _("最想要的第一、二、三项记5、4、3分，想参加记2分，都可以记1分，其余0分，按全部心愿单平均。"),
    },
    "first": {"name": _("首选"), "meaning": _("全部心愿单里，把它列为最想要第一项的占多少。")},
    "borda": {
        "name": _("排序得分"),
        "meaning": _("在每一份心愿单上，它比多少项别的活动更受喜欢；没有表态的几项平分剩下的名次。总是第一得100%。"),
    },
    "pairwise": {
        "name": _("逐一比较"),
        "meaning": _("拿它同别的活动一项一项比，看更多的人更喜欢谁。100%就是逐一比较都领先。"),
    },
}
REPORT_LEGEND = (("want", _("想参加")), ("top", _("其中给了最高一档的")))
LEGEND = (("want", _("想参加")), ("top", _("其中列入最想要的三项")))
NOT_TOLD = _("不显示")
POINTS_FROM = _("满 %(count)s 份才显示")
YUAN = _(" 元")
BUDGET = _("全年经费（元）")
LOCK_REASON = _("理由（会写在公布的计划里）")
REASON_TOO_LONG = _("理由请写在200字以内。")
REASON_MISSING = _("请写下理由，居民会看到。")
BUDGET_NOT_A_NUMBER = _("请填一个数，比如 30000。")
SAVED_BUDGET = _("经费已经保存，计划按新的经费重新算过了。")
SAVED_LOCK = _("已经记下您的决定，计划重新算过了。")
SAVED_UNLOCK = _("决定已经撤销，计划重新算过了。")
PUBLISHED = _("计划已经公布，居民打开首页就能看到。")
WITHDRAWN = _("公布已经撤回，居民现在看不到了。")
MAKING_REPORT = _("正在做报告")
OPTIONS_FOR_TABLES_ONLY = _("--activities、--weight、--want 和 --reverse 只用于表格（.csv、.xlsx）。请去掉再试。")
CANNOT_WRITE = _("写不了 %(file)s。请换一个可以写的位置。")
AGE_NOT_GIVEN = _("没有填年龄")
BUILDING_NOT_GIVEN = _("没有填楼栋")
