"""The long picture: the whole article from top to bottom, 1080 pixels wide and as high as it takes."""

from typing import NamedTuple

from pufa.cards.furniture import ending
from pufa.cards.layout import Block, Box, Desk, Element, Fill, Layout
from pufa.cards.palette import Colour
from pufa.cards.prose import items, remarks
from pufa.cards.single import TITLE, tall
from pufa.cards.story import Part, Story

_WIDTH, _MARGIN, _SIZE = 1080, 84, 40
_TOP = 1230  # where the scene ends and the chapters begin
_COLUMN = _WIDTH - 2 * _MARGIN
_PAPERS = {
    "flags": "rose",
    "steps": "mint",
    "hour": "butter",
    "statement": "white",
    "calls": "rose",
    "events": "lilac",
    "chat": "mint_deep",
}
_RIBBON = 108


class _Piece(NamedTuple):
    """Something that is never cut: a heading, an item, a remark; on its paper, with the space above it."""

    block: Block
    paper: Colour
    above: float


def scroll(story: Story, scene: str, desk: Desk) -> Layout:
    """1080×n: title and scene, every chapter, and at the end the code beside the domain in words."""
    pieces = _pieces(story, desk)
    if story.verdict:
        pieces = _with_ribbon(pieces, story, desk)
    said = [item for part in story.parts for item in part.items]
    line = "" if story.caption.line in said else story.caption.line  # a chapter of its own comes below
    elements: list[Element] = tall(story, scene, desk, _TOP - 40, line)
    y = float(_TOP)
    for piece in pieces:
        bottom = y + piece.above + piece.block.height
        # The paper is laid before what stands on it: a piece may reach over its upper edge, never over the next one.
        elements.append(Fill(Box(0, round(y), _WIDTH, round(bottom)), piece.paper))
        elements += piece.block.down(y + piece.above)
        y = round(bottom)
    end = ending(story, desk, _WIDTH, _MARGIN)
    elements.append(Fill(Box(0, round(y), _WIDTH, round(y + end.height)), desk.colour("paper")))
    elements += end.down(y)
    return Layout(_WIDTH, round(y + end.height), desk.ground.paper, tuple(elements))


def _pieces(story: Story, desk: Desk) -> list[_Piece]:
    chapters: list[list[_Piece]] = [_chapter(part, desk, brief=story.verdict is not None) for part in story.parts]
    if chat := story.chat:
        paper = desk.colour(_PAPERS["chat"])
        said = [remarks(desk, chat, chat.remarks, _MARGIN, _COLUMN, 38, paper)]
        chapters.insert(1, _headed(chat.heading, said, paper, desk))
    return [piece for chapter in chapters for piece in chapter]


def _chapter(part: Part, desk: Desk, brief: bool) -> list[_Piece]:
    """`brief`: no item higher than the verdict's ribbon may be away from the middle of the picture."""
    paper = desk.colour(_PAPERS.get(part.form, "paper"))
    size = 56 if part.form == "statement" else _SIZE
    most = {"events": 3, "calls": 3, "statement": 3}.get(part.form, 4) if brief else None
    return _headed(part.heading, items(desk, part, _MARGIN, _COLUMN, size, paper, most), paper, desk)


def _headed(heading: str, blocks: list[Block], paper: Colour, desk: Desk) -> list[_Piece]:
    setting = desk.within(heading, TITLE, _COLUMN - 36, 150, range(60, 39, -2), 1.2, 2)
    above = desk.lines(_MARGIN + 36, setting, TITLE, 1.2, desk.colour("ink"), paper)
    bar = Fill(Box(_MARGIN, 8, _MARGIN + 14, above.height - 8), desk.colour("gold"), 7)
    first = _Piece(Block((bar, *above.elements), above.height), paper, 64)
    rest = [_Piece(block, paper, 28 if i else 32) for i, block in enumerate(blocks)]
    return [first, *rest, _Piece(Block((), 0), paper, 64)]


def _with_ribbon(pieces: list[_Piece], story: Story, desk: Desk) -> list[_Piece]:
    """The verdict once more between the two pieces nearest to the middle, which feeds cut out of a long picture."""
    verdict = story.verdict
    assert verdict
    middle = (
        _TOP + sum(piece.above + piece.block.height for piece in pieces) + ending(story, desk, _WIDTH, _MARGIN).height
    ) / 2
    tops = [float(_TOP)]
    for piece in pieces:
        tops.append(tops[-1] + piece.above + piece.block.height)
    at = min(range(len(tops)), key=lambda i: abs(tops[i] - middle))
    fill = desk.colour(verdict.colour)
    word = desk.fitted(
        _MARGIN, _RIBBON / 2, verdict.text, range(64, 31, -2), 900, _COLUMN, (desk.colour("white"), fill)
    )
    word = word._replace(x=(_WIDTH - word.width) / 2)
    ribbon = Block((Fill(Box(0, 0, _WIDTH, _RIBBON), fill), word), _RIBBON)
    paper = pieces[at - 1].paper if at else desk.ground.paper
    return [*pieces[:at], _Piece(ribbon, paper, 24), *pieces[at:]]
