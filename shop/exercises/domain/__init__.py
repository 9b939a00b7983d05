"""Pure rules of exercises: templates, binding to a card, marking, composition of a set."""
