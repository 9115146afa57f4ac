"""Feeds: RSS 2.0, Atom and JSON Feed 1.1 from the same entries. The only room that knows feedgen and lxml."""
