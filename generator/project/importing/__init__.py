"""Importing: from files that clients hand over to tables of the project, with a report of what was done."""
