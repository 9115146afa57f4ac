"""Cutting text into the words of the index. `theme/assets/search.js` cuts what readers type in exactly the same way.

Chinese writes no spaces, and two segmenters seldom agree, so a run of Han characters becomes its overlapping pairs:
安全账户 is 安全, 全账, 账户. Anything that occurs in a page is then found, at any length from two characters up.

Pagefind gets the words as keys of small ASCII letters and digits. Left as Han characters they would be cut a second time
on a page whose `lang` is zh: Pagefind's script runs every query there through the browser's own segmenter.
"""

import re
import unicodedata
from functools import lru_cache
from operator import add

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""The Han characters, as the inside of a character class."""

END = "ə"
"""Closes a key that is not a pair. Pagefind answers a word it does not have with its longest beginning that it does have:
without this mark a search for `apple` would find `app`. No word of a text holds it."""

_RUN = re.compile(f"[{HAN}]+|[0-9a-zà-öø-ÿā-ɏ]+")
_HAN = re.compile(f"[{HAN}]")
_APOSTROPHE = re.compile("['’]")


def bigrams(text: str) -> list[str]:
    """The words of `text` in their order: pairs of Han characters, a lone Han character, Latin words and numbers.

    Full-width letters and capitals are folded first, and an apostrophe belongs to its word.
    """
    return [word for run in _runs(text) for word in _pairs(run)]


@lru_cache(maxsize=1 << 16)  # a language has few pairs, and a large site holds each of them a thousand times
def key(word: str) -> str:
    """What every key begins with that `word`, one of `bigrams`, should find.

    A pair has just the one key; a lone character begins all its pairs; a Latin word begins all longer ones.
    """
    return "z" + _hex(word) if _han(word) else word


def name(text: str) -> str:
    """The key of `text` as a whole: only who types exactly this finds it, spaces and punctuation aside."""
    return "x" + "".join(_hex(run) if _han(run) else run for run in _runs(text)) + END


def keys(text: str) -> list[str]:
    """The keys by which `text` is found, in their order: one a word, and one for the last character of each Han run.

    That character begins no pair, so whoever asks for it alone would miss it.
    """
    found: list[str] = []
    for run in _runs(text):
        if _han(run):
            found += map(key, map(add, run, run[1:]))
            found.append(key(run[-1]) + END)
        else:
            found.append(run + END)
    return found


def _runs(text: str) -> list[str]:
    return _RUN.findall(_APOSTROPHE.sub("", unicodedata.normalize("NFKC", text).lower()))


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] if _han(run) and len(run) > 1 else [run]


def _hex(run: str) -> str:
    return "".join(f"{ord(character):x}" for character in run)


def _han(run: str) -> bool:
    return _HAN.match(run) is not None
