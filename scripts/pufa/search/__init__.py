"""Search: what Pagefind indexes, and running it. Chinese is cut into pairs of characters, here and in the browser alike.

`theme/assets/search.js` is the other half of this room: it cuts what a reader types with the same `cut`.
"""
