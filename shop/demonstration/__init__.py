"""The demonstration: data of a real school, and pages that exist only there."""
