"""Forms as data: their definition, loading, answers, validation and order of questions."""
