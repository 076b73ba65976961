"""Sorting of labelled Chinese texts: right against the number of clicks, beside a plain codebook and plain k-means.

python bench/wishes.py [FOLDER]      FOLDER holds the texts of ../shared/data/zh
"""

import csv
import json
import os
import re
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

import numpy as np  # noqa: E402

from analysis.terminal import table  # noqa: E402
from analysis.wishes import COMMON, Theme, merge, normalise, suggest, work_order  # noqa: E402
from analysis.wishes.grams import counted, weighted  # noqa: E402

CLICKS = (0, 10, 20, 50, 100, 200)
MOST_SECONDS = 0.7
LEAST_RIGHT = 0.75  # of the residents' messages, before anybody confirmed anything
THUC = """finance 基金 理财 银行 债券 净值 收益 分红 保险 人民币 利率
realty 楼市 房价 楼盘 地产 户型 开盘 均价 购房 商铺 住宅
stocks 股市 大盘 沪指 涨停 个股 券商 a股 股份 股价 权重
education 高考 考研 留学 英语 四六级 招生 大学 考试 录取 学校
science 科学家 研究 手机 发现 宇宙 互联网 软件 苹果 网络 电脑
society 男子 警方 被捕 女子 嫌犯 车祸 杀害 民警 老人 村民
politics 外交部 总统 部长 政府 国家 访问 局势 选举 议会 军方
sports 球队 比赛 冠军 联赛 火箭 球员 主场 决赛 教练 世界杯
game 网游 玩家 公测 魔兽 游戏 内测 副本 新服 升级 攻略
entertainment 明星 电影 导演 主演 演唱会 歌手 电视剧 绯闻 颁奖 写真"""
TNEWS = """story 故事 小说 女儿 丈夫 婆婆
culture 文化 书法 诗词 古代 历史 对联 艺术
entertainment 明星 电影 演员 导演 综艺 歌手 电视剧
sports 球队 比赛 冠军 联赛 nba 足球 火箭 湖人
finance 股市 投资 银行 基金 经济 金融 公司 财富
house 房价 买房 楼市 房子 装修 小区 开发商
car 汽车 车型 suv 发动机 油耗 新车 国产车 车主
edu 学生 高考 老师 学校 大学 教育 孩子
tech 手机 互联网 华为 苹果 人工智能 小米 阿里 区块链
military 军队 战机 导弹 航母 士兵 武器 解放军
travel 旅游 旅行 景点 景区 风景 游客 自驾
world 美国 总统 以色列 伊朗 特朗普 俄罗斯 日本
stock 股票 涨停 a股 大盘 个股
agriculture 农民 农村 种植 养殖 猪 蔬菜 土地
game 游戏 玩家 王者荣耀 英雄 吃鸡 皮肤 lol"""


def written(lines: str) -> dict[str, set[str]]:
    return {label: set(words) for label, *words in map(str.split, lines.splitlines())}


