"""Turn a county's school menus and notices into a website, posters and data.

    load → validate → plan → render → write → publish

Each arrow is one module (or package); `build` chains them. The nouns they speak of are in
`document`, `school`, `food`, `week` and, one for each kind of document, in `kinds`.
"""
