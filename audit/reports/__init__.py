"""The stored audit, printed; one module a format."""
