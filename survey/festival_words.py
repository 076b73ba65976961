"""What a title tells of the day and the hour, as a guess: which festival an activity is for, where what names one
outright goes before what only hints at one; and whether it wants the dark."""

WORDS = (
    ("SPRING_FESTIVAL", ("春节", "新春", "迎春", "拜年", "团拜")),
    ("LANTERN", ("元宵",)),
    ("TOMB_SWEEPING", ("清明",)),
    ("DRAGON_BOAT", ("端午",)),
    ("MID_AUTUMN", ("中秋",)),
    ("DOUBLE_NINTH", ("重阳",)),
    ("NATIONAL_DAY", ("国庆", "十一黄金周")),
    ("SPRING_FESTIVAL", ("春联", "福字", "年货", "年夜饭")),
    ("LANTERN", ("灯会", "花灯", "灯谜", "汤圆")),
    ("DRAGON_BOAT", ("粽", "龙舟")),
    ("MID_AUTUMN", ("月饼", "赏月")),
    ("DOUBLE_NINTH", ("敬老",)),
)
IN_THE_DARK = ("晚会", "露天电影", "灯会", "花灯", "赏月", "夜市", "夜跑")


def festival_of(title: str) -> str | None:
    return next((festival for festival, words in WORDS if any(word in title for word in words)), None)


def is_in_the_dark(title: str) -> bool:
    return any(word in title for word in IN_THE_DARK)
