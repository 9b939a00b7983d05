"""What the school sells: families, products, dated prices and coefficients."""
