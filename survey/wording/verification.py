"""What `flask --app wsgi verify` and `resume` say."""

from flask_babel import lazy_gettext as _

HOLDS = _("对　")
FAILS = _("不对")
DATABASE_WHOLE = _("数据库文件完整")
LOG_WHOLE = _("操作记录没有改动（有问题的条目：%(entries)s）")
KEY_IS_THE_ANNOUNCED_ONE = _("%(year)s年：编号的钥匙就是开始时公布指纹的那一把")
CLOSE_FINISHED = _("%(year)s年：截止的每一步都做完了")
ANSWERS_UNCHANGED = _("%(year)s年：心愿单的份数和指纹同截止时一样")
KEY_DESTROYED = _("%(year)s年：编号的钥匙已经销毁")
NO_SLIP_LEFT = _("%(year)s年：没有留下能从心愿单查到凭条的记录")
LOG_GOES_ON = _("%(year)s年：操作记录接得上截止那一刻")
FINDINGS_FIT = _("%(year)s年：结果就是用这些心愿单算的")
ALL_HOLDS = _("全部对得上。")
SOMETHING_FAILS = _("有 %(count)s 项对不上。请不要再改动任何东西，留好这台机器的备份，查清原因。")
NOTHING_TO_RESUME = _("没有做到一半的截止。")
RESUMED = _("接着做完了 %(count)s 份清单的截止。")
