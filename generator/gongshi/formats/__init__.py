"""Formats (格式): small writers of open formats; they know nothing of this program."""
