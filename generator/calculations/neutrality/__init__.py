"""Carbon neutrality: footprint, reductions, residual emissions, and the credits retired against them."""
