"""Checks that every crate we build on may be shipped under our licence, as deny.toml lists them.

`cargo deny check licenses` asks the same question; it takes minutes to install, so this small script stands in for it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def allowed(expression: str, licences: set[str]) -> bool:
    """Read an SPDX expression: one side of an OR suffices, an AND needs all."""
    text = re.sub(r"\s*/\s*", " OR ", expression)
    names = re.sub(r"[\w.+-]+(?: WITH [\w.+-]+)?", lambda match: _word(match[0], licences), text)
    return bool(eval(names, {"__builtins__": {}}))


def _word(name: str, licences: set[str]) -> str:
    if name in ("AND", "OR"):
        return name.lower()
    return str(name in licences)


def main() -> int:
    deny = tomllib.loads((ROOT / "deny.toml").read_text("utf-8"))
    licences = set(deny["licenses"]["allow"])
    banned = {entry["crate"] for entry in deny["bans"]["deny"]}
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]
    packages = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)["packages"]
    wrong = []
    for package in packages:
        if package["name"] in banned:
            wrong.append(f"{package['name']} {package['version']}: not to be used (deny.toml)")
        if not allowed(package["license"] or "none", licences):
            wrong.append(f"{package['name']} {package['version']}: licence {package['license']}")
        if package["source"] and not package["source"].startswith("registry+https://github.com/rust-lang/crates.io"):
            wrong.append(f"{package['name']} {package['version']}: from {package['source']}, not crates.io")
    print("\n".join(wrong) or f"licences of {len(packages)} crates: fine")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
