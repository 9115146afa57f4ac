"""JSON Feed 1.1 (jsonfeed.org)."""

import json
from datetime import datetime

from pufa.feeds.entry import IMAGE_TYPE, Feed, FeedEntry


def render_json(feed: Feed) -> bytes:
    """Render `feed` as a JSON Feed in UTF-8: the same feed gives the same bytes.

    Keys stand in the order of the specification, `version` first: readers know the format by it.
    Raises ValueError where a date carries no zone, and KeyError where `feed.self_urls` has no `json`.
    """
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed.self_urls["json"],
        "description": feed.description,
        "icon": feed.icon,
        "authors": [{"name": feed.author}],
        "language": feed.language,
        "items": [_item(entry) for entry in feed.entries],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _item(entry: FeedEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": entry.image_url,
        "date_published": _stamp(entry.published),
        "date_modified": _stamp(entry.updated),
        "authors": [{"name": entry.author}],
        "tags": entry.categories,
        "language": entry.language,
        "attachments": [
            {
                "url": entry.image_url,
                "mime_type": IMAGE_TYPE,
                "title": entry.image_alt,
                "size_in_bytes": entry.image_length,
            }
        ],
    }


def _stamp(moment: datetime) -> str:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} carries no zone")
    return moment.isoformat()
