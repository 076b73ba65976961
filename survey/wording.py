"""Every sentence and every label that Python shows a person. Each says what to do and blames nobody."""

from flask_babel import lazy_gettext as _

from survey.errors import Refused

# Labels of stored codes

AREA_LEVELS = {
    "grid": _("网格"),
    "party_group": _("党小组"),
    "resident_group": _("居民小组"),
    "building": _("楼栋"),
    "stairwell": _("单元"),
}
AGE_BANDS = {"14-34": _("34岁以下"), "35-59": _("35到59岁"), "60-74": _("60到74岁"), "75+": _("75岁以上")}
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
OFFERS = {"come": _("来看来玩就好"), "perform": _("我愿意上台表演"), "help": _("我愿意帮忙")}

# Failures

FORM_TOO_OLD = _("这一页放得太久了。请退回上一页，刷新后再试一次。")
HTTP_ERRORS = {
    400: _("这次提交的内容不完整。请退回上一页再试一次。"),
    403: _("您的账号不能打开这一页。需要的话，请联系居委会负责人。"),
    404: _("没有找到这一页。请从首页重新进入。"),
    405: _("这一页不能这样打开。请从首页重新进入。"),
    413: _("内容太大了。请缩短一些再试。"),
    500: _("系统出了点问题，已经记录下来。请过一会儿再试。"),
    503: _("现在太忙，没有存上。请过一分钟再试，您填的内容请不要关掉。"),
}
REFUSALS: dict[str, str] = {
    # Staff
    "login_taken": _("登录名“%(login)s”已经有人用了。请换一个。"),
    "password_too_short": _("密码至少要 %(least)s 个字符。"),
    # The list and its activities
    "year_taken": _("%(year)s年的清单已经有了。请换一个年度，或者去修改那一份。"),
    "list_is_frozen": _("这份清单已经定稿，不能再改。收集期间可以加一项活动，或者说明原因撤下一项。"),
    "list_not_open": _("这份清单现在没有在收集，不能这样做。"),
    "list_not_closed": _("这份清单还没有截止，结果要等截止以后才算。"),
    "list_without_activities": _("清单里还没有活动。请先加几项，再开始收集。"),
    "closing_time_is_past": _("截止时间已经过了。请先把截止时间改到以后，再开始收集。"),
    "closing_time_only_later": _("新的截止时间要比原来的晚，也要在现在以后。"),
    "consent_has_gaps": _("“填表前请看一眼”里还有【】没有填好。请补上联系人和电话，再开始收集。"),
    "too_many_activities": _("一份清单最多 %(most)s 项活动。项目再多，居民就看不过来了。"),
    "title_taken": _("清单里已经有“%(title)s”。请换一个名称。"),
    "already_withdrawn": _("这项活动已经撤下了。"),
    # Slips
    "no_chinese_font": _(
        "这台电脑没有中文字体，印出来会是方块，所以没有制作。请联系维护人员安装字体 Noto Sans CJK，再试一次。"
    ),
    "slips_none_asked": _("请写明要做几张。"),
    "slip_already_void": _("这张凭条已经作废了。"),
    "code_mistyped": _("编号有一个字符不对。请对着凭条再看一遍。"),
    "code_unknown": _("这份清单里没有这个编号。请看看是不是别的年度的凭条。"),
    # A resident's slip
    "consent_missing": _("请先看一遍说明，再按“我看明白了，开始填”。"),
    "slip_code_missing": _("请填写凭条上的编号，一共10个字符。"),
    "slip_code_length": _("编号一共10个字符，您填了%(length)s个。请再对一遍。"),
    "slip_code_letters": _("编号里没有“%(letters)s”。数字只有2到9，没有字母 I、L、O。请再对一遍。"),
    "slip_code_mistyped": _("有一个字符不对，或者前后颠倒了。请再对一遍。"),
    "slip_code_unknown": _("没有查到这个编号。请再对一遍；还不行，请找居委会换一张凭条。"),
    "slip_code_of_other_list": _("这是%(year)s年度的凭条，今年的清单要用今年的凭条。请找居委会领一张。"),
    "slip_void": _("这张凭条已经作废。请找居委会换一张新的，以前填的不受影响。"),
    "list_closed": _("这份清单已经截止，不能再填、再改了。"),
    # Spreadsheets
    "table_old_excel": _("这是旧版 Excel 文件（.xls）。请在 Excel 或 WPS 里打开，另存为 .xlsx 后再上传。"),
    "table_not_a_table": _("这个文件不是能读的表格，或者已经损坏。请用 .xlsx 或 .csv 文件，最好从下载的模板开始填。"),
    "table_empty": _("这张表是空的。请在第一行写列名，从第二行起每行写一项活动。"),
    "table_broken_at": _("第 %(row)s 行附近的引号不成对，读不下去。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"),
    "table_too_large": _("这个文件展开后太大，没有读取。请只留下要导入的那一张表。"),
    "table_too_long": _("这张表超过 %(most)s 行。请只留下要导入的行。"),
    "table_too_wide": _("这张表超过 %(most)s 列。请只留下要导入的列。"),
    "table_merged_cells": _("从 %(cell)s 开始有合并的单元格。请取消合并，每格单独填写后再上传。"),
    "table_formula": _("%(cell)s 格里是公式。请复制后“选择性粘贴”为数值，再上传。"),
}


