"""Our cards alone: one process, one card after the other.

    python bench/pufa_cards.py PROJECT FOLDER COUNT

Draws the cards of the first COUNT articles of a project into FOLDER, and prints as JSON how many there were, the seconds
from the first card to the last (set-up not counted), all bytes, and those of the largest card. FOLDER/cards.json then
says what stands on each, so that `satori_cards.mjs` can draw the same.
"""

import json
import sys
import time
from pathlib import Path

from pufa import disk
from pufa.cards.caption import caption
from pufa.cards.draw import draw_card
from pufa.cards.format import OPEN_GRAPH
from pufa.cards.studio import Studio
from pufa.host.project import read_project
from pufa.model.article import Article
from pufa.model.registry import Registries
from pufa.model.site import Site
from pufa.model.text import Text

_SITE = Site(
    "https://pufa.example/", "pufa.example,2026", Text("普法", "Pufa"), Text("普法编辑部", "Pufa editors"), True
)


def main() -> None:
    """Draw, write, and say how it went."""
    root, folder, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    library = read_project(root).library
    theme = disk.read_theme(root)
    studio = Studio(theme.art, disk.read_font(), theme.palette, theme.scenes)
    articles = sorted(library.articles, key=lambda article: article.slug)[:count]
    sizes: list[int] = []
    start = time.perf_counter()
    for article in articles:
        data = draw_card(article, _SITE, library.registries, studio)
        (folder / f"{article.slug}.png").write_bytes(data)
        sizes.append(len(data))
    seconds = time.perf_counter() - start
    said = [_described(article, library.registries, studio) for article in articles]
    (folder / "cards.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    print(json.dumps({"cards": len(sizes), "seconds": seconds, "bytes": sum(sizes), "largest": max(sizes)}))


def _described(article: Article, registries: Registries, studio: Studio) -> dict[str, object]:
    """The words of a card, and its pictures from back to front with their places in pixels."""
    words = caption(article, _SITE, registries)
    ground = studio.palette.grounds[words.kind]
    left, top = OPEN_GRAPH.stage
    pictures = [(f"backgrounds/{words.kind}", 0, 0, OPEN_GRAPH.width, OPEN_GRAPH.height)]
    for placed in studio.scenes.scene[studio.scenes.of(article)].place:
        pictures.append((placed.art, left + placed.x, top + placed.y, placed.width, placed.width))
    return {
        "id": article.slug,
        "chip": words.chip,
        "chip_colours": ["#{:02x}{:02x}{:02x}".format(*colour) for colour in (ground.chip, ground.chip_text)],
        "context": " · ".join(words.context),
        "title": words.title,
        "line": words.line,
        "seal": words.seal.text if words.seal else "",
        "site": words.site,
        "demo": words.demo,
        "hotlines": words.hotlines,
        "pictures": pictures,
    }


if __name__ == "__main__":
    main()
