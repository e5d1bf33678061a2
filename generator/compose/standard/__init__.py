"""Making the draft of a standard from data and the author's chapters (GB/T 1.1-2020)."""
