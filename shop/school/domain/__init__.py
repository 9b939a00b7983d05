"""What the school is: identity, hours, dated legal numbers, VAT regime, gate of publication."""
