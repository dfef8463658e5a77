"""One file a screen: how a view model looks. No words, no decisions."""
