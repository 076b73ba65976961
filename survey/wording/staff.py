"""Signing in, accounts, colleagues."""

from flask_babel import lazy_gettext as _

ISSUER = _("心愿")
SIGN_IN_FAILED = _("登录名或密码不对。请再试一次；忘了的话，请联系维护人员。")
NUMBER_WRONG = _("数字不对，或者已经用过。请等验证器换一个新的数字，再输一次。")
FIRST_NUMBER_WRONG = _("数字不对。请看看手机的时间准不准，再输验证器里现在的数字。")
PASSWORD_WRONG = _("现在的密码不对。请再输一次。")
PASSWORDS_DIFFER = _("两次输入的新密码不一样。请再输一次。")
PASSWORD_IS_NEW = _("密码已经换好。别的手机和电脑上都要用新密码重新登录。")

FIELDS = {
    "login": _("登录名"),
    "password": _("密码"),
    "number": _("验证器里的6位数字"),
    "number_or_spare": _("验证器里的6位数字，或者一个备用码"),
    "present_password": _("现在的密码"),
    "new_password": _("新密码（12到128个字符）"),
    "again": _("再输一次新密码"),
    "invitation": _("邀请码"),
    "name": _("姓名"),
    "new_login": _("给他的登录名"),
    "role": _("做什么"),
    "area": _("负责哪一片"),
    "successor": _("谁来接手"),
}
NO_AREA = _("（不选）")
SUCCESSOR_WITH_AREA = _("%(name)s（现在负责%(area)s）")
NO_SUCCESSOR = _("先没有人接手")
AREA_MISSING = _("请选入户调查员负责的那一片。")
LOGIN_SIGNS = _("只能用英文字母、数字和 . _ -，例如 liqiang。")
ACCOUNT_ENDED = _("%(name)s的账号已经停用，马上退出。")
ACCOUNT_BACK = _("%(name)s的账号又可以用了。")
SECOND_STEP_RESET = _("已经重置。%(name)s下次登录时会重新设置第二步。")
