"""python -m analysis: the analysis at the command line, from files."""

from analysis.commands import main

if __name__ == "__main__":
    main(prog_name="python -m analysis")
