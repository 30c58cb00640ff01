"""The views of search: the results, the filters and explanations, and the pages that help to write a question."""
