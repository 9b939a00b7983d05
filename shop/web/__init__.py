"""Flask glue: access rules, transactions, forms, languages, errors, headers, assets."""
