"""Suggestions say on what ground they stand and stay in the tray when unsure; confirmations teach them."""

import csv
import dataclasses
import json
import re
from collections import defaultdict

import numpy as np
import pytest

from analysis.wishes import COMMON, Theme, merge, suggest, themes, unsorted_count, work_order
from analysis.wishes.grams import counted, weighted
from analysis.wishes.suggesting import complement_weights

BOOK = (
    Theme("opera", "戏曲", "Opera", ("评剧", "豫剧"), ("OPERA", "戏曲")),
    Theme("swap", "旧物交换", "Swapping", ("旧书", "跳蚤市场")),
)
WISHES = ["多唱评剧", "旧书旧玩具换一换", "修修路灯", "路灯修好些", "请人来修一修路灯"]


def test_a_keyword_is_a_ground_and_what_nothing_speaks_for_stays_in_the_tray():
    found = suggest(WISHES, BOOK, {})
    assert [(s.theme, s.ground) for s in found[:3]] == [("opera", "KEYWORD"), ("swap", "KEYWORD"), (None, "UNSORTED")]
    assert found[0].confidence > 0.8 > 0.5 > found[2].confidence


def test_a_confirmation_teaches_the_wishes_like_it():
    found = suggest(WISHES, BOOK, {2: "lamps"})
    assert (found[2].theme, found[2].ground, found[2].confidence) == ("lamps", "CONFIRMED", 1)
    assert [(s.theme, s.ground, s.like) for s in found[3:]] == [("lamps", "NEIGHBOUR", 2)] * 2


def test_an_edited_codebook_changes_the_suggestions():
    longer = (*BOOK, Theme("lamps", "路灯", "Lamps", ("路灯",)))
    assert [s.theme for s in suggest(WISHES, longer, {})[2:]] == ["lamps"] * 3


def test_a_confirmation_against_the_keywords_stands():
    assert suggest(WISHES, BOOK, {0: "swap"})[0].theme == "swap"


def test_guesses_that_turned_out_wrong_make_all_others_less_sure():
    texts = [f"评剧第{number}场" for number in range(12)] + ["评剧"]
    before, after = suggest(texts, BOOK, {}), suggest(texts, BOOK, dict.fromkeys(range(0, 12, 2), "swap"))
    assert after[-1].confidence < before[-1].confidence


def test_suggestions_are_repeatable_and_survive_json():
    once, again = (suggest(WISHES, COMMON, {2: "lamps"}) for _ in range(2))
    assert once == again
    assert json.loads(json.dumps([dataclasses.asdict(s) for s in once]))[2]["theme"] == "lamps"


@pytest.mark.parametrize(
    "text",
    ["", "😀😀😀", "。。。", "Please more opera!", "评" * 10_000, "\x00", "<b>", "评剧 opera 👍", "{0}%s\\"],
)
def test_any_text_gets_an_answer(text):
    alone, among = suggest([text], BOOK, {}), suggest([text, "多唱评剧"], COMMON, {1: "opera"})
    assert 0 <= alone[0].confidence <= 1
    assert among[1].theme == "opera"


def test_without_wishes_codebook_or_sense_there_is_no_suggestion():
    assert suggest([], BOOK, {}) == ()
    assert [(s.theme, s.ground, s.guess) for s in suggest(["多唱评剧"], (), {})] == [(None, "UNSORTED", None)]
    assert suggest(["😀"], BOOK, {})[0].theme is None
    assert suggest(["多唱评剧"], BOOK, {7: "opera"})[0].ground == "KEYWORD"


def test_the_scores_are_those_of_scikit_learn():
    """Where all themes have as many examples, they are its complement naive Bayes."""
    from sklearn import naive_bayes

    rows = weighted(counted(["广场舞", "评剧", "旧书", "跳舞", "唱戏", "换书"]))
    theirs = naive_bayes.ComplementNB(alpha=1, norm=True).fit(rows.toarray(), [0, 1, 2, 0, 1, 2])
    assert complement_weights(rows, np.array([0, 1, 2, 0, 1, 2]), 3) == pytest.approx(theirs.feature_log_prob_)


