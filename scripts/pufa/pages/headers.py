"""What a browser may do on our pages: the one policy, as every page states it and as a web server adds it."""

from collections.abc import Mapping

from pufa.model.site import Site

_ALLOWED: Mapping[str, str] = {
    "default-src": "'none'",
    # every page has a search box, and Pagefind's search is a WebAssembly module run in a worker
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
_SEALED: Mapping[str, str] = {**_ALLOWED, "script-src": "'self'", "connect-src": "'none'", "form-action": "'none'"}

POLICY = "; ".join(f"{directive} {sources}" for directive, sources in _ALLOWED.items())
"""The Content Security Policy: nothing is loaded from, or sent to, another host."""

SEALED = "; ".join(f"{directive} {sources}" for directive, sources in _SEALED.items())
"""The policy of a page on which readers write about themselves: it can send nothing at all, not even to this site."""


def nginx(site: Site) -> bytes:
    """A snippet for the `server` block of nginx: the policy with what only a header can say, and cache lifetimes."""
    base = site.base
    headers = f"""add_header Content-Security-Policy "{POLICY}; frame-ancestors 'none'" always;
add_header X-Content-Type-Options "nosniff" always;
add_header Referrer-Policy "no-referrer" always;"""
    # nginx drops all inherited add_header lines from a block that has one of its own, so they stand there again
    inner = headers.replace("\n", "\n    ")
    return f"""# For the server block of nginx. The pages state the same policy in a <meta> element;
# frame-ancestors and nosniff only work as headers.
{headers}
add_header Cache-Control "no-cache" always;
error_page 404 {base}404.html;

# the name of these files holds the hash of their content
location ~ ^{base}assets/.+\\.[0-9a-f]+\\.(css|js|svg)$ {{
    {inner}
    add_header Cache-Control "public, max-age=31536000, immutable" always;
}}

location {base}en/ {{
    error_page 404 {base}en/404.html;
}}
""".encode()
