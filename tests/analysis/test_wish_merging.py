"""Wishes that say the same are one wish; those that differ in a number or a "no" are two."""

import pytest

from analysis.wishes.merging import merge, normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("希望多唱评剧", "多唱评剧！！！"),
        ("建议周末办活动，谢谢", "能不能周末办活动吗？"),
        ("居委会您好，最好能请评剧团来", "请 评剧 团 来 👍"),
        ("广场舞８点结束", "广场舞8点结束"),
        ("KTV太吵", "ktv太吵了"),
        ("广场舞晚上八点半前结束，孩子要睡觉", "希望广场舞晚上八点半前结束，因为孩子要睡觉"),
    ],
)
def test_wishes_that_say_the_same_are_counted_together(one, other):
    (wish,) = merge([one, other]).wishes
    assert (wish.count, wish.members) == (2, (0, 1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("广场舞晚上八点结束就好", "广场舞晚上九点结束就好"),
        ("活动室晚上不要关门", "活动室晚上要关门"),
        ("办一次儿童足球赛", "办一次儿童乒乓球赛"),
        ("送餐", "送饺子"),
    ],
)
def test_wishes_that_differ_in_what_matters_stay_apart(one, other):
    assert len(merge([one, other]).wishes) == 2


def test_the_most_frequent_wording_speaks_for_all_and_is_masked():
    wishes = merge(["希望3号楼502的张阿姨教唱歌", "养花", "希望3号楼502的张阿姨教唱歌"]).wishes
    assert [(wish.text, wish.count, wish.members) for wish in wishes] == [
        ("希望〔门牌〕的〔姓名〕阿姨教唱歌", 2, (0, 2)),
        ("养花", 1, (1,)),
    ]


@pytest.mark.parametrize("text", ["", "   ", "😀😀😀", "。。。！！", "\x00\x01", "\n", "👨‍👩‍👧"])
def test_what_holds_no_word_is_set_apart(text):
    merging = merge([text, "养花"])
    assert merging.wishless == (0,)
    assert len(merging.wishes) == 1


@pytest.mark.parametrize("text", ["希望", "Please more opera!", "多来点 live music 吧", "评" * 10_000, "a1 " * 5_000])
def test_odd_wishes_are_still_wishes(text):
    assert len(merge([text]).wishes) == 1
    assert len(normalise(text)) <= 500


def test_no_wishes_at_all():
    assert merge([]).wishes == merge([]).wishless == ()
