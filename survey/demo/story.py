"""Two years of 和平村社区, told through the operations that the pages use: last year's list from its draft to the
published plan, and this year's, which is open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from sqlmodel import Session

from survey import clock, closing, consent, slip_codes
from survey.catalogue import CATALOGUE
from survey.demo import SEED
from survey.demo.answers import add_answers
from survey.demo.areas import demonstration_areas
from survey.demo.sorting import sort_some_wishes
from survey.evidence import planning
from survey.models import WishList
from survey.operations import activities, closings, communities, plans, slips, staff, unlinking, wish_lists

LOGIN = "organiser"
BUDGET = 40_000
ANSWERS_LAST_YEAR = 2_900
ANSWERS_SO_FAR = 900
SLIPS_TO_TRY = 6
STEPS = 5
REQUIRED = "消防演练"
REQUIRED_BECAUSE = "消防部门要求每个社区每年至少演练一次，今年和居民运动会合办，省下场地费。"


@dataclass
class Story:
    session: Session
    password: str
    answers_last_year: int = ANSWERS_LAST_YEAR
    today: datetime = field(default_factory=lambda: clock.now().astimezone(clock.LOCAL))
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(SEED))
    codes: list[str] = field(default_factory=list)  # of the slips to try, as printed
    tokens: list[str] = field(default_factory=list)

    def tell(self) -> Iterator[None]:
        """Pauses after each of its STEPS."""
        self.found_the_community()
        yield
        last_year = self.open_last_year()
        yield
        self.close_last_year(last_year)
        yield
        this_year = self.open_this_year()
        yield
        self.draw_slips_to_try(this_year)
        yield

    @property
    def year(self) -> int:
        """The year that is being planned: from summer on, the next."""
        return self.today.year + (self.today.month > 6)

    def found_the_community(self) -> None:
        self.community = communities.set_up_community(
            self.session,
            name="和平村社区",
            name_en="Hepingcun Community",
            contact_name="王芳",
            contact_phone="010-0000-0000",
            is_demonstration=True,
        )
        communities.add_areas(self.session, community=self.community, nodes=demonstration_areas(self.rng))
        self.buildings = communities.areas_of(self.session, self.community, "building")
        self.organiser = staff.add_staff(
            self.session, community=self.community, login=LOGIN, name="王芳", password=self.password
        )

    def open_last_year(self) -> WishList:
        opens_at = datetime(self.year - 1, 1, 5, 9, tzinfo=clock.LOCAL)
        wish_list = self.open_list(self.year - 1, opens_at, opens_at + timedelta(days=23, hours=11))
        self.add_answers(wish_list, self.answers_last_year)
        return wish_list

    def open_this_year(self) -> WishList:
        evening = self.today.replace(hour=20, minute=0, second=0, microsecond=0)
        wish_list = self.open_list(self.year, evening - timedelta(days=3), evening + timedelta(days=60))
        self.add_answers(wish_list, ANSWERS_SO_FAR)
        return wish_list

    def open_list(self, year: int, opens_at: datetime, closes_at: datetime) -> WishList:
        with clock.as_of(opens_at):
            wish_list = wish_lists.create_wish_list(
                self.session,
                community=self.community,
                year=year,
                by=self.organiser,
                opens_at=opens_at,
                closes_at=closes_at,
                budget=BUDGET,
                **texts(year),
                **consent.default_consent(self.community, closes_at),
            )
            rows = [activities.fields_of(entry) for entry in CATALOGUE]
            activities.append_activities(self.session, wish_list=wish_list, by=self.organiser, rows=rows)
            wish_lists.start_collecting(self.session, wish_list=wish_list, by=self.organiser)
        return wish_list

    def add_answers(self, wish_list: WishList, count: int) -> None:
        add_answers(self.session, rng=self.rng, wish_list=wish_list, buildings=self.buildings, count=count)

    def close_last_year(self, wish_list: WishList) -> None:
        """The committee follows the recommendation but for one activity, and says why."""
        with clock.as_of(wish_list.closes_at + timedelta(hours=13)):
            self.let_go_of_slips(wish_list)
            closing.store_findings(self.session, wish_list=wish_list)
            plan = plans.plan_of(self.session, wish_list)
            required = next(
                activity for activity in wish_lists.activities_of(self.session, wish_list) if activity.title == REQUIRED
            )
            plans.lock_programme(
                self.session,
                programme=plans.programmes_of(self.session, plan)[required.id],
                plan=plan,
                lock="in",
                reason=REQUIRED_BECAUSE,
                by=self.organiser,
            )
            planning.replan(self.session, wish_list=wish_list, plan=plan)
            plans.publish_plan(self.session, wish_list=wish_list, plan=plan, by=self.organiser)
            sort_some_wishes(self.session, wish_list=wish_list, by=self.organiser)

    def let_go_of_slips(self, wish_list: WishList) -> None:
        """The key may go before the commit: should that fail, there is no list left either."""
        record = closings.ask_to_close(self.session, wish_list=wish_list, by=self.organiser)
        closings.confirm(self.session, wish_list=wish_list, by=self.organiser)
        unlinking.unlink(self.session, closing=record)
        slip_codes.destroy_key(wish_list.id, slip_codes.key_path(wish_list))
        closings.finish(self.session, closing=record)

    def draw_slips_to_try(self, wish_list: WishList) -> None:
        """Real slips, whose codes are shown to whoever starts the demonstration."""
        drawn = slips.draw_secrets(wish_list, SLIPS_TO_TRY)
        slips.store_slips(
            self.session, wish_list=wish_list, area_id=self.buildings[0].id, secrets=drawn, by=self.organiser
        )
        self.codes = [slip_codes.printed(secret.code) for secret in drawn]
        self.tokens = [secret.token for secret in drawn]


def texts(year: int) -> dict[str, str]:
    return {
        "title": f"{year}年活动心愿清单",
        "title_en": f"Activity wish list {year}",
        "introduction": "新的一年，咱们一起做点什么？"
        "点一点您喜欢的活动，三分钟就好。居委会按大家的心愿和经费安排全年的活动。",
        "introduction_en": "What shall we do together this year? Tap the activities you like; it takes three minutes. "
        "The committee plans the year by everybody's wishes and the money there is.",
    }
