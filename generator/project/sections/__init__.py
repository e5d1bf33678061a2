"""The models of the sections that calculations read, one file an area."""
