"""Made to measure: one pure engine from a customer's wish to geometry, bill, cut plan and price."""