def test_the_order_of_work_puts_first_what_sorts_most_for_a_click():
    merging = merge(["旧书换一换"] * 5 + ["多唱评剧", "评剧专场", "火星移民"])
    found = suggest([wish.text for wish in merging.wishes], BOOK, {})
    batches = work_order(found, [wish.count for wish in merging.wishes])
    assert (batches[0].theme, batches[0].count) == ("swap", 5)
    assert sorted(at for batch in batches for at in batch.wishes) == [0, 1, 2, 3]
    assert merging.wishes[batches[-1].wishes[-1]].text == "火星移民"


def test_a_batch_fits_on_a_screen_and_what_is_confirmed_is_in_none():
    texts = [f"评剧第{number}场" for number in range(25)]
    batches = work_order(suggest(texts, BOOK, {0: "opera"}))
    assert [len(batch.wishes) for batch in batches] == [10, 10, 4]
    assert work_order(suggest(texts, BOOK, dict.fromkeys(range(25), "opera"))) == ()


def test_themes_count_people_show_masked_examples_and_find_their_activity():
    merging = merge(["多唱评剧"] * 3 + ["请3号楼502的张阿姨唱豫剧"] + ["旧书换一换"] * 2 + ["火星移民"])
    found = suggest([wish.text for wish in merging.wishes], BOOK, {0: "opera"})
    opera, swap = themes(merging.wishes, found, BOOK, {"a1": "CHORUS 社区合唱", "a2": "OPERA 戏曲专场"})
    assert (opera.label, opera.count, opera.confirmed, opera.activities, opera.new) == ("戏曲", 4, 3, ("a2",), False)
    assert opera.examples == ("多唱评剧", "请〔门牌〕的〔姓名〕阿姨唱豫剧")
    assert (swap.id, swap.count, swap.new) == ("swap", 2, True)
    assert unsorted_count(merging.wishes, found) == 1


def test_a_long_example_is_cut():
    merging = merge(["多唱评剧" + "好" * 10_000])
    (theme,) = themes(merging.wishes, suggest([merging.wishes[0].text], BOOK, {0: "opera"}), BOOK)
    assert len(theme.examples[0]) == 40


def test_the_codebook_that_ships_has_no_theme_twice_and_words_for_each():
    assert len({theme.id for theme in COMMON}) == len(COMMON) >= 40
    assert all(theme.label and theme.label_en and theme.keywords for theme in COMMON)


def test_on_real_messages_a_codebook_alone_guesses_three_of_four_and_confirmations_help(shared_data):
    """Residents' messages to a government with its own list of subjects as codebook (docs/methods.md)."""
    with open(shared_data / "zh" / "zhihuizhengwu_messages_495.csv", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    words = defaultdict(set)
    with open(shared_data / "zh" / "zhihuizhengwu_taxonomy_517.csv", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            names = re.split("[、（）()和与及]", f"{row['二级分类']}、{row['三级分类']}")
            words[row["一级分类"]] |= {name for name in names if 2 <= len(name) <= 6}
    labels = [row["label"] for row in rows]
    book = tuple(Theme(label, label, label, tuple(sorted(words[label]))) for label in sorted(set(labels)))
    texts = [row["title"] for row in rows]
    found = suggest(texts, book, {})
    assert np.mean([s.guess == label for s, label in zip(found, labels, strict=True)]) > 0.75
    taught = suggest(texts, book, dict(enumerate(labels[:300])))
    assert np.mean([s.guess == label for s, label in zip(taught[300:], labels[300:], strict=True)]) > 0.75
    known = [(s.theme == label, s.confidence) for s, label in zip(taught[300:], labels[300:], strict=True) if s.theme]
    right, confidence = np.mean(known, axis=0)
    assert abs(right - confidence) < 0.1
