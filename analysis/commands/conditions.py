"""Options that say what a plan must keep, handed on as one ``Conditions``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import click

from analysis.commands.taking import Headings
from analysis.selection import Category, Conditions, Resource


class Counted(click.ParamType):
    """A number before a colon, ids after it."""

    name = "number:id,…"

    def convert(self, value, param, ctx) -> tuple[int, list[str]]:
        number, colon, ids = value.partition(":")
        try:
            return int(number), Headings().convert(ids if colon else "", param, ctx)
        except ValueError:
            self.fail(f"{value} is not a whole number, a colon and ids, as in 2:合唱,舞蹈", param, ctx)


class Pair(click.ParamType):
    name = "id,id"

    def convert(self, value, param, ctx) -> tuple[str, ...]:
        ids = tuple(Headings().convert(value, param, ctx))
        if len(ids) != 2:
            self.fail(f"{value} is not two ids with a comma between them", param, ctx)
        return ids


class Budget(click.ParamType):
    name = "name=limit:id=use,…"

    def convert(self, value, param, ctx) -> Resource:
        name, _, rest = value.partition("=")
        limit, _, uses = rest.partition(":")
        try:
            pairs = [use.rpartition("=") for use in Headings().convert(uses, param, ctx)]
            return Resource(name, float(limit), {id: float(use) for id, _, use in pairs})
        except (ValueError, StopIteration):
            self.fail(f"{value} is not like volunteers=12:合唱=3,舞蹈=2", param, ctx)


def conditions(command: Callable) -> Callable:
    @click.option("--locked-in", type=Headings(), default="", help="Ids that are certain, once for each occasion.")
    @click.option("--locked-out", type=Headings(), default="", help="Ids that must not be chosen.")
    @click.option("--at-least", type=Counted(), multiple=True, help="So many occasions of these, as 1:象棋,书法.")
    @click.option("--at-most", type=Counted(), multiple=True, help="No more occasions of these together.")
    @click.option("--never", type=Pair(), multiple=True, help="Not both of two.")
    @click.option("--together", type=Pair(), multiple=True, help="Both of two or neither.")
    @click.option("--least-share", type=float, default=0.0, help="Least share of all (0 to 1) who want it.")
    @click.option("--resource", type=Budget(), multiple=True, help="Another budget, as volunteers=12:合唱=3,舞蹈=2.")
    @wraps(command)
    def with_conditions(*, locked_in, locked_out, at_least, at_most, never, together, least_share, resource, **others):
        floors = [Category("+".join(ids), tuple(ids), at_least=number) for number, ids in at_least]
        ceilings = [Category("+".join(ids), tuple(ids), at_most=number) for number, ids in at_most]
        kept = Conditions(
            tuple(locked_in), tuple(locked_out), (*floors, *ceilings), never, together, least_share, resource
        )
        return command(conditions=kept, **others)

    return with_conditions
