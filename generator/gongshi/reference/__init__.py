"""Reference (字段手册): pages that name every field of every file, made from the models.

What a field means, its names and how it is written come from the models; the examples from the
samples of the tests and from the forms that the program brings. The pages are written, not built,
so that a reader of the sources has them too; a test fails when they are stale.

One short page says how files are written and which there are; each kind of file has a page of
its own below it, and what all documents have in common stands on one more.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gongshi.document import Document
from gongshi.errors import MachineFailed, Saying, cause
from gongshi.reference.examples import SAMPLES, Samples, read_samples
from gongshi.reference.handbook import COMMON, Handbook
from gongshi.reference.page import common_page, page_of
from gongshi.reference.wording import called
from gongshi.schema import FileKind

__all__ = ["PAGE", "SAMPLES", "read_samples", "reference", "write_reference"]

PAGE = "content/pages/fields.md"
FOLDER = "content/pages/fields"
_MARK = "<!-- 由 gongshi reference 生成，请不要手改。 -->"
_HEAD = f"""\
---
title: 字段手册
tab: 字段
description: 学校和县里的每种文件可以写什么，怎样写。
---

# 字段手册：文件怎样写

{_MARK}

每种文件一页，列出可以写的每一项：它的意思、写法和例子。

初次写不必通读，用 `gongshi new` 新建一份，照着填就行，遇到不会写的再来查。

- 每一项都有中文名和英文名，写哪个都可以，`午餐` 和 `lunch` 是一回事。
- 冒号用半角，后面空一格：`午餐: 白米饭、红烧肉`。
- 同一层的内容左边对齐；列表每项另起一行，以 `- ` 开头，也可以写成 `[甲, 乙]`。
- `#` 后面是写给自己看的说明，程序不读。
- 新建的文件里写着“待填”，都换成自己的内容才能发布。
- 写错了不要紧：`gongshi check` 会指出是哪个文件、第几行、怎样改。
"""


def write_reference(root: Path) -> tuple[Path, ...]:
    """Write the pages of a site whose tests hold the samples; the paths that were written.

    A page of a kind of file that is no more is taken away.
    """
    pages = reference(read_samples(root))
    try:
        (root / FOLDER).mkdir(parents=True, exist_ok=True)
        for path, text in pages.items():
            (root / path).write_text(text, "utf-8")
        for page in (root / FOLDER).glob("*.md"):
            if page.relative_to(root).as_posix() not in pages and _MARK in page.read_text("utf-8"):
                page.unlink()
    except OSError as error:
        where = error.filename or root / PAGE
        raise MachineFailed(
            Saying(
                f"写不了 {where}：{cause(error).zh}。", f"cannot write {where}: {error.strerror}."
            )
        ) from error
    return tuple(root / path for path in pages)


def reference(samples: Samples) -> Mapping[str, str]:
    """Every page as Markdown by its path: the overview first, then one for each kind of file."""
    handbook = Handbook.of(samples)
    pages = {PAGE: _overview(handbook)}
    for kind in handbook.kinds:
        pages[f"{FOLDER}/{kind.name}.md"] = _with_head(*page_of(handbook, kind))
    pages[f"{FOLDER}/{COMMON}.md"] = _with_head(*common_page(handbook))
    return pages


def _with_head(title: str, says: str, parts: list[str]) -> str:
    """A page below the overview: its title, one sentence for lists, its text."""
    head = f"---\ntitle: {title}\ndescription: {says}\n---\n\n# {title}\n\n{_MARK}"
    return "\n\n".join(part.strip() for part in (head, *parts)) + "\n"


def _overview(handbook: Handbook) -> str:
    documents = [one for one in handbook.kinds if issubclass(one.model, Document)]
    others = [one for one in handbook.kinds if one not in documents]
    common = f"fields/{COMMON}.md"
    return "\n".join(
        [
            _HEAD,
            "## 每家学校发布的 {#documents}",
            "",
            *map(_line, documents),
            "",
            f"发布日期、修正、附件这些，[各种公示件都一样]({common})。",
            "",
            "## 县里和学校的基本文件 {#others}",
            "",
            *map(_line, others),
            "",
        ]
    )


def _line(kind: FileKind) -> str:
    return f"- [{called(kind)}](fields/{kind.name}.md)：`{kind.place}`"
