"""Shapes on the ground: the one room where shapely lives.

It only computes: no database, no files, no clock. `cells`, `file`, `index` and `drawing` are the
doors; they load shapely (about 15 MB and 0.2 s) at their first use, so importing them is cheap.
The modules behind the doors (`plane`, `coverage`, `outlines`, `callouts`) import it at once.
"""
