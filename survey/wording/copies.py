"""What backup and restore say."""

from flask_babel import lazy_gettext as _

COPYING = _("正在备份")
COPIED = _("备份好了，已经检查过：%(path)s（%(kilobytes)s KB）。里面没有密钥；请再存一份到别的机器上。")
LEFT = _("这份截止前的备份没能删掉，里面还能把答案和凭条对上：%(path)s")
DESTROY_THEM = _("请找到上面的备份，全部销毁；再把 %(register)s 里写着它们的那几行删掉。")
RESTORING = _("正在恢复")
RESTORED = _("已经恢复：%(path)s")
PUT_ASIDE = _("原来的资料没有删，放在 %(path)s")
KEY_MISSING = _(
    "注意：%(year)s年度清单的密钥不在 %(keys)s。不把密钥文件放回去，居民的编号打不开。备份里从来没有密钥，要另外取来。"
)
