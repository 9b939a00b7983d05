"""What is done with money: record it, give it back, try cards, read the bank, write receipts."""
