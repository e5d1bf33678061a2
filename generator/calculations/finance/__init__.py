"""Carbon finance: prices and their risk, collateral, hedges, forwards, green loans and bonds."""
