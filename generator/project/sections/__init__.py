"""The sections of a project that calculations read, one module an area; each may stand in a file of its own."""
