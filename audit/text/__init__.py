"""Text as it is: words, sentences and paragraphs by position, and a folded copy to compare with."""
