"""Floor 0: the words of the field, typed. Imports nothing of Pufa above it."""
