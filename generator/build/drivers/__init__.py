"""Git's diff drivers for Tanwen's files: Word files as text, project files with what they do to the documents.

``attributes`` says which files are shown by which driver, ``settings`` how git calls it; ``plain`` is the textual
difference that git itself would show, ``effects`` what the change of one file does to the documents of its project.
"""
