"""Drafting rules of GB/T 1.1-2020 over a draft standard, whatever file it comes from.

A reader (``read``) makes a :class:`~generator.drafting.draft.Draft` of a file; :func:`~generator.drafting.lint.lint`
runs the rules of ``table`` over it. A rule answers with breaches, or that it cannot tell.
"""
