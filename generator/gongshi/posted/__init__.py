"""Posted (张贴的文件): what documents with one page, one poster and one line each have in common.

Menus have pages of their own making; nearly everything else a school shows is one thing with a
title, an issuer, a day and a revision. `model` is what such a file may say and which pages it
wants, `posting` the view its templates receive.
"""

from gongshi.posted.model import (
    Amendment,
    Attachment,
    Posted,
    day_in,
    slug_of,
    with_the_day_of_the_file,
)
from gongshi.posted.posting import PostedView, Posting, hash_of

__all__ = [
    "Amendment",
    "Attachment",
    "Posted",
    "PostedView",
    "Posting",
    "day_in",
    "hash_of",
    "slug_of",
    "with_the_day_of_the_file",
]
