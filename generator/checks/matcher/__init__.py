"""The matcher: numbers typed by hand in prose are found and compared with the ledger."""
