"""Render (成形): plans into bytes: pages through the frame, posters through the press."""

from gongshi.render.workshop import Surroundings, Workshop

__all__ = ["Surroundings", "Workshop"]
