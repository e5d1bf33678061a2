"""Load: a project folder becomes a typed Project, every value with the place it was written at."""
