"""What the tyre room does: price list, visits being prepared, vehicles."""
