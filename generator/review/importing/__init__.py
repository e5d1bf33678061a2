"""Taking back what reviewers wrote into a Word file: each comment and change at the line that it belongs to.

``lines`` reads a Word file as lines of text in which computed numbers, references, footnotes and formulas are single
opaque characters. ``pairing`` lays the lines of the built file and of the edited one side by side. ``sources`` says
where the text of a line was written, ``mapping`` which characters of Markdown show which characters of the line;
``wording`` and ``structure`` turn what changed into edits of the project's files, ``proving`` composes again and keeps
those after which the document reads as the reviewer wrote. ``remarks`` makes the review list of the comments.
"""
