"""What a request, a quote and its versions are, without any database."""
