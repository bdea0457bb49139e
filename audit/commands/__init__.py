"""Commands with modules of their own; `cli` registers them. What one needs is imported when it runs."""
