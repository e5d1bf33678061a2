"""Redlines: two Word files made one, with native tracked changes between them.

``redline(old, new, author=…, date=…, notes=…)`` returns the new file with insertions, deletions, moves, changes of
rows, columns and form. What deleted content needs comes along from the old file. Pictures, equations and fields are
compared as wholes, Chinese text by words, numbers as numbers; ids, bookmarks and pagination never count.
"""

from generator.word.redline.engine import redline

__all__ = ["redline"]
