"""The body of a Manuscript: prose and blocks (`/// chat | …`), each with its line; mistakes become Findings."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from markdown_it.token import Token
from pydantic import TypeAdapter, ValidationError

from pufa.intake import markdown
from pufa.intake.header import parse_header
from pufa.intake.manuscript import Manuscript
from pufa.model.body import Body, Chat, Heading, Link, Prose, Quotation, RedFlag, Referral, Turn
from pufa.model.finding import Finding, Place
from pufa.model.moment import Day
from pufa.model.text import Text
from pufa.model.vocabulary import Section

_OPEN = re.compile(r"///\s*([a-z-]+)\s*(?:\|\s*(.*?)\s*)?$")
_FLAG = re.compile(r"^>\s*(?:红旗|Red flag)\s*[：:]\s*(.+)$")
_DAY: TypeAdapter[object] = TypeAdapter(Day)
_BLOCKS = {
    "chat": "/// chat | 一通电话",
    "provision": "/// provision | cl/266",
    "channel": "/// channel | 12377",
}
_VILLAINS = ("weasel-",)


def parse_body(manuscript: Manuscript) -> tuple[Body, list[Finding]]:
    """The body's parts and links, and everything that is wrong in it."""
    reader = _Reader(manuscript)
    reader.read()
    return Body(parts=tuple(reader.parts), links=tuple(reader.links)), reader.findings