def refusal(refused: Refused) -> str:
    return REFUSALS[refused.reason] % refused.facts if refused.facts else REFUSALS[refused.reason]


# Organiser: signing in, the list, slips, coverage

LIST_PAGES = {
    "organiser.show_list": _("清单"),
    "organiser.slips": _("凭条"),
    "organiser.coverage": _("进度"),
    "organiser.results": _("结果"),
    "organiser.plan": _("计划"),
}
SIGN_IN_FAILED = _("登录名或密码不对。请再试一次；忘了的话，请联系维护人员。")
PASSWORD_WRONG = _("现在的密码不对。请再输一次。")
PASSWORDS_DIFFER = _("两次输入的新密码不一样。请再输一次。")
PASSWORD_IS_NEW = _("密码已经换好。")
PLEASE_FILL = _("请填写这一项。")
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
FINDINGS_COMPUTED = _("结果算好了。")
CLOSING_TIME_MOVED = _("截止时间已经延后。")
ACTIVITY_ADDED = _("已加入“%(title)s”。")
ACTIVITY_CHANGED = _("“%(title)s”已经改好。")
ACTIVITY_RESTORED = _("“%(title)s”已经放回原处。")
ACTIVITY_WITHDRAWN = _("“%(title)s”已经撤下，居民看得到原因。")
ACTIVITIES_ADDED = _("加入了 %(count)s 项活动。")
ACTIVITIES_IMPORTED = _("表格已导入：新加 %(added)s 项，修改 %(changed)s 项。")
SLIP_VOIDED = _("这张凭条已经作废。请从同一栋楼备用的凭条里补一张给居民。")
UNUSED_SLIPS_VOIDED = _("%(building)s还没用过的凭条已经作废。请重新制作并发放。")

FIELDS = {
    "login": _("登录名"),
    "password": _("密码"),
    "present_password": _("现在的密码"),
    "new_password": _("新密码（至少12个字符）"),
    "password_length": _("新密码至少要12个字符。"),
    "again": _("再输一次新密码"),
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
    "code": _("凭条上的编号"),
}
SOURCES = {"catalogue": _("从现成的目录里挑"), "last": _("沿用%(year)s年的活动，再修改")}

