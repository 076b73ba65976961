"""The commands of python -m analysis, one in each module."""

import click

from analysis.commands.check import check_command
from analysis.commands.groups import groups_command
from analysis.commands.rank import rank_command
from analysis.commands.schedule import schedule_command
from analysis.commands.select import select_command
from analysis.commands.simulate import simulate_command
from analysis.commands.taking import Refusing
from analysis.commands.weigh import weigh_command
from analysis.commands.wishes import wishes_command


@click.group(cls=Refusing, context_settings={"max_content_width": 110, "help_option_names": ["-h", "--help"]})
def main():
    """Rank activities, select a plan within a budget, or check one, from a file of ballots.

    FILE is a table (.csv, .xlsx) with a row for each response and a column for each activity, cells 0 to 5 or blank;
    or an election file (.pb), or rankings (.soi .soc .toi .toc .cat). Each may be zipped (.gz).

    \b
    python -m analysis rank answers.xlsx --measure borda
    python -m analysis select election.pb.gz --completion add1 --fill
    python -m analysis wishes wishes.txt
    """


COMMANDS = (
    check_command,
    groups_command,
    rank_command,
    schedule_command,
    select_command,
    simulate_command,
    weigh_command,
    wishes_command,
)

for command in COMMANDS:
    main.add_command(command)
