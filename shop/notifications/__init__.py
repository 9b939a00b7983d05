"""E-mails as data, written with what they speak of, sent later by the worker."""
