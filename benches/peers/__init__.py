"""Side-by-side runs against what researchers use today: `python -m benches.peers`."""
