"""Transport chains: activity, emissions and intensities of their elements (ISO 14083:2023)."""