NEXT_STEPS = {
    "choose": _("从目录里挑活动"),
    "open": _("检查一遍，开始收集"),
    "slips": _("做心愿凭条"),
    "watch": _("看收集进度"),
    "close": _("时间到了，去截止"),
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

# On paper: always Chinese, with a line of English, since nobody can switch its language.
DEMONSTRATION_ON_PAPER = "演示数据"
SLIP = {
    "scan": "手机扫一扫，说心愿",
    "or_type": "或者打开网址，输入下面的编号：",
    "until": "%(closing)s 截止",
    "change": "截止前凭编号可看、可改、可撤回。不写姓名。",
    "keep": "编号只有您知道，请收好。Scan, or type the code.",
    "qr_says": "打开心愿清单的二维码",
}

# Resident

FORM_DOES_NOT_FIT = _("清单刚刚有变动，或者有一项没认出来。您填的都在下面，请看一遍再交。")
CHOOSE_ONE = _("这一项选了两个。请只选一个。")
SENT_TWICE = _("这一项交来了两份。请再选一次。")
WISH_TOO_LONG = _("心愿最多写%(limit)s字，现在是%(length)s字。请缩短一些，字都还在。")
WISH_NOT_PLAIN = _("心愿里有显示不出来的符号，已经去掉。请看一遍再交。")
FORM_KEPT = _("这一页放得太久了。您填的都在下面，请再交一次。")
CODE_AGAIN = _("请再填一次凭条上的编号。您填的都还在。")
BUSY_KEPT = _("现在太忙，没有存上。您填的都在下面，请过一分钟再交一次。")
SCAN_AGAIN = _("这一页放得太久了。请再扫一次凭条上的二维码，或者填写编号。")

# Results, plan and the public page

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
PLAN_ACTIONS = {
    "plan.budget": _("把全年经费改为"),
    "plan.publish": _("公布了计划"),
    "plan.withdraw": _("撤回了公布"),
    "programme.lock_in": _("决定一定要办"),
    "programme.lock_out": _("决定不办"),
    "programme.unlock": _("撤销了决定"),
}
REFUSALS |= {
    "plan_published": _("计划已经公布。要改，请先撤回公布。"),
    "locks_over_budget": _("一定要办的几项加起来超过了全年经费。请提高经费，或者先撤销其中一项。"),
}
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

# Command line

PASSWORD_ONCE = _("账号：%(login)s　密码：%(password)s　（只显示这一次，请现在记下来）")
COMMUNITY_READY = _("“%(name)s”已经建好。下一步：导入楼栋（flask --app wsgi areas 表格文件），再启动服务。")
DEMONSTRATION_EXISTS = _("演示社区已经在这里了，没有改动。")
MAKING_DEMONSTRATION = _("正在准备演示社区")
SERVING = _("心愿已经准备好：%(address)s")
RESIDENTS_GO = _("居民打开 %(address)s，用演示编号填一份：%(codes)s")
RESIDENTS_FOLLOW = _("凭条上的二维码等于这个链接：%(address)s")
ORGANISERS_GO = _("居委会打开 %(address)s")
ORGANISERS_LOGIN = _("登录名 %(login)s，密码 %(password)s （这台机器上随机生成）")
PASSWORD_CHANGED = _("密码已经改过；忘记了就运行：flask --app wsgi staff password %(login)s")
STOP_SERVING = _("按 Ctrl-C 停止；资料都在 %(folder)s，下次启动还在。")
AREAS_READ = _("已读入 %(areas)s 个区域，其中楼栋 %(buildings)s 个。")
REFUSALS |= {
    "no_community": _("还没有社区。请先运行 flask --app wsgi community"),
    "community_exists": _("这里已经有“%(name)s”了，没有改动。请换一个数据文件夹（环境变量 XINYUAN_DATA）。"),
    "login_unknown": _("没有“%(login)s”这个账号。"),
    "areas_exist": _("这个社区已经有楼栋资料，没有改动。"),
    "areas_wrong_headings": _("第一行的列名要依次是：%(headings)s"),
    "area_level_unknown": _("第 %(row)s 行：没有“%(level)s”这个级别，请写其中一个：%(levels)s"),
    "area_without_name": _("第 %(row)s 行：请填名称。"),
    "area_parent_unknown": _("第 %(row)s 行：前面的行里没有“%(parent)s”。请把上级写在下级前面。"),
    "area_parent_twice": _("第 %(row)s 行：叫“%(parent)s”的不止一个。请连上级一起写，例如：一网格/3号楼"),
    "area_below_its_level": _("第 %(row)s 行：“%(name)s”不能放在“%(parent)s”下面，级别不对。"),
    "area_twice": _("第 %(row)s 行：“%(name)s”已经写过了。"),
    "area_count_unclear": _("第 %(row)s 行：“%(cell)s”不是人数或户数，请写整数。"),
}
