"""The list, slips, progress."""

from flask_babel import lazy_gettext as _

LIST_PAGES = {
    "organiser.show_list": _("清单"),
    "organiser.slips": _("凭条"),
    "organiser.coverage": _("进度"),
    "organiser.results": _("结果"),
    "organiser.show_wishes": _("原话"),
    "organiser.plan": _("计划"),
}
PLEASE_CHOOSE = _("请选一项。")
TOO_LONG = _("太长了，最多 %(max)d 个字。")
NOT_A_TIME = _("请填写日期和时间，例如 2027-01-28 18:00。")
NOT_A_NUMBER = _("请填写整数，例如 800。")
OUT_OF_RANGE = _("请填写 %(min)d 到 %(max)d 之间的数。")
CLOSES_BEFORE_IT_OPENS = _("截止时间要比开始时间晚。")
PREVIEW_NOT_SENT = _("这是预览，没有存任何东西。居民交上去以后，会看到一页感谢的话。")
LIST_MADE = _("清单建好了。")
LIST_CHANGED = _("已经存好。")
LIST_OPEN = _("清单已经定稿。下一步：做心愿凭条，发到居民手里。")
LIST_CLOSED = _("已经截止。谢谢大家！")
CLOSE_ASKED = _("已经提出。请另一位负责人用自己的账号登录，打开这一页确认。")
CLOSE_TAKEN_BACK = _("已经收回，清单照常收集。")
CLOSING_TIME_MOVED = _("截止时间已经延后。")
ACTIVITY_ADDED = _("已加入“%(title)s”。")
ACTIVITY_CHANGED = _("“%(title)s”已经改好。")
ACTIVITY_RESTORED = _("“%(title)s”已经放回原处。")
ACTIVITY_WITHDRAWN = _("“%(title)s”已经撤下，居民看得到原因。")
ACTIVITIES_ADDED = _("加入了 %(count)s 项活动。")
ACTIVITIES_IMPORTED = _("表格已导入：新加 %(added)s 项，修改 %(changed)s 项。")
OPEN_LINK_ON = _("公开链接已经打开。")
OPEN_LINK_OFF = _("公开链接已经关掉。收到的照样算数。")
SLIP_VOIDED = _("这张凭条已经作废，用它填的也删掉了。")
UNUSED_SLIPS_VOIDED = _("%(building)s还没用过的凭条已经作废。请重新制作并发放。")

FIELDS = {
    "year": _("年度"),
    "title": _("标题"),
    "title_en": _("英文标题（可不填）"),
    "introduction": _("开头的话"),
    "introduction_en": _("开头的话，英文（可不填）"),
    "consent": _("填表前请看一眼（居民同意的内容）"),
    "consent_en": _("填表前请看一眼，英文（可不填）"),
    "opens_at": _("开始时间"),
    "closes_at": _("截止时间"),
    "closes_at_new": _("新的截止时间"),
    "budget": _("全年经费（元）"),
    "source": _("活动从哪里来"),
    "activity_title": _("活动名称"),
    "summary": _("一句话介绍"),
    "summary_en": _("英文介绍（可不填）"),
    "art_form": _("形式"),
    "cost": _("办一场要多少钱（元）"),
    "most_occasions": _("全年最多办几场"),
    "season_from": _("适合从几月"),
    "season_to": _("到几月"),
    "setting": _("室内室外"),
    "audience": _("适合谁"),
    "icon": _("图标"),
    "because": _("为什么撤下"),
    "because_en": _("原因，英文（可不填）"),
    "table": _("表格文件（.xlsx 或 .csv）"),
    "table_missing": _("请先选一个文件。"),
    "count": _("要做几张"),
    "code": _("存根上的号码，或者凭条的编号"),
}
SOURCES = {"catalogue": _("从现成的目录里挑"), "last": _("沿用%(year)s年的活动，再修改")}

NEXT_STEPS = {
    "choose": _("从目录里挑活动"),
    "open": _("检查一遍，开始收集"),
    "slips": _("做心愿凭条"),
    "watch": _("看收集进度"),
    "close": _("时间到了，去截止"),
    "confirm_close": _("请您一起确认截止"),
    "go_on": _("截止还没做完，接着做完"),
    "decide": _("看结果，定计划"),
    "read": _("看结果和计划"),
}
NEW_LIST = {
    "title": _("%(year)s年活动心愿清单"),
    "introduction": _("新的一年，想看什么、想参加什么活动？请您点一点，三分钟就好。大家的心愿，就是我们的安排。"),
}

# The columns of a table of activities; a file may use the Chinese or the English heading.
ACTIVITY_COLUMNS = {
    "art_form": _("形式"),
    "title": _("名称"),
    "title_en": _("英文名称"),
    "summary": _("一句话介绍"),
    "summary_en": _("英文介绍"),
    "icon": _("图标"),
    "cost": _("每场费用（元）"),
    "most_occasions": _("全年最多几场"),
    "season_from": _("从几月"),
    "season_to": _("到几月"),
    "setting": _("室内室外"),
    "audience": _("适合谁"),
}
ICONS = {
    "star": _("星星"),
    "stage": _("舞台"),
    "microphone": _("话筒"),
    "clappers": _("竹板"),
    "notes": _("音符"),
    "fan": _("扇子"),
    "opera-mask": _("脸谱"),
    "erhu": _("二胡"),
    "brush": _("毛笔"),
    "couplet": _("对联"),
    "chess": _("象棋"),
    "cards": _("纸牌"),
    "paddle": _("球拍"),
    "shoe": _("运动鞋"),
    "taiji": _("太极"),
    "stretch": _("伸展"),
    "family": _("一家人"),
    "heart": _("爱心"),
    "stethoscope": _("听诊器"),
    "shield": _("盾牌"),
    "flame": _("火苗"),
    "first-aid": _("急救箱"),
    "scales": _("天平"),
    "zongzi": _("粽子"),
    "lantern": _("灯笼"),
    "moon": _("月亮"),
    "chrysanthemum": _("菊花"),
    "bowl": _("饭碗"),
    "film": _("电影"),
    "flag": _("红旗"),
    "book": _("书"),
    "paper-cut": _("剪纸"),
    "yarn": _("毛线"),
    "camera": _("相机"),
    "plant": _("盆栽"),
    "phone": _("手机"),
    "pencil": _("铅笔"),
    "bus": _("大巴"),
    "scissors": _("剪刀"),
    "wrench": _("扳手"),
    "swap": _("交换"),
}
TABLE_PROBLEMS = {
    "heading_unknown": _("不认识这一列。请用模板里的列名，或者删掉这一列。"),
    "heading_twice": _("这一列出现了两次。请留一列。"),
    "heading_missing": _("缺少这一列。请加上，再填好每一行。"),
    "label_unknown": _("没有“%(written)s”这种写法。可以写：%(known)s。"),
    "title_twice": _("“%(title)s”在表里出现了两次。请留一行。"),
    "frozen": _("清单已经在收集，原有的活动不能改。请删掉这一行，或者换一个名称当作新活动。"),
}
