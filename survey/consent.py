"""The notice before the first question, in plain words. An organiser may change it until the list opens."""

from datetime import datetime

from survey import clock
from survey.models import Community

CHINESE = """\
这张表由{name}居委会收集（联系人{contact}，电话{phone}）。
想知道：您今年想看什么、想参加什么活动。
只记：您住哪栋楼、年龄段、您的选择、方便的时间、您写下的心愿。
不记：姓名、门牌号、电话、身份证、手机信息。
谁看得到：截止前谁也看不到结果，只看得到大约收了多少份；截止后只公布汇总数字，人数太少的不公布。
能改吗：截止（{closing}）前，凭您的编号随时可看、可改、可删。截止后编号对应关系会销毁，谁也查不到哪份是您的，所以也改不了了。
要实话告诉您：如果请人代填，代填的人会看到您的选择；您之后可以自己再填一次，以您自己填的为准。
自愿：不填、填一半、撤回，都不影响您办事、领奖和评优。14岁以下请家长填。
纸表核对后30天内粉碎。
有疑问或要投诉：{phone}。"""

ENGLISH = """\
This list is collected by the residents' committee of {name} (ask for {contact}, telephone {phone}).
What we would like to know: what you would like to see and take part in this year.
What is kept: your building, your age group, your choices, the times that suit you, the wish you write.
What is not kept: name, door number, telephone, identity card, anything about your phone.
Who can see it: nobody sees any result before the closing time, only roughly how many lists came in; afterwards only \
totals are published, and none of very few people.
Can I change it: until the closing time ({closing}) your code lets you read, change or delete your answer at any time. \
After that the link between codes and answers is destroyed. Nobody can tell which answer is yours, so it cannot be \
changed any more.
To be honest with you: if someone fills it in for you, that person sees your choices; you can fill it in again \
yourself later, and your own answer is the one that counts.
It is up to you: leaving it empty or half empty, or withdrawing it, makes no difference to any service, prize or \
award. For children under 14, a parent fills it in.
Paper forms are shredded within 30 days of being checked.
Questions or complaints: {phone}."""

# What stands where the committee's own particulars are not known yet; a list with one of these cannot open.
GAP = "【】"


def default_consent(community: Community, closes_at: datetime) -> dict[str, str]:
    particulars = {"contact": community.contact_name or GAP, "phone": community.contact_phone or GAP}
    return {
        "consent": CHINESE.format(name=community.name, closing=closing_in_chinese(closes_at), **particulars),
        "consent_en": ENGLISH.format(
            name=community.name_en or community.name, closing=closing_in_english(closes_at), **particulars
        ),
    }


def has_gaps(text: str) -> bool:
    return GAP in text


def with_closing_day(text: str, before: datetime, after: datetime) -> str:
    for written in (closing_in_chinese, closing_in_english):
        text = text.replace(written(before), written(after))
    return text


def closing_in_chinese(closes_at: datetime) -> str:
    at = closes_at.astimezone(clock.LOCAL)
    return f"{at.month}月{at.day}日{at:%H:%M}"


def closing_in_english(closes_at: datetime) -> str:
    at = closes_at.astimezone(clock.LOCAL)
    return f"{at.day} {at:%B}, {at:%H:%M}"
