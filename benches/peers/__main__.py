"""Times dateline and its peers in turn on the same input, one core each, and prints the ratio.

    python -m benches.peers              every task
    python -m benches.peers parse dedup  some of them

Each run is a process of its own that reports the CPU seconds of the work alone (imports and model loading left out).
dateline and the peer take turns; the ratio is taken pair by pair, so that a machine whose speed drifts does not matter.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from benches.peers.tasks import TASKS

ROOT = Path(__file__).resolve().parents[2]


def run(task: str, side: str) -> dict[str, float]:
    """CPU seconds, items and peak memory of one run, from a fresh process on one core."""
    environment = os.environ | {"RAYON_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benches.peers.tasks", task, side]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benches.peers", description=__doc__.splitlines()[0])
    parser.add_argument("tasks", nargs="*", help=f"any of: {', '.join(TASKS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each pair is run (default: 3)")
    options = parser.parse_args()
    unknown = [task for task in options.tasks if task not in TASKS]
    if unknown:
        parser.error(f"unknown task {', '.join(unknown)}; there are: {', '.join(TASKS)}")

    print(f"{'task':<10} {'peer':<14} {'items':>8} {'unit':<10} {'ours/s':>12} {'peer/s':>12} {'times faster':>13} {'MB ours':>8} {'MB peer':>8}")
    for name in options.tasks or TASKS:
        task = TASKS[name]
        for peer in task.peers:
            pairs = [(run(name, "dateline"), run(name, peer)) for _ in range(options.rounds)]
            ours = statistics.median(own["items"] / own["seconds"] for own, _ in pairs)
            theirs = statistics.median(other["items"] / other["seconds"] for _, other in pairs)
            ratio = statistics.median(
                (own["items"] / own["seconds"]) / (other["items"] / other["seconds"]) for own, other in pairs
            )
            items = int(pairs[0][0]["items"])
            memory = max(own["peak_mb"] for own, _ in pairs), max(other["peak_mb"] for _, other in pairs)
            print(
                f"{name:<10} {peer:<14} {items:>8} {task.unit:<10} {ours:>12.1f} {theirs:>12.1f} {ratio:>12.1f}x"
                f" {memory[0]:>8.0f} {memory[1]:>8.0f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
