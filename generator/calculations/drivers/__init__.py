"""Drivers of a change: the Kaya identity and index decomposition by the logarithmic mean Divisia index."""
