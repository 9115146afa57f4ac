"""Languages, and sentences that exist in each of them."""

from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    """A language of the site. Chinese is the default and lives at the root of the site."""

    ZH = "zh"
    EN = "en"

    @property
    def tag(self) -> str:
        """The BCP 47 tag for `lang` and `hreflang`."""
        return "zh-CN" if self is Language.ZH else "en"


class Text(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """The sentence in `language`."""
        return self.zh if language is Language.ZH else self.en
