"""Allowances of an emissions trading system: allocation, compliance, cost under price scenarios, and the account."""
