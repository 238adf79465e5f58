"""A built model in the formats of other programs: written whole or not at all, opened again and compared."""
