"""Texts that programs stumble over."""

import random

from trials.fuzz.pages import MARKER, SHORT_MARKER

ODD = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "半个\udfff字",
    "\u202e反着\u2066读",
    "零\u200b宽\u200d\ufeff",
    "𠮷𪚥𫝀𬺰𮯠𰻞𱁬",
    "１２３４５",
    "２３４５６７８９ＡＢ",
    "٣",
    "²",
    "-1",
    "0",
    "1",
    "2",
    "7",
    "1e999",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
    "+5",
    "9" * 25,
    "9" * 5000,
    "9223372036854775808",
    "2147483648",
    "1.5",
    "true",
    "null",
    "[]",
    "{}",
    '{"a":{"b":[{"c":{"d":[[[[1]]]]}}]}}',
    "[" * 3000,
    '[["名称","形式"],["x","SKIT"]]',
    "0001-01-01T00:00",
    "0001-01-01T09:00",
    "9999-12-31T23:59",
    "2027-02-30T10:00",
    "2027-01-28T18:00",
    "../../etc/passwd",
    "=HYPERLINK(1)",
    "@SUM(1)",
    "％00",
    "%s%n%(x)s",
    "{0.__class__}",
    "' OR 1=1 --",
    "\r\nSet-Cookie: a=b",
    "//evil.example/",
    "https://evil.example/",
    "javascript:alert(1)",
    "a\u0301" * 50,
    "👨‍👩‍👧‍👦",
    "\ufdd0\uffff",
    "\u2028\u2029",
    MARKER,
    SHORT_MARKER,
    "<!--token-->",
    "<!--card-->",
    "<!--times-->",
    "x" * 70_000,
)
RARELY = "长" * 350_000  # a megabyte; over a thousandth of the tries, for each costs as much as all the others


def text(dice: random.Random) -> str:
    if dice.random() < 0.001:
        return RARELY
    chosen = dice.choice(ODD)
    return chosen + dice.choice(ODD[:-1]) if dice.random() < 0.1 else chosen
