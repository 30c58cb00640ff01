"""Compute the content of the search pages, from the parameters of an address to the articles found."""
