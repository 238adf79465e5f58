"""How a comparison of two networks looks: for people, for programs, in a pull request, in a notebook."""
