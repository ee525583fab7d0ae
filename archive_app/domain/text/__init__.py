"""Languages, scripts, folding and sounds: how words are compared, cut up, found and marked."""
