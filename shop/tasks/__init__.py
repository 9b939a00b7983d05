"""The outbox: work written in the transaction that needs it, done later, once."""