def messages(folder: Path):
    with open(folder / "zhihuizhengwu_messages_495.csv", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    labels = [row["label"] for row in rows]
    words = {label: set() for label in labels}
    with open(folder / "zhihuizhengwu_taxonomy_517.csv", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            names = re.split("[、（）()和与及]", f"{row['二级分类']}、{row['三级分类']}")
            words.get(row["一级分类"], set()).update(name for name in names if 2 <= len(name) <= 6)
    return [row["title"] for row in rows], labels, words


def thucnews(folder: Path):
    names = (folder / "thucnews_titles_class.txt").read_text("utf-8").split()
    rows = [line.split("\t") for line in (folder / "thucnews_titles_test_sample.txt").read_text("utf-8").splitlines()]
    return [title for title, _number in rows], [names[int(number)] for _title, number in rows], written(THUC)


def tnews(folder: Path):
    rows = [json.loads(line) for line in (folder / "tnews_dev_sample.jsonl").read_text("utf-8").splitlines()]
    labels = [row["label_desc"].removeprefix("news_") for row in rows]
    return [row["sentence"] for row in rows], labels, written(TNEWS)


def by_our_order(texts: list[str], labels: list[str], book) -> tuple[dict, int]:
    """After how many clicks which share is right: a batch costs one, and one for each that must be moved."""
    clicks, known, curve, marks = 0, {}, {}, list(CLICKS)
    while len(known) < len(texts):
        found = suggest(texts, book, known)
        while marks and clicks >= marks[0]:
            curve[marks.pop(0)] = figures(found, labels)
        for batch in work_order(found)[:3]:
            clicks += 1 + sum(labels[at] != batch.theme for at in batch.wishes)
            known |= {at: labels[at] for at in batch.wishes}
    done = figures(suggest(texts, book, known), labels)
    return {mark: curve.get(mark, done) for mark in CLICKS}, clicks


def by_random_order(texts: list[str], labels: list[str], book, seeds=range(3)) -> dict:
    """One wish a click."""
    orders = [np.random.default_rng(seed).permutation(len(texts)).tolist() for seed in seeds]
    curves = {
        mark: [figures(suggest(texts, book, {at: labels[at] for at in order[:mark]}), labels) for order in orders]
        for mark in CLICKS
    }
    return {mark: np.mean(found, axis=0) for mark, found in curves.items()}


def figures(found, labels: list[str]) -> tuple[float, float, float]:
    """Share of guesses right, share sorted at all, share right of those that were suggested and not confirmed."""
    right = np.array([told.guess == label for told, label in zip(found, labels, strict=True)])
    told = np.array([suggestion.theme is not None for suggestion in found])
    suggested = told & np.array([suggestion.ground != "CONFIRMED" for suggestion in found])
    return float(right.mean()), float(told.mean()), float(right[suggested].mean()) if suggested.any() else 1.0


def plain_codebook(texts: list[str], labels: list[str], words: dict[str, set[str]]) -> float:
    """The theme with most letters of keywords in the text; where none is, it is wrong."""
    right = 0
    for text, label in zip(map(normalise, texts), labels, strict=True):
        hits = {theme: sum(len(word) for word in known if word in text) for theme, known in words.items()}
        right += max(hits.values()) > 0 and max(hits, key=hits.get) == label
    return right / len(texts)


def plain_k_means(texts: list[str], labels: list[str]) -> tuple[float, float]:
    """Share right when somebody names each cluster by what is most frequent in it; adjusted Rand index."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score

    rows = weighted(counted([normalise(text) for text in texts])).toarray()
    clusters = KMeans(len(set(labels)), n_init=3, random_state=1).fit_predict(rows)
    kept = np.array(labels)
    right = sum(np.unique(kept[clusters == c], return_counts=True)[1].max() for c in np.unique(clusters))
    return right / len(texts), adjusted_rand_score(labels, clusters)


def curves(name: str, texts: list[str], labels: list[str], words: dict) -> float:
    book = tuple(Theme(label, label, label, tuple(sorted(known))) for label, known in words.items())
    ours, clicks = by_our_order(texts, labels, book)
    random = by_random_order(texts, labels, book)
    rows = [
        [str(mark), *(f"{share:.3f}" for share in (ours[mark][0], random[mark][0], *random[mark][1:]))]
        for mark in CLICKS
    ]
    print(f"\n{name}: {len(texts)} texts, {len(words)} labels")
    print(table(["clicks", "ours", "random order", "of them suggested", "right of those"], rows, left=[]))
    named, rand = plain_k_means(texts, labels)
    print(f"plain codebook {plain_codebook(texts, labels, words):.3f}; k-means {named:.3f} (adjusted Rand {rand:.2f})")
    print(f"all sorted after {clicks} clicks, {len(texts) / clicks:.1f} texts a click")
    return ours[0][0]


def seconds(texts: list[str]) -> float:
    """Of the processor: merging, suggestions with a fifth confirmed, and the order of work; the best of three."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        merging = merge(texts)
        masked = [wish.text for wish in merging.wishes]
        found = suggest(masked, COMMON, {at: COMMON[at % 45].id for at in range(0, len(masked), 5)})
        work_order(found, [wish.count for wish in merging.wishes])
        taken.append(time.process_time() - start)
    return min(taken)


def main(folder: Path) -> int:
    sets = {"messages to a government": messages(folder), "THUCNews": thucnews(folder), "TNEWS": tnews(folder)}
    first = {name: curves(name, *loaded) for name, loaded in sets.items()}
    title = sets["messages to a government"][0]
    spent = seconds((title + title)[:500])
    print(f"\n500 wishes: {spent:.2f} s (bar: {MOST_SECONDS})")
    least = first["messages to a government"]
    print(f"right before any click: {least:.3f} (bar: {LEAST_RIGHT})")
    return int(spent > MOST_SECONDS or least < LEAST_RIGHT)


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared/data/zh"
    if given.is_dir():
        sys.exit(main(given))
    print(f"no texts in {given}; give a folder with those named in docs/methods.md")
