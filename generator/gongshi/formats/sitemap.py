"""Sitemap (网站地图): the addresses of a site, after the protocol of sitemaps.org 0.9."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OPEN = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def sitemap(site: str, addresses: Iterable[str]) -> bytes:
    """The sitemap of pages whose addresses are given under the site, in order.

    >>> print(sitemap("https://x.example/", ["", "a/"]).decode())
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://x.example/</loc></url>
    <url><loc>https://x.example/a/</loc></url>
    </urlset>
    <BLANKLINE>
    """
    lines = [f"<url><loc>{escape(site + address)}</loc></url>\n" for address in addresses]
    return "".join((_HEAD, _OPEN, *lines, "</urlset>\n")).encode()
