"""What every class of the vocabulary is made of: nodes and their fields, shapes, weights, and the base of each kind."""
