"""The one place that fills a feedgen generator, for RSS and Atom alike.

What feedgen does unless it is told otherwise, and what is done here instead:

- it puts every new entry before the others: entries are appended;
- it dates feed and entries with the clock: every date is given;
- it makes the last link of a feed the RSS channel's link: the home page comes last;
- it names itself with its version as generator: the name here never changes;
- one `rel=self` serves both formats: each format gets a generator of its own.

It refuses a date without a zone with ValueError, which is right.
"""

from html import escape

from feedgen.feed import FeedGenerator

from pufa.feeds.entry import IMAGE_TYPE, Feed, FeedEntry


def fill(feed: Feed, format: str, media_type: str) -> FeedGenerator:
    """Fill a generator with `feed`, with the self link of `format` (`rss` or `atom`), served as `media_type`.

    Raises ValueError where a date carries no zone.
    """
    generator = FeedGenerator()
    generator.load_extension("dc", atom=False)
    generator.load_extension("media", atom=False)
    generator.id(feed.id)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.language(feed.language)
    generator.author(name=feed.author)
    generator.icon(feed.icon)
    generator.image(url=feed.icon, title=feed.title, link=feed.home_url)
    generator.generator("Pufa")
    generator.docs("https://www.rssboard.org/rss-specification")
    generator.link(href=feed.self_urls[format], rel="self", type=media_type)
    generator.link(href=feed.home_url, rel="alternate", type="text/html")
    for entry in feed.entries:
        _add(generator, entry)
    generator.updated(feed.updated)
    return generator


def _add(generator: FeedGenerator, entry: FeedEntry) -> None:
    filled = generator.add_entry(order="append")
    filled.id(entry.id)
    filled.title(entry.title)
    # Readers take RSS descriptions for HTML. Declared as HTML in Atom too, the same escaped text is right in both.
    filled.summary(escape(entry.summary, quote=False), type="html")
    filled.content(entry.html, type="html")  # "html" escapes; "CDATA" would become an invalid type in Atom
    filled.published(entry.published)
    filled.updated(entry.updated)
    filled.author(name=entry.author)
    filled.dc.dc_creator(entry.author)  # RSS has no author without an e-mail address
    for category in entry.categories:
        filled.category(term=category)
    filled.link(href=entry.url, rel="alternate")
    filled.enclosure(entry.image_url, entry.image_length, IMAGE_TYPE)
    filled.media.content(
        url=entry.image_url,
        fileSize=str(entry.image_length),
        type=IMAGE_TYPE,
        medium="image",
        width=str(entry.image_width),
        height=str(entry.image_height),
        group=None,  # directly in the item
    )
