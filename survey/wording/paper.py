"""On paper: always Chinese, with a line of English, since nobody can switch its language."""

DEMONSTRATION_ON_PAPER = "演示数据"
SLIP = {
    "scan": "手机扫一扫，说心愿",
    "or_type": "或者打开网址，输入下面的编号：",
    "until": "%(closing)s 截止",
    "change": "截止前凭编号可看、可改、可撤回。不写姓名。",
    "keep": "编号只有您知道，请收好。Scan, or type the code.",
    "stub": "存根",
    "lost": "请剪下来，和凭条分开放。凭条丢了，拿存根到居委会换新的。",
    "qr_says": "打开心愿清单的二维码",
}
