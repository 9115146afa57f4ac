"""Floor 1: from bytes to model. A file becomes an Entry, or Findings that say what to type instead."""
