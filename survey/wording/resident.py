"""What a resident's form says back."""

from flask_babel import lazy_gettext as _

FORM_DOES_NOT_FIT = _("清单刚刚有变动，或者有一项没认出来。您填的都在下面，请看一遍再交。")
CHOOSE_ONE = _("这一项选了两个。请只选一个。")
SENT_TWICE = _("这一项交来了两份。请再选一次。")
WISH_TOO_LONG = _("心愿最多写%(limit)s字，现在是%(length)s字。请缩短一些，字都还在。")
WISH_NOT_PLAIN = _("心愿里有显示不出来的符号，已经去掉。请看一遍再交。")
FORM_KEPT = _("这一页放得太久了。您填的都在下面，请再交一次。")
CODE_AGAIN = _("请再填一次凭条上的编号。您填的都还在。")
TOO_LARGE_KEPT = _("内容太大了，没有存上。您填的都在下面，请把心愿写短一些再交。")
BUSY_KEPT = _("现在太忙，没有存上。您填的都在下面，请过一分钟再交一次。")
SCAN_AGAIN = _("这一页放得太久了。请再扫一次凭条上的二维码，或者填写编号。")
