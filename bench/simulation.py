"""How often intervals, rank intervals and the recommended plan are right, on samples of real populations.

python -m bench.simulation [SAMPLES]      of each population, evenly and unevenly drawn; by default 255, 2,040 in all
"""

import sys
import time
from pathlib import Path
from statistics import fmean

from analysis.formats import read
from analysis.simulation import simulate
from analysis.terminal import table

DATA = Path(__file__).resolve().parents[2] / "shared/data"
LOW, HIGH = 0.93, 0.99
HOBBIES = """Reading; Listening music; Cinema; Show; Exhibition; Computer; Sport; Walking; Travelling; Playing music;
Collecting; Volunteering; Mechanic; Gardening; Knitting; Cooking; Fishing"""
INTERESTS = """History; Psychology; Politics; Mathematics; Physics; Internet; PC; Economy Management; Biology;
Chemistry; Reading; Geography; Foreign languages; Medicine; Law; Cars; Art exhibitions; Religion; Countryside, outdoors;
Dancing; Musical instruments; Writing; Passive sport; Active sport; Gardening; Celebrities; Shopping; Science and
technology; Theatre; Fun with friends; Adrenaline sports; Pets"""
MUSIC = "bigb; blug; coun; blue; musi; clas; folk; gosp; jazz; lati; mood; newa; oper; rap; regg; conr; oldi; hvym"
POPULATIONS = [
    ("INSEE hobbies", "likert/insee_hobbies_2003.csv", HOBBIES, {"want": 1}, 1_200, "Age", ["Age", "Sex"], 6),
    ("young people", "likert/young_people_survey_2013.csv", INTERESTS, {"want": 4}, 350, "Gender", ["Gender"], 10),
    ("GSS music", "likert/gss1993_music.csv", MUSIC, {"want": 4, "reverse": True}, 500, "educ", ["educ", "sex"], 6),
]
ELECTIONS = [
    (
        "Wrocław 2016, region 5",
        "pabulib/Poland_Wroclaw_2016_Rejon_nr_5_750.pb",
        "voting_method",
        ["voting_method"],
        1_000,
    ),
]


def populations():
    for name, file, activities, options, answers, uneven, rake_by, budget in POPULATIONS:
        listed = [" ".join(heading.split()) for heading in activities.split(";")]
        yield name, read(DATA / file, activities=listed, **options).ballots, answers, uneven, rake_by, budget
    for name, file, uneven, rake_by, answers in ELECTIONS:
        reading = read(DATA / file)
        yield name, reading.ballots, answers, uneven, rake_by, reading.budget


def main(samples: int) -> bool:
    rows, held = [], []
    for name, ballots, answers, uneven, rake_by, budget in populations():
        for cause in (None, uneven):
            start = time.perf_counter()
            settings = {"answers": answers, "samples": samples, "budget": budget, "seed": 1}
            found = simulate(ballots, uneven=cause, rake_by=rake_by, **settings)
            held.append(found.weighted.ranks)
            figures = [found.weighted.values, found.raw.values, found.weighted.ranks, found.raw.ranks]
            plans = [found.weighted.same_plan, found.weighted.plan_overlap]
            shown = [f"{share:.1%}" for share in figures + plans]
            print(".", end="", file=sys.stderr, flush=True)
            rows.append([name, cause or "even", *shown, f"{time.perf_counter() - start:.0f} s"])
    heading = ["population", "uneven by", "values held", "raw", "places held", "raw", "same plan", "in common", "took"]
    print(table(heading, rows, left=[0, 1]))
    print(f"\n{samples * len(rows):,} samples; raked rank intervals hold in {fmean(held):.1%}")
    print(f"(bar: {LOW:.0%} to {HIGH:.0%}, and in no population under {LOW:.0%})")
    return LOW <= fmean(held) <= HIGH and min(held) >= LOW


if __name__ == "__main__":
    if not DATA.is_dir():
        sys.exit(f"not measured: no populations in {DATA}")
    sys.exit(not main(int(sys.argv[1]) if len(sys.argv) > 1 else 255))
