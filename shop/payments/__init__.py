"""Money: one door for what comes in, refunds, card payments, transfers, receipts."""
