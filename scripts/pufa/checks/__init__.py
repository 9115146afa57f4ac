"""Floor 2: the rules. Each is a small generator of Findings whose docstring is the rule."""
