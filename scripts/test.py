"""Runs every test, Rust and Python, and ends in a plain count."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUST = ["cargo", "test", "--locked", "--no-fail-fast", "-p", "dateline", "-p", "dateline-train"]
PYTHON = [sys.executable, "-m", "pytest", "--color=no"]


def run(command: list[str]) -> tuple[str, int]:
    """Run a command, showing what it prints; return its output and exit code."""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        lines = []
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    return "".join(lines), process.returncode


def main() -> int:
    rust, rust_code = run(RUST)
    counts = re.findall(r"^test result: .*? (\d+) passed; (\d+) failed", rust, re.MULTILINE)
    passed = sum(int(count) for count, _ in counts)
    failed = sum(int(count) for _, count in counts)
    if rust_code and not failed:
        failed = 1  # It did not compile, or a test ended the process.

    python, python_code = run(PYTHON)
    summary = python.strip().splitlines()[-1] if python.strip() else ""
    passed_here = sum(int(count) for count in re.findall(r"(\d+) passed", summary))
    failed_here = sum(int(count) for count in re.findall(r"(\d+) (?:failed|errors?)", summary))
    if python_code and not failed_here:
        failed_here = 1
    skipped = re.findall(r"(\d+) skipped", summary)
    if skipped:
        print(f"(skipped: {skipped[0]})")
    print(f"{passed + passed_here} passed, {failed + failed_here} failed")
    return 1 if failed + failed_here else 0


if __name__ == "__main__":
    sys.exit(main())
