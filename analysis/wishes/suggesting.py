"""To which theme a wish belongs: a suggestion with its ground and how sure it is, for a person to confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from analysis.wishes.certainty import certainty
from analysis.wishes.codebook import Codebook
from analysis.wishes.grams import counted, weighted
from analysis.wishes.merging import normalise

CONFIRMED, KEYWORD, NEIGHBOUR, LEARNED, UNSORTED = "CONFIRMED", "KEYWORD", "NEIGHBOUR", "LEARNED", "UNSORTED"
SURE = 0.5
NEAR = 0.3
_SMOOTHING = 1.0
_FOLDS = 5


@dataclass(frozen=True)
class Suggestion:
    """``theme`` is None where the wish stays in the unsorted tray; ``guess`` is the likeliest theme even then.

    ground : CONFIRMED (a person said so), KEYWORD (a word of the theme stands in it), NEIGHBOUR (the confirmed wish
        most like it, ``like``, is of that theme), LEARNED (by all confirmed wishes and words together), UNSORTED.
    confidence : 0 to 1, the share of guesses with such evidence that are right, as far as that is known yet.
    like : position of the confirmed wish most like it, or None.
    """

    theme: str | None
    ground: str
    confidence: float
    guess: str | None = None
    like: int | None = None


@dataclass(frozen=True)
class _Texts:
    """Wishes and, below them, the words of the codebook as rows of TF-IDF; which themes' words stand in each wish."""

    rows: csr_array
    wishes: int
    word_themes: np.ndarray
    hits: np.ndarray


def suggest(
    wishes: Sequence[str], codebook: Codebook, confirmed: Mapping[int, str], sure: float = SURE
) -> tuple[Suggestion, ...]:
    """A suggestion for each wish, from the codebook and what was confirmed so far.

    Every word of the codebook and every confirmed wish is an example of its theme. Complement naive Bayes (Rennie et
    al., ICML 2003) on TF-IDF of single characters and pairs scores the themes; a keyword that stands in the wish and
    the likest example add to the score. The confidence is learned from the confirmed wishes, each guessed unseen.

    Parameters
    ----------
    wishes : texts, best merged (``merge``) and masked; anything is taken as text.
    confirmed : position of a wish -> id of its theme, of the codebook or made up by the organiser.
    sure : least confidence of a suggestion, 0 to 1; below it the wish is UNSORTED.

    >>> from analysis.wishes.codebook import Theme
    >>> codebook = (Theme("opera", "戏曲", "Opera", ("评剧", "豫剧")), Theme("dance", "舞蹈", "Dance", ("广场舞",)))
    >>> [(s.theme, s.ground) for s in suggest(["希望多唱评剧", "修修路灯", "想学剪纸"], codebook, {2: "craft"})]
    [('opera', 'KEYWORD'), (None, 'UNSORTED'), ('craft', 'CONFIRMED')]
    """
    confirmed = {at: theme for at, theme in confirmed.items() if 0 <= at < len(wishes)}
    themes = list(dict.fromkeys([*(theme.id for theme in codebook), *(confirmed[at] for at in sorted(confirmed))]))
    if not wishes or not themes:
        return (Suggestion(None, UNSORTED, 0.0),) * len(wishes)
    texts = _texts([normalise(wish) for wish in wishes], codebook, themes)
    rows = np.array(sorted(confirmed), np.intp)
    classes = np.array([themes.index(confirmed[at]) for at in sorted(confirmed)], np.intp)
    evidence, guesses, like, likeness = _evidence(texts, len(themes), rows, classes, np.arange(len(wishes)))
    confidence = certainty(evidence, *_tried(texts, len(themes), rows, classes))
    found = []
    for at, guess in enumerate(guesses):
        if at in confirmed:
            found.append(Suggestion(confirmed[at], CONFIRMED, 1.0, confirmed[at]))
            continue
        near = int(rows[like[at]]) if len(rows) else None
        by_neighbour = near is not None and likeness[at] >= NEAR and classes[like[at]] == guess
        ground = KEYWORD if texts.hits[at, guess] else NEIGHBOUR if by_neighbour else LEARNED
        known = confidence[at] >= sure
        found.append(
            Suggestion(
                themes[guess] if known else None,
                ground if known else UNSORTED,
                float(confidence[at]),
                themes[guess],
                near,
            )
        )
    return tuple(found)


