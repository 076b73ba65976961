"""python -m analysis: the analysis at the command line, from files."""

import os
import sys

from analysis.commands import main


def keep_stdout_ours() -> None:
    """HiGHS now and then prints a line of its own, past Python; it goes where errors go, so that JSON stays JSON."""
    ours = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = os.fdopen(ours, "w", encoding=sys.stdout.encoding)


if __name__ == "__main__":
    keep_stdout_ours()
    main(prog_name="python -m analysis")
