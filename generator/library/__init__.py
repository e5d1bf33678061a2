"""The library of data sets: looking figures up, and proving that the sets hold what they claim."""
