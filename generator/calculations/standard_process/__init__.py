"""What goes with a draft standard: comments counted, votes, budget, schedule, trials, promotion."""
