"""Use cases of requests and quotes, from the first wish to the signature."""
