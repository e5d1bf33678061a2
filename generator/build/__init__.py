"""Build: plan, lock, cache, the stages in their order, and what stands in output/ afterwards."""
