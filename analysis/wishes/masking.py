"""Marks in place of whatever says who somebody is: numbers, accounts, names in address form, doors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from analysis.wishes.surnames import COMPOUND, NO_NAME, NOT_AFTER, SURNAMES

PHONE, IDENTITY, NUMBER, ACCOUNT = "〔电话〕", "〔证件〕", "〔号码〕", "〔账号〕"
MAIL, PLATE, NAME, DOOR = "〔邮箱〕", "〔车牌〕", "〔姓名〕", "〔门牌〕"

# One character for one, so that what is found stands at the same place in the text as it was written.
_PLAIN = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {0x3000: 0x20, ord("—"): 0x2D, ord("–"): 0x2D}
_GAP = r"[ \-.·*/]{0,2}"
_ALONE, _END = r"(?<![\dA-Za-z])", r"(?!\d)"
_NO_YEAR = r"(?!(?:19|20)\d\d[ /.-]?(?:[01]\d|20\d\d|\d[ /.-]))"
_SPOKEN = "零〇○一二三四五六七八九幺两"
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_HOUSE = rf"{_COUNT}(?:号楼|号院|栋|幢|座|#楼?)"
_STAIR = rf"{_COUNT}(?:单元|门|梯|楼|层)"
_ROOM = rf"(?:\d{{3,4}}[A-Za-z]?|[{_SPOKEN}]{{3,4}})(?:室|房|户|号)?"
_NO_ROOM = r"(?![\d年元人个块平米路次岁天月多名只斤份万千度点])"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_ACCOUNT_CUE = r"(?:[微薇威]信|[Vv]信|[Ww]e[Cc]hat|[Vv][Xx]|[Ww][Xx]|加[Vv]|加微|[Qq][Qq]|扣扣|企鹅|抖音|支付宝|账号)"
_CALL_CUE = r"(?:电话|手机|联系方式|致电|拨打|来电)(?:号码?)?[是为:\s]{0,3}"

_FIXED = [
    (MAIL, r"[A-Za-z0-9_.+-]{1,64}\s?@\s?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"),
    (IDENTITY, rf"{_ALONE}[1-9](?:[ -]?\d){{16}}[ -]?[\dXx](?![\dA-Za-z])"),
    (IDENTITY, rf"{_ALONE}[1-9]\d{{14}}{_END}"),
    (PHONE, rf"(?<!\d)(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}{_END}"),
    (PHONE, rf"(?<!\d)[(]?0\d{{2,3}}[)]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}{_END}(?:转\d{{1,5}})?"),
    (PHONE, rf"(?<!\d)[48]00{_GAP}\d{{3}}{_GAP}\d{{4}}{_END}"),
    (PHONE, rf"[{_SPOKEN}]{{7,}}"),
    (PHONE, rf"(?<![A-Za-z0-9]){_NO_YEAR}[2-8]\d{{2,3}}[ -]?\d{{4}}{_END}(?![年元人])"),
    (PLATE, rf"[{_PROVINCES}][A-HJ-NP-Z][·• ]?(?=[A-Z]{{0,5}}\d)[A-HJ-NP-Z0-9]{{5,6}}(?![A-Z0-9])"),
    (DOOR, rf"{_HOUSE}[ -]?(?:{_STAIR}[ -]?)?{_ROOM}{_NO_ROOM}"),
    (DOOR, rf"{_COUNT}单元[ -]?{_ROOM}{_NO_ROOM}"),
    (DOOR, r"(?<![\d-])\d{1,3}-\d{1,2}-(?!(?:19|20)\d\d)\d{3,4}(?![\d-])"),
    (DOOR, rf"(?<=[住家])(?:在)?{_COUNT}(?:-\d{{3,4}}|号(?![楼院线]))"),
    (DOOR, r"\d{1,4}弄(?:\d{1,4}号)?(?:\d{3,4}室?)?"),
    (DOOR, r"(?<![\d.])\d{3,4}(?:室|号房|号门)(?!外)"),
    (NUMBER, rf"{_ALONE}{_NO_YEAR}\d(?:[ -]?\d){{6,18}}{_END}(?![元块万])"),
]
_ACCOUNTS = rf"({_ACCOUNT_CUE}(?:号码?)?)(\s?[是为:]\s?[A-Za-z0-9_-]{{5,20}}|\s?(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{{5,20}})"
_TITLE = (
    "(?:[大二三四五老][姐哥嫂婶伯叔姨爷娘妈舅]|姐姐|哥哥|阿姨|叔叔|伯伯|爷爷|奶奶|妈妈|婆婆|老太|老爷子|老先生|老人家|老头"
    "|师傅|老师|医生|大夫|护士|主任|书记|经理|先生|女士|小姐|太太|同志|教练|警官|律师|队长|校长|院长|站长|所长|组长|楼长"
    "|单元长|委员)"
)
_SURNAME = "(?:{})".format(
    "|".join([COMPOUND] + [f"(?<![{NOT_AFTER[name]}]){name}" if name in NOT_AFTER else name for name in SURNAMES])
)
_HAN = r"[\u4e00-\u9fff]"
_GIVEN = (
    "(?![的了在和是有不也都很就要到请让给跟为能会可去来这那吗呢吧老大多少上下个位些名所各每对其与及或等里外前后中层门号室区路村镇人们])"
    + _HAN
)
_NO_WORD = f"(?!{NO_NAME})"
_AFTER = r"(?=$|[^\u4e00-\u9fff]|[的和跟与家也都在说教唱带能给把来去们头两那这是一他她])"
_COMMON = "[王李张刘陈杨赵黄吴徐孙朱郭罗梁宋郑韩冯董曹袁邓沈彭吕卢蒋蔡贾魏薛余潘杜谭]"
_NAMES = [
    rf"(?:(?<=我叫)|(?<=名叫)|(?<=姓名)|(?<=联系人)|(?<=姓名[是为:])|(?<=联系人[是为:])){_NO_WORD}{_SURNAME}{_HAN}{{1,2}}(?!{_HAN})",
    rf"{_NO_WORD}{_SURNAME}(?:{_GIVEN}){{0,2}}?(?={_TITLE}|[姐哥嫂婶伯叔姨]{_AFTER})",
    rf"[老小]{_NO_WORD}(?:{_COMMON}|{_SURNAME}(?:{_AFTER}|(?={_TITLE})))",
    rf"(?<=-)\s?{_NO_WORD}{_SURNAME}{_HAN}{{1,2}}\s*$",
]
_PATTERNS = [(mark, re.compile(pattern)) for mark, pattern in _FIXED]
_PATTERNS += [(NAME, re.compile(pattern)) for pattern in _NAMES]
_ACCOUNT_PATTERN = re.compile(_ACCOUNTS)
_CALLED = re.compile(rf"({_CALL_CUE})(?!1[12]\d(?!\d)|12\d{{3}}(?!\d)|9\d{{4}}(?!\d))(\d(?:[ -]?\d){{4,}})")


def mask(text: str) -> str:
    """The text with neutral marks for what may say who somebody is; everything else stays as it was written.

    Marked: phone numbers, ID and other long numbers, accounts after a cue, mail, plates, names in address form (the
    title stays), doors from the room on (a building alone is a public place). Invisible characters are taken out.
    A suggestion for the person who reads it before anything is shown: a bare name without title or cue stays.

    >>> mask("住3号楼502的刘奶奶想学手机，电话138 0013 8000")
    '住〔门牌〕的〔姓名〕奶奶想学手机，电话〔电话〕'
    """
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    plain = text.translate(_PLAIN)
    taken, found = bytearray(len(plain)), []
    for mark, start, end in _found(plain):
        if not any(taken[start:end]):
            taken[start:end] = b"1" * (end - start)
            found.append((start, end, mark))
    parts, at = [], 0
    for start, end, mark in sorted(found):
        parts += [text[at:start], mark]
        at = end
    return "".join(parts) + text[at:]


def _found(plain: str) -> Iterator[tuple[str, int, int]]:
    """Mark, start and end of what may be somebody's, the surest first; spans may overlap."""
    for match in _ACCOUNT_PATTERN.finditer(plain):
        yield ACCOUNT, *match.span(2)
    for mark, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            yield mark, *match.span()
    for match in _CALLED.finditer(plain):
        yield PHONE, *match.span(2)
