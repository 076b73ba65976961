"""Texts as weighted character n-grams: no word list, no segmenter, any language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_array

LONGEST = 500


def grams(text: str, sizes: Sequence[int] = (1, 2)) -> Iterator[str]:
    """
    >>> list(grams("广场舞"))
    ['广', '场', '舞', '广场', '场舞']
    """
    text = text[:LONGEST]
    return (text[at : at + size] for size in sizes for at in range(len(text) - size + 1))


def counted(texts: Sequence[str], sizes: Sequence[int] = (1, 2)) -> csr_array:
    """Sparse array (texts, different grams): how often each stands in each text.

    >>> counted(["舞舞", "唱"], sizes=[1]).toarray().tolist()
    [[2.0, 0.0], [0.0, 1.0]]
    """
    vocabulary: dict[str, int] = {}
    starts, columns, counts = [0], [], []
    for text in texts:
        found = Counter(grams(text, sizes))
        columns += [vocabulary.setdefault(gram, len(vocabulary)) for gram in found]
        counts += found.values()
        starts.append(len(columns))
    shape = (len(texts), len(vocabulary))
    return csr_array((np.array(counts, np.float64), np.array(columns, np.int32), np.array(starts)), shape=shape)


def weighted(counts: csr_array) -> csr_array:
    """TF-IDF with logarithmic counts, rows of length 1 (Salton and Buckley 1988); a row without grams stays 0.

    >>> weighted(counted(["舞舞", "唱"], sizes=[1])).toarray().tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    texts = counts.shape[0]
    rarity = 1 + np.log((1 + texts) / (1 + np.bincount(counts.indices, minlength=counts.shape[1])))
    result = counts.copy()
    result.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    lengths = np.sqrt(result.multiply(result).sum(axis=1))
    result.data /= np.repeat(lengths, np.diff(counts.indptr))
    return result
