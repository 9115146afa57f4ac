"""Floor 4: what is printed on paper, as PDF. Typst sets it; nothing else of Pufa imports Typst."""
