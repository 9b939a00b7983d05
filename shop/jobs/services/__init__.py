"""What is done with job cards, from the accepted order to the talk that ends the work."""
