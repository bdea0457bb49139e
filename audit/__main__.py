"""`python -m audit` is the command `audit`."""

from .cli import main

main()
