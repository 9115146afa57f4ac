"""Floor 5: where Pufa meets the world: the project on disk, MkDocs, Pagefind, the terminal."""
