"""Words that every stage shares: text in two languages, positions, findings, units, data sets."""
