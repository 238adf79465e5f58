"""How things look: findings in every output format, tables, pages of explanation, the report."""
