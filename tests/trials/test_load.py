"""The trials of `make load`, in short: how fast a busy machine answers says nothing, that it answers everybody does."""

from trials.load import ceiling, evening, guessers


def test_in_a_busy_hour_every_resident_is_received_once():
    run = evening.trial(times=10, seconds=1)
    assert run.is_whole and run.outcome.answers == 11
    assert len(run.outcome.seconds["page"]) > 100 and run.processors > 0


def test_who_scans_is_received_while_strangers_guess_codes():
    run = guessers.trial(seconds=1, guesses=60)
    assert run.is_whole and run.outcome.answers == 1
    assert len(run.outcome.seconds["guess"]) == 60


def test_what_is_slow_or_fails_ends_the_search_for_the_ceiling(monkeypatch):
    went_well, run = ceiling.ceiling(ceiling.answering, step=20, seconds=1, steps=1)
    assert (went_well, run.is_whole, run.outcome.answers) == (20, True, 20)
    assert len(run.outcome.seconds["typed code"]) == 2
    monkeypatch.setattr(ceiling, "MOST_SECONDS", 0.0)
    assert not ceiling.is_well(run)
