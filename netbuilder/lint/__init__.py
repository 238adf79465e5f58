"""What is wrong with a draft: the rules run, severities and comments applied."""
