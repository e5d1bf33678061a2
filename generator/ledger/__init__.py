"""The ledger: one number, many places. Quantity, Fact and Ledger, and what can be asked of them."""
