"""What is shown for the codes that columns hold, and beside any field that was left empty."""

from flask_babel import lazy_gettext as _

PLEASE_FILL = _("请填写这一项。")
AREA_LEVELS = {
    "grid": _("网格"),
    "party_group": _("党小组"),
    "resident_group": _("居民小组"),
    "building": _("楼栋"),
    "stairwell": _("单元"),
}
AGE_BANDS = {"14-34": _("34岁以下"), "35-59": _("35到59岁"), "60-74": _("60到74岁"), "75+": _("75岁以上")}
ROLES = {"organiser": _("居委会负责人"), "enumerator": _("入户调查员")}
STATUSES = {"draft": _("草稿"), "open": _("正在收集"), "closed": _("已截止"), "published": _("已公布")}
ART_FORMS = {
    "SKIT": _("小品"),
    "CROSSTALK": _("相声"),
    "CLAPPER_TALK": _("快板"),
    "CHORUS": _("合唱"),
    "DANCE": _("舞蹈"),
    "OPERA": _("戏曲"),
    "MUSIC": _("器乐"),
    "CALLIGRAPHY": _("书画"),
    "BOARD_GAME": _("棋牌"),
    "SPORTS": _("体育"),
    "LECTURE": _("讲座"),
    "FESTIVAL": _("节庆"),
    "FILM": _("电影"),
    "HANDICRAFT": _("手工"),
    "CLASS": _("实用课"),
    "SERVICE": _("便民服务"),
    "OUTING": _("外出走走"),
    "READING": _("读书"),
}
SETTINGS = {"indoor": _("室内"), "outdoor": _("室外"), "either": _("室内室外都行")}
AUDIENCES = {
    "all": _("大家都适合"),
    "elders": _("适合老人"),
    "families": _("适合一家人"),
    "children": _("适合孩子"),
    "young": _("适合年轻人"),
    "women": _("适合妇女"),
}
RATINGS = {"2": _("想参加"), "1": _("都可以"), "0": _("不感兴趣")}
FREE_TIMES = {
    "weekday-morning": _("平日上午"),
    "weekday-afternoon": _("平日下午"),
    "weekday-evening": _("平日晚上"),
    "weekend-day": _("周末白天"),
    "weekend-evening": _("周末晚上"),
}
CHANNELS = {
    "WEB": _("手机填"),
    "DOOR": _("上门填"),
    "PAPER": _("纸质填"),
    "CALL": _("电话填"),
    "OPEN_LINK": _("公开链接"),
    "IMPORT": _("外部导入"),
}
OFFERS = {"come": _("来看来玩就好"), "perform": _("我愿意上台表演"), "help": _("我愿意帮忙")}
PLAN_ACTIONS = {
    "plan.budget": _("把全年经费改为"),
    "plan.publish": _("公布了计划"),
    "plan.withdraw": _("撤回了公布"),
    "programme.lock_in": _("决定一定要办"),
    "programme.lock_out": _("决定不办"),
    "programme.unlock": _("撤销了决定"),
}
