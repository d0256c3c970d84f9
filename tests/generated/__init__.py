"""Posters of documents made by chance, printed and measured: nothing cut, nothing lost.

`python -m tests.generated 3000` prints thousands, `python -m tests.generated 200 menu rule` those
of some kinds (with `--from 1000` others than the first), `python -m tests.generated --again FILE…`
one that failed before.
"""
