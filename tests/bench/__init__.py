"""How fast the shop is, beside a bare Flask page of the same products in the same run."""
