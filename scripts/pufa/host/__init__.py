"""Floor 6: where Pufa meets the world: the project on disk, MkDocs, Pagefind, the terminal."""
