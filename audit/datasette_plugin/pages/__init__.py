"""One module for each kind of page: what it reads, and which template shows it."""
