"""What a network is written as: a config file, a Keras program, the JSON Schema for editors, templates."""
