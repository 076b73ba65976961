"""What commands say."""

from flask_babel import lazy_gettext as _

PASSWORD_ONCE = _("账号：%(login)s　密码：%(password)s　（只显示这一次，请现在记下来）")
SECOND_STEP_RESET = _("%(login)s 的第二步已经清除。下次登录时，用密码进来再设一次。")
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
