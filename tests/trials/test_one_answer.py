"""One slip, one answer: the trials of `make faults` that send it more than once, in short."""

from trials.faults import lost_replies, parallel, replays


def test_many_phones_at_once_leave_one_row_a_code():
    figures = parallel.trial(codes=4, phones=25)
    assert figures.sent == figures.received == 100
    assert (figures.rows, figures.wishes, figures.wrong_versions) == (4, 4, 0)


def test_a_recorded_request_never_counts_twice():
    figures = replays.trial(replays=200, slips=4)
    assert figures.received == 200
    assert (figures.extra_rows, figures.extra_versions, figures.receipts) == (0, 0, 1)


def test_a_lost_reply_costs_nothing():
    figures = lost_replies.trial(drops=20)
    assert figures.received == figures.rows == 20 and figures.was_there > 0
    assert (figures.extra_versions, figures.receipts) == (0, 1)
