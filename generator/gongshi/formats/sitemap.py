"""Sitemap (网站地图): the addresses of a site, after the protocol of sitemaps.org 0.9."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
MOST = 50_000
"""How many addresses one sitemap may hold, by the protocol."""


def sitemap(site: str, addresses: Iterable[str]) -> bytes:
    """The sitemap of at most `MOST` pages whose addresses are given under the site, in order.

    >>> print(sitemap("https://x.example/", ["", "a/"]).decode())
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://x.example/</loc></url>
    <url><loc>https://x.example/a/</loc></url>
    </urlset>
    <BLANKLINE>
    """
    lines = [f"<url><loc>{escape(site + address)}</loc></url>\n" for address in addresses]
    return "".join((_HEAD, f"<urlset {_SPACE}>\n", *lines, "</urlset>\n")).encode()


def sitemap_index(site: str, sitemaps: Iterable[str]) -> bytes:
    """The sitemap of sitemaps, whose addresses are given under the site, in order.

    >>> print(sitemap_index("https://x.example/", ["a/sitemap.xml"]).decode())
    <?xml version="1.0" encoding="UTF-8"?>
    <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://x.example/a/sitemap.xml</loc></sitemap>
    </sitemapindex>
    <BLANKLINE>
    """
    lines = [f"<sitemap><loc>{escape(site + one)}</loc></sitemap>\n" for one in sitemaps]
    return "".join((_HEAD, f"<sitemapindex {_SPACE}>\n", *lines, "</sitemapindex>\n")).encode()
