"""Presswork (印制): a poster printed into its place on the site, or left there as it is."""

from __future__ import annotations

from gongshi.printing.fitting import Fitting
from gongshi.publication import Poster
from gongshi.render.poster import Press
from gongshi.write import Writer


def put(press: Press, writer: Writer, path: str, poster: Poster) -> Fitting:
    """Make a poster, unless the public one was made from the very same source; how it fits."""
    source = press.source(poster)
    key = press.key(source)
    made = writer.before.get(path)
    if made is not None and made.source.startswith(f"{key} "):
        writer.keep(path, made)
        return Fitting.from_text(made.source.partition(" ")[2])
    printed = press.press(poster, source)
    if printed.is_substitute:
        key = press.key(press.source(poster))
    fitting = Fitting.of(printed)
    writer.write(path, printed.content, f"{key} {fitting.as_text()}")
    return fitting
