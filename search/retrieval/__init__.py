"""From the parameters of an address to what was found: what the pages of search show is worked out here."""
