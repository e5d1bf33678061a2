"""Review: what changed between two sides of a project and why, and whether a file that came back is still true."""
