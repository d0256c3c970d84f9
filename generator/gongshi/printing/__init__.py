"""Printing (打印): what hangs on a school's wall in a week, and the paper to print it on.

`week` says which posters hang and which come down; `sheets` and `tiles` cut a large poster into
sheets of A4; `pack` binds a week into one file; `centre` shows it on the site; `printshop` does all
of it for the command line.
"""
