"""Science-based targets: what the criteria ask for, and how far a company's own targets meet it."""
