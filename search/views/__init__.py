"""The views of search: the results and what stands around them, and what helps to ask."""
