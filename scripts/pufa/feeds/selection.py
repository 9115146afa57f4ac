"""Which entries a feed holds.

A feed is a window on what happened lately, and a reader who looks in rarely must miss nothing. Two things happen to
an article: it is published, and it is corrected. So the window is measured in days, and both count:

- Everything published or corrected in the last 30 days is in, however much that is. A burst (fifty articles on one
  day) and a correction of an article from years ago both reach whoever looks in once a month.
- If that is fewer than 30 entries, the newest others fill it up, so that a quiet site's feed is never empty.

The 30 days count back from the latest event in the whole shelf, publication or correction, and never from a clock:
the same articles give the same feed on any day, and nothing falls out while nothing happens. Counting from the latest
*publication* would do harm where only corrections are made: none of them would ever leave, and the feed would grow.

A corrected article keeps its place by publication and its id. Readers show it as changed, not as new, and its later
`updated` moves the date of the feed.
"""

from collections.abc import Iterable
from datetime import timedelta

from pufa.feeds.entry import FeedEntry

AT_LEAST = 30
"""How many entries a feed has at least, if there are so many."""

WINDOW = timedelta(days=30)
"""How far back a feed goes from the latest event."""


def select(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Pick the entries that a feed holds, newest publication first, ties by id; the order of `entries` plays no part.

    Takes all entries of a shelf. `updated` is never before `published`, so it is the date of an entry's last event.
    Raises TypeError where some dates carry a zone and others do not.
    """
    ordered = sorted(entries, key=lambda entry: entry.id)
    ordered.sort(key=lambda entry: entry.published, reverse=True)  # stable, so ties stay ordered by id
    if not ordered:
        return ()
    start = max(entry.updated for entry in ordered) - WINDOW
    return tuple(entry for rank, entry in enumerate(ordered) if rank < AT_LEAST or entry.updated >= start)
