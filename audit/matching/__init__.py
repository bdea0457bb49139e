"""Where the same words or figures stand in other documents."""