class _Reader:
    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.parts: list[Prose | Heading | Chat | Quotation | Referral] = []
        self.links: list[Link] = []
        self.findings: list[Finding] = []
        self._anchors: dict[str, int] = {}

    def read(self) -> None:
        """Cut the body at its blocks, read each piece."""
        lines = self.manuscript.body.split("\n")
        start, index = 0, 0
        while index < len(lines):
            if not lines[index].startswith("///"):
                index += 1
                continue
            self._prose(lines[start:index], start)
            end = next((i for i in range(index + 1, len(lines)) if lines[i].rstrip() == "///"), None)
            opening = _OPEN.fullmatch(lines[index].rstrip())
            nested = next((i for i in range(index + 1, end or len(lines)) if _OPEN.fullmatch(lines[i].rstrip())), None)
            if end is None or nested is not None:
                self._find(
                    index,
                    1,
                    "B01",
                    Text("这个块没有结束。", "this block does not end."),
                    Text("在块的最后单独写一行 ///。", "Close it with a line ///."),
                )
                start = index = nested if nested is not None else len(lines)
                continue
            if opening is None or opening[1] not in _BLOCKS:
                self._find(
                    index,
                    1,
                    "B02",
                    Text("没有这种块。", "there is no such block."),
                    Text(f"可以写：{'；'.join(_BLOCKS.values())}。", f"Write one of: {'; '.join(_BLOCKS.values())}."),
                )
            else:
                self._block(opening[1], opening[2] or "", lines[index + 1 : end], index)
            start = index = end + 1
        self._prose(lines[start:], start)

    def _place(self, index: int, column: int = 1) -> Place:
        return Place(self.manuscript.path, self.manuscript.body_line + index, column)

    def _find(self, index: int, column: int, code: str, message: Text, cure: Text) -> None:
        self.findings.append(Finding(self._place(index, column), code, "", message, cure))

    def _column(self, index: int, needle: str) -> int:
        lines = self.manuscript.body.split("\n")
        return lines[index].find(needle) + 1 if index < len(lines) and needle in lines[index] else 1

    def _locate(self, index: int, needle: str) -> tuple[int, int]:
        """Line index and column of `needle` at or after a block's first line."""
        for at, line in enumerate(self.manuscript.body.split("\n")[index : index + 60], index):
            if needle in line:
                return at, line.find(needle) + 1
        return index, 1

    # prose

    def _prose(self, lines: list[str], offset: int) -> None:
        if not any(line.strip() for line in lines):
            return
        tokens = markdown.parse("\n".join(lines))
        self._judge(tokens, offset)
        for piece in _pieces(tokens):
            first = next((t.map[0] for t in piece if t.map), 0) + offset
            line = self.manuscript.body_line + first
            if piece[0].type == "heading_open" and piece[0].tag in ("h2", "h3", "h4"):
                text = markdown.plain(piece[1])
                self.parts.append(Heading(line=line, level=int(piece[0].tag[1]), text=text, anchor=self._anchor(text)))
            else:
                self.parts.append(Prose(line=line, html=markdown.render(piece)))

    def _anchor(self, text: str) -> str:
        folded = unicodedata.normalize("NFKC", text).lower()
        base = "s-" + ("-".join(re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]+", folded)) or "x")[:40]
        self._anchors[base] = count = self._anchors.get(base, 0) + 1
        return base if count == 1 else f"{base}-{count}"

    def _judge(self, tokens: list[Token], offset: int) -> None:
        for token in tokens:
            if token.type == "heading_open" and token.tag == "h1" and token.map:
                self._find(
                    token.map[0] + offset,
                    1,
                    "B03",
                    Text(
                        "正文里不写一级标题，标题来自 title。",
                        "no first-level heading here: the title comes from `title`.",
                    ),
                    Text("改成 ## 开头。", "Begin the line with ##."),
                )
        for inline, line in markdown.inlines(tokens):
            for html in markdown.raw_html(inline):
                at, column = self._locate(line + offset, html.group())
                self._find(
                    at,
                    column,
                    "B04",
                    Text("正文里不能写 HTML。", "HTML is not allowed in the text."),
                    Text(
                        "删掉尖括号里的内容；要原样显示就用反引号包起来。",
                        "Delete the tag; to show it as typed, put it in backquotes.",
                    ),
                )
            if "![" in inline.content:
                at, column = self._locate(line + offset, "![")
                self._find(
                    at,
                    column,
                    "B05",
                    Text("正文不放图片，插图由系统画。", "no pictures in the text: they are drawn by the site."),
                    Text("删掉这一处；想换画面就写 scene。", "Delete it; use `scene` to choose what is drawn."),
                )
            for token, words in markdown.links(inline):
                self._link(token, words, line + offset)

    def _link(self, token: Token, words: str, index: int) -> None:
        href = str(token.attrGet("href") or "")
        at, column = self._locate(index, href[:40]) if href else (index, 1)
        path, _, fragment = href.partition("#")
        external = markdown.is_external(href)
        target = None if external else _target(self.manuscript, path) if path else ""
        self.links.append(Link(line=self.manuscript.body_line + at, href=href, text=words, target=target or ""))
        if external:
            return
        if target is None:
            self._find(
                at,
                column,
                "U01",
                Text(
                    "站内链接要写成相对路径，指到 .md 文件。",
                    "a link inside the site is a relative path to an .md file.",
                ),
                Text(
                    "例如 [冒充客服](../fraud-guides/fake-shop-agent.md)。",
                    "For example [text](../fraud-guides/fake-shop-agent.md).",
                ),
            )
        elif path:
            token.attrSet("href", f"pufa:{target}" + (f"#{fragment}" if fragment else ""))

    # blocks

    def _block(self, kind: str, argument: str, lines: list[str], index: int) -> None:
        options: list[str] = []
        while lines and lines[0].startswith("    "):
            options.append(lines.pop(0)[4:])
        values: dict[str, object] = {}
        if options:
            first = self.manuscript.body_line + index + 1
            header, findings = parse_header(self.manuscript.path, "\n".join(options), first)
            self.findings += findings
            values = header.values
            if findings:
                return
        allowed = {"chat": {"cast"}, "provision": {"as_of"}, "channel": set()}[kind]
        for key in values:
            if key not in allowed:
                self._find(
                    index + 1,
                    5,
                    "B06",
                    Text(f"这个块没有“{key}”这一项。", f"this block knows no “{key}”."),
                    Text("删掉这一行。", "Delete the line."),
                )
                return
        line = self.manuscript.body_line + index
        if kind == "chat":
            self._chat(argument, values.get("cast"), lines, index, len(options))
        elif any(text.strip() for text in lines) or not argument:
            self._find(
                index,
                1,
                "B07",
                Text("这个块只写编号，内容由登记库填。", "this block holds an id only; the registry fills it in."),
                Text(f"写成两行：{_BLOCKS[kind]} 和 ///。", f"Write two lines: {_BLOCKS[kind]} and ///."),
            )
        elif kind == "provision":
            try:
                as_of = _DAY.validate_python(values["as_of"]) if "as_of" in values else None
            except ValidationError:
                self._find(
                    index + 1,
                    12,
                    "D05",
                    Text("as_of 不是日期。", "as_of is no date."),
                    Text("写成 as_of: 2014-09-30", "Write as_of: 2014-09-30"),
                )
                return
            self.parts.append(Quotation.model_validate({"line": line, "id": argument, "as_of": as_of}))
        else:
            self.parts.append(Referral(line=line, id=argument))

    def _chat(self, title: str, cast: object, lines: list[str], index: int, skipped: int) -> None:
        if not title or not isinstance(cast, dict) or not all(isinstance(c, str) for c in cast.values()):
            self._find(
                index,
                1,
                "B08",
                Text("聊天块要有标题和角色表。", "a chat needs a title and a cast."),
                Text(
                    "第一行 /// chat | 标题，第二行缩进四格：    cast: {名字: weasel-headset, 名字: hen-phone}",
                    "First line /// chat | title, second line indented by four: cast: {Name: weasel-headset, Name: hen-phone}",
                ),
            )
            return
        names = sorted(cast, key=len, reverse=True)
        turn = re.compile(r"^- (.{0,24}?)(" + "|".join(map(re.escape, names)) + r")\s*[：:]\s*(.+)$")
        said: list[Turn | RedFlag] = []
        for number, text in enumerate(lines, index + 1 + skipped):
            line = self.manuscript.body_line + number
            if not text.strip():
                continue
            if flag := _FLAG.match(text):
                said.append(RedFlag(line=line, text=flag[1].strip()))
            elif match := turn.match(text):
                at, who, words = match[1].strip(), match[2], match[3].strip()
                me = not str(cast[who]).startswith(_VILLAINS)
                said.append(Turn(line=line, at=at, who=who, character=cast[who], me=me, text=words))
            else:
                self._find(
                    number,
                    1,
                    "B09",
                    Text(
                        "聊天里的这一行读不懂：名字要和 cast 里写的一样。",
                        "this line of the chat cannot be read: is the name one of the cast?",
                    ),
                    Text(
                        f"写成“- 10:02 {names[-1]}：话”或“> 红旗：话”。",
                        f"Write “- 10:02 {names[-1]}: words” or “> Red flag: words”.",
                    ),
                )
        if not any(isinstance(s, Turn) for s in said):
            self._find(
                index,
                1,
                "B10",
                Text("聊天块里没有一句话。", "nobody says anything in this chat."),
                Text("至少写一行“- 10:02 名字：话”。", "Write at least one line “- 10:02 Name: words”."),
            )
            return
        self.parts.append(Chat(line=self.manuscript.body_line + index, title=title, lines=tuple(said)))


def _pieces(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens cut before and after each heading of level 2 to 4 (headings inside a quote or list stay there)."""
    piece: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open" and token.level == 0 and token.tag in ("h2", "h3", "h4"):
            if piece:
                yield piece
            yield tokens[index : index + 3]
            piece, index = [], index + 3
        else:
            piece.append(token)
            index += 1
    if piece:
        yield piece


def _target(manuscript: Manuscript, path: str) -> str | None:
    """`SECTION/SLUG[.en]` of the file that a relative link leads to; None where it leads to no article's file."""
    if urlsplit(path).query or not path.endswith(".md") or path.startswith("/"):
        return None
    folder = [str(manuscript.section)]
    for step in PurePosixPath(path).parts:
        if step == "..":
            if not folder:
                return None
            folder.pop()
        elif step != ".":
            folder.append(step)
    if len(folder) != 2 or folder[0] not in [str(s) for s in Section]:
        return None
    return "/".join(folder).removesuffix(".md")