def _texts(wishes: list[str], codebook: Codebook, themes: list[str]) -> _Texts:
    words = [(normalise(word), themes.index(theme.id)) for theme in codebook for word in theme.keywords]
    words = [(word, theme) for word, theme in words if word]
    rows = weighted(counted(wishes + [word for word, _theme in words]))
    hits = np.zeros((len(wishes), len(themes)))
    for word, theme in words:
        hits[[at for at, wish in enumerate(wishes) if word in wish], theme] += len(word)
    return _Texts(rows, len(wishes), np.array([theme for _word, theme in words], np.intp), hits)


def _evidence(texts: _Texts, themes: int, rows: np.ndarray, classes: np.ndarray, asked: np.ndarray):
    """For the wishes ``asked``: array (asked, 3) of margin, keyword share and likeness; the guesses; the likest
    confirmed wish (its place in ``rows``) and how like it is."""
    examples = np.concatenate([rows, np.arange(texts.wishes, texts.rows.shape[0])])
    example_themes = np.concatenate([classes, texts.word_themes])
    asked_rows, example_rows = texts.rows[asked], texts.rows[examples]
    scores = asked_rows @ complement_weights(example_rows, example_themes, themes).T
    scores = (scores - scores.mean(axis=1, keepdims=True)) / (scores.std(axis=1, keepdims=True) + 1e-12)
    keywords = texts.hits[asked] / np.maximum(texts.hits[asked].sum(axis=1, keepdims=True), 1)
    alike = (asked_rows @ example_rows.T).toarray()
    likest = np.zeros((len(asked), themes))
    for theme in np.unique(example_themes):
        likest[:, theme] = alike[:, example_themes == theme].max(axis=1)
    scores = scores + keywords + likest
    guesses, one = scores.argmax(axis=1), np.arange(len(asked))
    best = scores[one, guesses]
    scores[one, guesses] = -np.inf
    margin = best - scores.max(axis=1) if themes > 1 else np.zeros(len(asked))
    evidence = np.stack([margin, keywords[one, guesses], likest[one, guesses]], axis=1)
    to_confirmed = alike[:, : len(rows)]
    like = to_confirmed.argmax(axis=1) if len(rows) else np.zeros(len(asked), np.intp)
    return evidence, guesses, like, to_confirmed.max(axis=1, initial=0)


def complement_weights(examples: csr_array, classes: np.ndarray, themes: int) -> np.ndarray:
    """Array (themes, grams): how much each gram speaks for each theme, by how rare it is in all the others.

    A theme's examples count by the square root of their number, so that one confirmed in bulk does not swallow the
    others, and each row is divided by the sum of its sizes.

    >>> from analysis.wishes.grams import counted
    >>> weights = complement_weights(counted(["舞", "戏"]), np.array([0, 1]), 2)
    >>> bool(weights[0, 0] > weights[1, 0])
    True
    """
    sizes = np.bincount(classes, minlength=themes)
    share = np.sqrt(sizes.mean() / sizes[classes])
    belongs = csr_array((share, (classes, np.arange(len(classes)))), shape=(themes, len(classes)))
    sums = (belongs @ examples).toarray()
    others = sums.sum(axis=0) - sums + _SMOOTHING
    weights = -np.log(others / others.sum(axis=1, keepdims=True))
    return weights / np.abs(weights).sum(axis=1, keepdims=True)


def _tried(texts: _Texts, themes: int, rows: np.ndarray, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Evidence of the confirmed wishes, each guessed without itself (and a fifth of the others), and who was right."""
    evidence, right = np.zeros((len(rows), 3)), np.zeros(len(rows), bool)
    fold = np.arange(len(rows)) % _FOLDS
    for out in range(min(_FOLDS, len(rows))):
        kept = fold != out
        found, guesses, *_like = _evidence(texts, themes, rows[kept], classes[kept], rows[~kept])
        evidence[~kept], right[~kept] = found, guesses == classes[~kept]
    return evidence, right
