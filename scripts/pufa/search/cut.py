"""Cutting text into the words of the index. `theme/assets/search.js` cuts what readers type in exactly the same way.

Chinese writes no spaces, and two segmenters seldom agree, so a run of Han characters becomes its overlapping pairs:
安全账户 is 安全, 全账, 账户. Anything that occurs in a page is then found, at any length from two characters up.

Pagefind gets the words as keys of small ASCII letters and digits. Left as Han characters they would be cut a second time
on a page whose `lang` is zh: Pagefind's script runs every query there through the browser's own segmenter.
"""

import re
import unicodedata

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""The Han characters, as the inside of a character class."""

END = "ə"
"""Closes a key that is not a pair. Pagefind answers a word it does not have with its longest beginning that it does have:
without this mark a search for `apple` would find `app`. No word of a text holds it."""

_RUN = re.compile(f"[{HAN}]+|[0-9a-zà-öø-ÿā-ɏ]+")
_APOSTROPHE = re.compile("['’]")


def bigrams(text: str) -> list[str]:
    """The words of `text` in their order: pairs of Han characters, a lone Han character, Latin words and numbers.

    Full-width letters and capitals are folded first, and an apostrophe belongs to its word.
    """
    folded = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text).lower())
    words: list[str] = []
    for run in _RUN.findall(folded):
        words += [run[i : i + 2] for i in range(len(run) - 1)] if _han(run) and len(run) > 1 else [run]
    return words


def key(word: str) -> str:
    """The key that begins every key which `word`, one of `bigrams`, should find.

    A pair has just its own; a lone character begins all its pairs; a Latin word begins all longer ones.
    """
    return "z" + "".join(f"{ord(c):x}" for c in word) if _han(word) else word


def keys(text: str) -> list[str]:
    """The keys by which `text` is found, in its order: one for each word, and one for the end of each Han run.

    The last character of a run begins no pair, so it gets a key of its own; else a search for it alone would miss it.
    """
    words = bigrams(text)
    found: list[str] = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if not _han(word):
            found.append(key(word) + END)
        elif len(word) == 1:
            found.append(key(word) + END)
        else:
            found.append(key(word))
            if not (_han(following) and following[0] == word[1]):
                found.append(key(word[1]) + END)
    return found


def _han(word: str) -> bool:
    return re.match(f"[{HAN}]", word) is not None
