"""A range of commits as a reviewer meets it: what it touches, what came of it, and the summary of that.

``span`` resolves the range, ``touched`` finds the projects and documents that it changes, ``results`` builds, checks
and compares these, ``artefacts`` writes the files, ``summary`` the page that is read first. ``workflows/`` holds what
a workspace needs to have this run by a server.
"""
