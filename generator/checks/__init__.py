"""Check: findings about the project, its ledger and its documents."""
