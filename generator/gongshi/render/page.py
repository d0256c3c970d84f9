"""Pages (网页): the theme's Jinja templates, which write the inside of a page from its view.

Templates show and views decide. Besides their view and `up` (the way to the site's root, such as
`../../../`, or nothing at the root) templates may use the globals `icon`, `qr`, `once` and Python's
`zip`, and the filters `said` and `clauses`; nothing else of the program reaches them.
"""

from __future__ import annotations

import re
import traceback
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import TemplateError
from markupsafe import Markup

from gongshi.errors import Saying, ThemeError
from gongshi.formats.qr import qr
from gongshi.render.jinja import environment_for
from gongshi.theme import layers

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_KEPT = 64
_FAULTS = (TemplateError, AttributeError, TypeError, ValueError, LookupError, ArithmeticError)


class Pages:
    """The templates of one theme, compiled once and used for every page of a build."""

    def __init__(self, theme: Path, cache: Path | None = None) -> None:
        """Templates are found under `theme`; its `assets/icons` hold the icons.

        Compiled templates are kept in the folder `cache` for the next run, where there is one.
        """
        self._icons = tuple(folder / "assets" / "icons" for folder in layers(theme))
        self._drawn: dict[str, Markup] = {}
        self._kept: OrderedDict[tuple[str, object, str], tuple[object, Markup]] = OrderedDict()
        self._environment = environment_for(theme, cache)
        self._environment.globals.update(icon=self._icon, qr=drawn_qr, once=self._once, zip=zip)
        self._environment.filters.update(said=said, clauses=clauses)

    def fragment(
        self, template: str, view: object, up: str, otherwise: str = "", **more: object
    ) -> str:
        """The text of a template, `pages/….html.jinja`; ThemeError where it is at fault.

        Where the theme has none of the name it is that of `otherwise`.
        """
        try:
            found = self._environment.select_template([template, otherwise or template])
            return found.render(view=view, up=up, **more)
        except _FAULTS as error:
            raise _at_fault(template, error) from error

    def _once(self, template: str, value: object, at: str) -> Markup:
        """A partial's text for a value, made once for all pages that stand equally far down.

        The partial sees `value` and `at`, the way to a place its links begin from, and no more.
        A tuple is known again by what it holds, any other value by being the very same.
        """
        key = (template, value if isinstance(value, tuple) else id(value), at)
        kept = self._kept.get(key)
        if kept is None:
            text = self._environment.get_template(template).render(value=value, at=at)
            kept = self._kept[key] = (value, Markup(text))  # noqa: S704 - autoescaped above
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return kept[1]

    def _icon(self, name: str) -> Markup:
        """An icon of the theme's `assets/icons`, drawn into the page, for the eyes only."""
        if name not in self._drawn:
            found = (folder / f"{name}.svg" for folder in self._icons)
            path = next((one for one in found if one.is_file()), None)
            if path is None:
                raise _no_icon(name)
            drawing = path.read_text("utf-8").strip()
            drawing = drawing.replace("<svg ", '<svg aria-hidden="true" ', 1)
            self._drawn[name] = Markup(drawing)  # noqa: S704 - a file of the theme
        return self._drawn[name]


def drawn_qr(url: str) -> Markup:
    """A QR code for paper as inline SVG: one unit a module, no border; sharp at any size.

    >>> drawn_qr("https://gongshi.qinghe.example/")[:31]
    Markup('<svg class="qr" viewBox="0 -.5 ')
    """
    code = qr(url)
    return Markup(  # noqa: S704 - nothing but numbers
        f'<svg class="qr" viewBox="0 -.5 {code.size} {code.size}" aria-hidden="true">'
        f'<path stroke="#000" d="{code.path}"/></svg>'
    )


@lru_cache(1024)
def clauses(title: str) -> Markup:
    """A title with the places where it may break: Chinese has no spaces to break at.

    >>> clauses("大宗食材供应商遴选结果公示"), clauses("A<B与C")
    (Markup('大宗食材供应商遴选<wbr>结果<wbr>公示'), Markup('A&lt;B与<wbr>C'))
    """
    return Markup("<wbr>").join(filter(None, _CLAUSES.split(title)))


_CLAUSES = re.compile(
    r"(?<=[、，：；和与及的])(?=.)|(?<=\d[年月]|学期|年度)(?=[^度份日])"
    r"|(?<=.)(?=管理|工作|结果|公示|制度|安排|计划|总结|检查|记录|盘点|隐患)"
)


def said(day: date) -> str:
    """A day as people say it.

    >>> from datetime import date
    >>> said(date(2026, 9, 1))
    '2026年9月1日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def _at_fault(template: str, error: Exception) -> ThemeError:
    """What is wrong, in which template and line: Jinja writes both into the traceback."""
    where, line = template, getattr(error, "lineno", None)
    if isinstance(error, TemplateError):
        where = getattr(error, "name", None) or template
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".jinja"):
            where, line = "/".join(frame.filename.split("/")[-2:]), frame.lineno
    said = f"theme/{where}" + (f":{line}" if line else "")
    return ThemeError(
        Saying(f"{said}：模板出错：{error}", f"{said}: the template is at fault: {error}")
    )


def _no_icon(name: str) -> ThemeError:
    return ThemeError(
        Saying(
            f"主题里没有图标“{name}”（theme/assets/icons/{name}.svg）。",
            f"the theme has no icon “{name}” (theme/assets/icons/{name}.svg).",
        )
    )
