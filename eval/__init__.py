"""Accuracy on gold that nobody here wrote: `python -m eval` prints one table."""
