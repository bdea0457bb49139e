"""What a match means: ordered rules over word edits and context."""
