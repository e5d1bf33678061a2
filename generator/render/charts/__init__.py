"""Charts and pictures as plotly figures, live in pages and drawn as PNG for Word."""
