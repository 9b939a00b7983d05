"""Who people are, how they prove it, and how wrong tries are slowed down."""
