"""What was meant, and what to type: mistakes of the vocabulary put into words, with the edits that mend them."""
