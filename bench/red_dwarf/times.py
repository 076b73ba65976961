"""Runs in .venv-bench-groups: seconds and group sizes of red-dwarf for a list of votes (a JSON file), as JSON."""

import json
import sys
import time
from pathlib import Path

from reddwarf.implementations.polis import run_clustering

votes = json.loads(Path(sys.argv[1]).read_text())
seconds = []
for _ in range(3):
    start = time.process_time()
    found = run_clustering(votes=votes, max_group_count=5)
    seconds.append(time.process_time() - start)
labels = found.participants_df["cluster_id"].dropna().astype(int)
print(json.dumps({"seconds": min(seconds), "sizes": sorted(labels.value_counts().tolist(), reverse=True)}))
