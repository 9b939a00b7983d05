"""The basket and the steps that turn it into an order."""
