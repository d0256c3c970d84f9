"""Render (成形): plans into bytes: pages through the frame, posters through the press."""

from gongshi.render.workshop import Workshop

__all__ = ["Workshop"]
