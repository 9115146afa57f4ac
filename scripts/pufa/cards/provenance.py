"""Where a picture comes from, written into the file: id, version and licence of its article, for people and programs.

It says what a file claims to be. Whether it is so says the digest of its bytes (`model/seal.py`).
"""

from html import escape

from pufa.cards.png import note, xmp
from pufa.model.article import Article
from pufa.model.site import LICENCE, Site

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:cc="http://creativecommons.org/ns#"
 dc:identifier="{id}" dc:source="{address}" xmpMM:VersionID="{version}" xmpRights:Marked="True"
 xmpRights:WebStatement="{address}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<cc:license rdf:resource="{licence}"/>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def marks(article: Article, site: Site) -> bytes:
    """What a PNG of `article` says of itself: short notes, and the same as XMP (ISO 16684-1)."""
    name, url = LICENCE
    version = article.version.isoformat()
    packet = _PACKET.format(
        id=escape(site.tag(article)),
        address=escape(site.absolute(site.article(article))),
        version=escape(version),
        title=escape(article.title),
        licence=escape(url),
    )
    notes = {"Source": site.tag(article), "Version": version, "Copyright": f"{name}, {url}"}
    return b"".join(note(keyword, text) for keyword, text in notes.items()) + xmp(packet)
