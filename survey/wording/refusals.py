"""Why an operation is refused, as facts in errors.Refused name it. Each says what to do and blames nobody."""

from flask_babel import lazy_gettext as _

from survey.errors import Refused

REFUSALS = {
    # Staff
    "login_taken": _("登录名“%(login)s”已经有人用了。请换一个。"),
    "password_length": _("密码要 %(least)s 到 %(most)s 个字符。"),
    "password_says_who": _("密码里不要写登录名或者社区的名字。请换一个。"),
    "password_common": _("这样的密码太常见，容易被猜到。请换一句自己好记、别人想不到的话。"),
    "invitation_over": _("这个邀请码不对，或者已经用过、过期了。请对一遍；还不行，请同事重新发一个。"),
    "last_organiser": _("这是最后一位负责人，不能停用。请先邀请另一位。"),
    "successor_unfit": _("请选一位在用的入户调查员来接手。"),
    "successor_has_area": _("%(name)s已经负责另一片，一个人只负责一片。请打开“同事”，重新选一次。"),
    "invitation_taken_up": _("这位同事已经定好密码，不用再发链接。忘了密码请联系维护人员。"),
    "not_oneself": _("不能停用或者重置自己的账号。请让另一位负责人来做。"),
    "too_many_tries": _("试的次数太多了。请过 %(minutes)s 分钟再试。"),
    "too_many_codes": _("填错的编号太多了，请过 %(minutes)s 分钟再填编号。扫凭条上的二维码不受影响，现在就能填。"),
    "limits_unavailable": _("现在不能核对，请过几分钟再试；还不行，请联系维护人员。扫凭条上的二维码不受影响。"),
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
    # The close
    "close_asked_already": _("已经有人提出截止了。请打开“截止收集”这一页，由另一位负责人确认。"),
    "close_not_asked": _("还没有人提出截止。请先提出，再由另一位负责人确认。"),
    "close_needs_another": _("截止不能撤销，要两个人一起：请另一位负责人用自己的账号登录，来确认。"),
    "close_not_finished": _("截止还没有做完，编号的钥匙还在，所以还不能公布。请到“结果”那一页按“接着做完”。"),
    "close_wipe_busy": _("数据库正忙，旧数据还没有擦干净。请过一分钟，到“结果”那一页按“接着做完”。"),
    "slips_do_not_add_up": _(
        "%(area)s的凭条对不上：做了 %(made)s 张，系统里有 %(found)s 张。先不能截止，请联系维护人员查清楚。"
    ),
    "void_slip_answers": _("有作废的凭条还留着心愿单。先不能截止，请联系维护人员查清楚。"),
    "answers_do_not_add_up": _("抄录前后的心愿单对不上（%(said)s 份、%(kept)s 份）。什么都没有删，请联系维护人员。"),
    # Slips
    "no_chinese_font": _(
        "这台电脑没有中文字体，印出来会是方块，所以没有制作。请联系维护人员安装字体 Noto Sans CJK，再试一次。"
    ),
    "slips_all_made": _("每栋楼的凭条都做够了。还要补几张，请打开那栋楼，单独做。"),
    "slip_already_void": _("这张凭条已经作废了。"),
    "slip_not_read": _("没有认出来。请填凭条上10个字符的编号，或者存根上6位的号码，对着再看一遍。"),
    "slip_not_found": _("这份清单里没有这张凭条。请看看是不是别的年度的。"),
    # A resident's slip
    "open_link_off": _("公开链接已经关了，没有存上。您填的都在下面；请找居委会领一张凭条，填上编号再交。"),
    "open_link_busy": _("从这里进来的人太多了，请过 %(minutes)s 分钟再来。手里有凭条的，现在就能用凭条填。"),
    "building_unknown": _("请从列出的楼栋里选一栋，或者不选。"),
    "consent_missing": _("请先看一遍说明，再按“我看明白了，开始填”。"),
    "slip_code_missing": _("请填写凭条上的编号，一共10个字符。"),
    "slip_code_length": _("编号一共10个字符，您填了%(length)s个。请再对一遍。"),
    "slip_code_letters": _("编号里没有“%(letters)s”。数字只有2到9，没有字母 I、L、O。请再对一遍。"),
    "answered_by_resident": _("这位居民自己已经填过，以居民自己填的为准。这次代填没有存。"),
    "answered_with_another_helper": _(
        "这张凭条已经有别人代填过，这次没有存。要改，请找代填的那位，或者请居民凭编号自己改。"
    ),
    "slip_code_mistyped": _("有一个字符不对，或者前后颠倒了。请再对一遍。"),
    "slip_code_unknown": _("没有查到这个编号。请再对一遍，看看是不是今年的凭条；还不行，请找居委会换一张。"),
    "slip_code_of_other_list": _("这是%(year)s年度的凭条，今年的清单要用今年的凭条。请找居委会领一张。"),
    "slip_void": _("这张凭条已经作废，不再算数。请找居委会换一张新的，再填一次。"),
    "list_closed": _("这份清单已经截止，不能再填、再改了。"),
    # Spreadsheets
    "table_old_excel": _("这是旧版 Excel 文件（.xls）。请在 Excel 或 WPS 里打开，另存为 .xlsx 后再上传。"),
    "table_with_password": _("这个文件加了打开密码。请在 Excel 或 WPS 里去掉密码，保存后再上传。"),
    "table_with_macros": _("这个文件里有宏。请在 Excel 或 WPS 里另存为“Excel 工作簿（.xlsx）”，再上传。"),
    "table_not_a_table": _("这个文件不是能读的表格，或者已经损坏。请用 .xlsx 或 .csv 文件，最好从下载的模板开始填。"),
    "table_empty": _("这张表是空的。请在第一行写列名，从第二行起每行写一项活动。"),
    "table_broken_at": _("第 %(row)s 行附近的引号不成对，读不下去。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"),
    "table_too_large": _("这个文件展开后太大，没有读取。请只留下要导入的那一张表。"),
    "table_too_long": _("这张表超过 %(most)s 行。请只留下要导入的行。"),
    "table_too_wide": _("这张表超过 %(most)s 列。请只留下要导入的列。"),
    "table_merged_cells": _("从 %(cell)s 开始有合并的单元格。请取消合并，每格单独填写后再上传。"),
    "table_formula": _("%(cell)s 格里是公式。请复制后“选择性粘贴”为数值，再上传。"),
    # The plan
    "plan_published": _("计划已经公布。要改，请先撤回公布。"),
    "locks_over_budget": _("一定要办的几项加起来超过了全年经费。请提高经费，或者先撤销其中一项。"),
    # Copies of the database
    "copy_of_nothing": _("数据库里什么都没有，没有备份，旧的备份也没有动。请先查清数据库去了哪里。"),
    "copy_beside_keys": _("没有备份：%(folder)s 和密钥（%(keys)s）在一起，拿走备份的人也会拿到密钥。请换一个文件夹。"),
    "copy_exists": _("没有备份：%(path)s 已经有了。请换一个文件名。"),
    "copy_no_folder": _("没有文件夹 %(folder)s。请先建好，再备份。"),
    "copy_unreadable": _("%(path)s 不是完好的备份，可能损坏了，没有使用。"),
    "copy_failed": _("没有写成 %(path)s，原有的文件没有改动。原因：%(fault)s"),
    "copy_other_database": _("这条命令只备份 SQLite。别的数据库请用它自己的备份工具，例如 pg_dump。"),
    "restore_not_ours": _("%(path)s 不是心愿的备份，没有恢复。"),
    "restore_from_newer": _("%(path)s 是更新版本的程序做的备份。请先升级程序，再恢复。"),
    "restore_in_use": _("服务还在运行，没有恢复。请先停下服务：sudo systemctl stop xinyuan"),
    "restore_would_replace": _(
        "%(path)s 已经有资料，没有恢复。确实要用备份代替它，请加上 --replace；原来的会放到一边，不会删。"
    ),
    # Commands
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


def refusal(refused: Refused) -> str:
    return REFUSALS[refused.reason] % refused.facts if refused.facts else REFUSALS[refused.reason]
