"""Cards: the picture that travels with an article. The only room that knows Pillow, resvg and budoux."""
