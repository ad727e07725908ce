"""Question banks: model, parsing with places, checks and the shelf they stand on."""
