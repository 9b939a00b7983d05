"""Which bars to saw and how, with a proof of how far the plan is from the fewest bars."""
