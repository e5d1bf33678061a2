"""The sections of a project file that calculations read, one module an area."""
