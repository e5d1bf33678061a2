"""The drafting rules, a file a family."""
