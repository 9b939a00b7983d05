"""What money is to an order: the ledger, card sessions, bank transfers."""
