"""A resolved network as a table for people and as plain data for programs."""
