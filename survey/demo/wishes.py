"""Wishes in residents' own words: invented, with the repetitions that real ones have."""

import numpy as np

OPENINGS = ("希望", "能不能", "最好", "建议", "盼着", "")
WISHES = (
    "广场舞晚上八点半前结束，孩子要睡觉",
    "多请几场评剧，老人就爱听这个",
    "讲座用大白话，字也放大点",
    "活动放在周末，上班的人也能来",
    "小广场多摆几把椅子",
    "教我们用手机挂号",
    "办一次孩子们的足球赛",
    "过年再写一回春联",
    "给一个人住的老人送饺子",
    "冬天的活动挪到屋里来",
    "合唱队招新人，唱错了也不笑话",
    "旧书旧玩具换一换",
    "露天电影放几部老片子",
    "义务理发每月都有",
    "多讲讲怎么防骗，上个月楼里有人差点上当",
    "组织去一趟植物园",
    "带孩子学包粽子",
    "乒乓球台修一修，晚上加盏灯",
    "年轻人下班晚，书法课开个夜班",
    "腿脚不好的，活动能有人接一接",
    "敬老宴的菜软一点，少放盐",
    "快板讲讲咱们社区自己的事",
    "象棋比赛分老年组和少年组",
    "教一教急救，家里有老人心里踏实",
    "元宵灯会让孩子自己扎灯笼",
    "通知早点贴，单元门口也贴一张",
    "办一场邻居认识邻居的聚会",
    "种花的人凑一起换换花苗",
    "健步走选有树荫的路",
    "让会修家电的师傅来一回",
    "排练的时候也让我们去看看",
    "小品演演垃圾分类，比开会管用",
    "给坐轮椅的人留前排",
    "暑期班多收几个孩子",
    "办个跳蚤市场",
    "谢谢居委会，办什么都支持",
)
WRITES_ONE = 0.075


def draw_wishes(rng: np.random.Generator, count: int) -> list[str | None]:
    """One for each answer; most write none."""
    writes = rng.random(count) < WRITES_ONE
    openings, wishes = rng.integers(len(OPENINGS), size=count), rng.integers(len(WISHES), size=count)
    return [OPENINGS[o] + WISHES[w] if said else None for said, o, w in zip(writes, openings, wishes, strict=True)]
