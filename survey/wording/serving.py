"""Why the service does not start, and what it says when it does."""

from flask_babel import lazy_gettext as _

ADDRESS_UNCLEAR = _(
    "没有启动：XINYUAN_BASE_URL 要写成 https://域名，或者 http://127.0.0.1:8000，后面不带别的。现在是“%(address)s”。"
)
HTTP_ELSEWHERE = _(
    "没有启动：%(address)s 不加密，路上的人能看到居民的编号。别的机器要用，请配好 HTTPS，"
    "把 XINYUAN_BASE_URL 写成 https:// 开头（做法见 docs/deploy.md）。只在这台机器上试用，请写 http://127.0.0.1:8000。"
)
DEBUGGER_OPEN = _("没有启动：调试开着，出错时会把内部资料给别人看。请去掉环境变量 FLASK_DEBUG。")
HOPS_MISSING = _(
    "没有启动：用 https 时要写明前面有几层代理，XINYUAN_PROXY_HOPS=1 就是一层（nginx）。写错了，别人就能冒充任何地址。"
)
KEYS_WITHIN = _(
    "没有启动：用 https 时，密钥要放在资料和备份以外，不然备份会把密钥一起带走。"
    "现在 %(keys)s 在 %(name)s 里面。请用 XINYUAN_KEYS 指定另一个文件夹。"
)
SECRET_TOO_SHORT = _("没有启动：SECRET_KEY 太短，至少要 %(least)s 个字符。最好不要自己写，程序会自动生成。")
KEY_FILE_TOO_SHORT = _("没有启动：%(path)s 不完整。请删掉这个文件再启动，程序会重新生成，工作人员要重新登录。")
BOUND_ELSEWHERE = _(
    "没有启动：程序只能在本机接待（127.0.0.1 或本机套接字），现在要在 %(host)s 上接待。"
    "别的机器经过 nginx 进来（做法见 docs/deploy.md）。"
)

KEPT = _("SQLite %(version)s，日志方式 %(journal)s，写盘方式 %(synchronous)s：居民看到“收到了”的，断电、死机也不会丢。")
KEPT_LESS_SAFELY = _(
    "注意：SQLite %(version)s，日志方式 %(journal)s，写盘方式 %(synchronous)s：断电时，刚收到的答案可能会丢。"
    "请联系维护人员。"
)
