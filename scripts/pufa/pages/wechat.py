"""An article for the editor of a WeChat official account, which keeps styles on elements and throws all others away."""

import re
from collections.abc import Mapping

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*?(/?)>")

_STYLES: Mapping[str, str] = {
    "section": "max-width:677px;margin:0 auto;color:#23304a;font-size:17px;line-height:1.75;text-align:left",
    "h2": "margin:1.6em 0 .6em;padding-left:.5em;border-left:5px solid #f5b83d;font-size:20px;line-height:1.4;font-weight:bold",
    "h3": "margin:1.3em 0 .5em;font-size:18px;line-height:1.4;font-weight:bold",
    "h4": "margin:1.2em 0 .4em;font-size:17px;font-weight:bold",
    "p": "margin:.8em 0",
    "ul": "margin:.8em 0;padding-left:1.4em",
    "ol": "margin:.8em 0;padding-left:1.6em",
    "li": "margin:.4em 0",
    "blockquote": "margin:1em 0;padding:.6em 1em;border-radius:8px;background:#fff8ea;color:#23304a",
    "strong": "font-weight:bold",
    "em": "font-style:normal;color:#b23f2a",
    "table": "width:100%;border-collapse:collapse;font-size:15px",
    "th": "padding:.4em;border:1px solid #cde5d9;text-align:left",
    "td": "padding:.4em;border:1px solid #cde5d9",
}
"""Elements that the editor keeps, in the colours of our palette (ink, gold, paper, coral_deep): it takes no names."""


def for_wechat(html: str, address: str) -> str:
    """`html`, as feeds have it, with styles on its elements: no class, no script, no link, nothing from elsewhere.

    WeChat takes links away, so `address` stands at the end in words. What is no element of the editor is its text.
    """

    def tag(match: re.Match[str]) -> str:
        closing, name, empty = match.groups()
        if name not in _STYLES:
            return "<br>" if name == "br" else ""
        return f"</{name}>" if closing else f'<{name} style="{_STYLES[name]}"{empty}>'

    # the last paragraph of a feed entry is its link, whose words mean nothing without it
    body = re.sub(r"<p><a [^<>]*>[^<>]*</a></p>\s*$", "", html)
    styled = _TAG.sub(tag, body).strip()
    return f'<section style="{_STYLES["section"]}">\n{styled}\n<p style="{_STYLES["p"]}">{address}</p>\n</section>'
