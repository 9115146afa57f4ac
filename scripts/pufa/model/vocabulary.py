"""The closed vocabularies: every value an officer may choose from, with its name in both languages.

A member's value is what stands in front matter; `zh` and `en` are what a reader sees.
"""

from enum import StrEnum
from typing import Self

from pufa.model.text import Language


class Term(StrEnum):
    """A word of a closed vocabulary."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        """Make a member from its typed value and its two names (which a look-up by value leaves out)."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member

    def to(self, language: Language) -> str:
        """The name in `language`."""
        return self.zh if language is Language.ZH else self.en


class Section(Term):
    """A folder of content/; it decides the kind of article. `noun` names one article of it."""

    GUIDES = "fraud-guides", "防骗指南", "Fraud guides"
    CASES = "cases", "案例", "Cases"
    RUMORS = "rumors", "辟谣", "Rumors"

    @property
    def noun(self) -> tuple[str, str]:
        """One article of the section, in Chinese and English."""
        return _NOUNS[self.value]

    @property
    def prefix(self) -> str:
        """What an article's `id` begins with."""
        return {"fraud-guides": "guide", "cases": "case", "rumors": "rumor"}[self.value]


class Topic(Term):
    """What is gathered across the sections, with a page and feeds of its own."""

    ALERTS = "alerts", "预警", "Alerts"


_NOUNS = {
    "fraud-guides": ("防骗指南", "Fraud guide"),
    "cases": ("案例", "Case"),
    "rumors": ("辟谣", "Rumor check"),
}


class Status(Term):
    """Where an article stands. A withdrawn one keeps its address and says why."""

    PUBLISHED = "published", "已发布", "Published"
    DRAFT = "draft", "草稿", "Draft"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"


class Audience(Term):
    """Whom an article is for."""

    EVERYONE = "everyone", "所有人", "Everyone"
    STUDENTS = "students", "学生", "Students"
    MINORS = "minors", "未成年人", "Minors"
    PARENTS = "parents", "家长", "Parents"
    SENIORS = "seniors", "老年人", "Older people"
    JOB_SEEKERS = "job-seekers", "求职者", "Job seekers"
    SHOPPERS = "shoppers", "网购的人", "Shoppers"
    FINANCE_STAFF = "finance-staff", "财务人员", "Finance staff"
    INVESTORS = "investors", "投资者", "Investors"
    SINGLES = "singles", "单身的人", "Singles"
    GAMERS = "gamers", "玩游戏的人", "Gamers"
    BUSINESS_OWNERS = "business-owners", "开店办厂的人", "Business owners"
    TRAVELLERS = "travellers", "出行的人", "Travellers"


class Contact(Term):
    """How the victim was reached."""

    PHONE = "phone", "电话", "Phone call"
    SMS = "sms", "短信", "Text message"
    CHAT_APP = "chat-app", "聊天软件", "Chat app"
    SOCIAL_MEDIA = "social-media", "社交平台", "Social media"
    SHORT_VIDEO = "short-video", "短视频", "Short video"
    LIVESTREAM = "livestream", "直播间", "Livestream"
    DATING_APP = "dating-app", "交友软件", "Dating app"
    SHOPPING_APP = "shopping-app", "购物平台", "Shopping app"
    GAME = "game", "游戏", "Game"
    ADVERT = "advert", "广告", "Advert"
    SEARCH_RESULT = "search-result", "搜索结果", "Search result"
    EMAIL = "email", "邮件", "Email"
    PARCEL = "parcel", "快递", "Parcel"
    FLYER = "flyer", "小卡片", "Flyer"
    VIDEO_CALL = "video-call", "视频通话", "Video call"
    IN_PERSON = "in-person", "当面", "In person"


class Ask(Term):
    """What was demanded."""

    TRANSFER = "transfer", "转账", "Transfer money"
    SCREEN_SHARE = "screen-share", "共享屏幕", "Share the screen"
    SMS_CODE = "sms-code", "报验证码", "Tell a code"
    CARD_DETAILS = "card-details", "报卡号密码", "Tell card details"
    INSTALL_APP = "install-app", "装软件", "Install an app"
    OPEN_LINK = "open-link", "点链接", "Open a link"
    SCAN_QR = "scan-qr", "扫码", "Scan a code"
    TOP_UP = "top-up", "充值", "Top up"
    ADVANCE_FEE = "advance-fee", "先交费", "Pay a fee first"
    DO_TASKS = "do-tasks", "做任务", "Do tasks"
    CASH_HANDOVER = "cash-handover", "交现金", "Hand over cash"
    LEND_ACCOUNT = "lend-account", "出借账户", "Lend an account"
    ID_PHOTO = "id-photo", "拍证件", "Photograph an ID"
    FACE_SCAN = "face-scan", "刷脸", "Scan the face"
    INTIMATE_IMAGE = "intimate-image", "私密影像", "Intimate images"
    KEEP_SECRET = "keep-secret", "保密", "Keep it secret"
    LEAVE_PLATFORM = "leave-platform", "离开平台", "Leave the platform"


class Payment(Term):
    """How the money left."""

    BANK_TRANSFER = "bank-transfer", "银行转账", "Bank transfer"
    MOBILE_PAY = "mobile-pay", "手机支付", "Mobile payment"
    QR_PAY = "qr-pay", "扫码付款", "QR payment"
    VIRTUAL_CURRENCY = "virtual-currency", "虚拟货币", "Virtual currency"
    GIFT_CARD = "gift-card", "礼品卡", "Gift card"
    CASH = "cash", "现金", "Cash"
    GOLD = "gold", "黄金", "Gold"
    LOAN_APP = "loan-app", "网贷", "Loan app"
    GAME_CURRENCY = "game-currency", "游戏币", "Game currency"
    NOTHING_YET = "nothing-yet", "还没给钱", "Nothing paid yet"


class Verdict(Term):
    """What checking a claim has shown. `meaning` is its public definition."""

    FALSE = "false", "不实", "False"
    MISLEADING = "misleading", "误导", "Misleading"
    UNPROVEN = "unproven", "尚无定论", "Unproven"
    OUTDATED = "outdated", "旧闻翻炒", "Old news"
    TRUE = "true", "属实", "True"

    def meaning(self, language: Language) -> str:
        """The definition shown beside the verdict."""
        return _MEANINGS[self.value][0 if language is Language.ZH else 1]


_MEANINGS = {
    "false": ("核查到的事实与说法相反。", "What was found contradicts the claim."),
    "misleading": (
        "说法里有真的成分，但省略或拼接以后，会让人得出错的结论。",
        "Part of it is true, but cut or joined so that it leads to a wrong conclusion.",
    ),
    "unproven": (
        "现有材料既不能证实，也不能推翻。",
        "The material at hand neither proves nor refutes it.",
    ),
    "outdated": (
        "事情发生过，但早已过去，现在被当成新消息传。",
        "It happened, long ago, and is passed on as if it were new.",
    ),
    "true": ("核查到的事实与说法一致。", "What was found agrees with the claim."),
}


class Basis(Term):
    """What a case is made from."""

    COMPOSITE = "composite", "合成案例", "Composite case"
    PUBLIC_RECORD = "public-record", "公开材料", "From public records"


class Level(Term):
    """How urgent an alert is."""

    INFO = "info", "提示", "Notice"
    CAUTION = "caution", "注意", "Caution"
    URGENT = "urgent", "紧急", "Urgent"


class Need(Term):
    """What somebody wants of an official channel, the most urgent first."""

    RESCUE = "rescue", "钱已经转走，或者人有危险", "Money has gone, or somebody is in danger"
    DOUBT = "doubt", "钱还没转，拿不准", "Nothing paid yet, and you are not sure"
    REPORT = "report", "想查证，想举报", "You want to check something or report it"
    COUNSEL = "counsel", "想找人问一问", "You want advice"


class Verification(Term):
    """How far a provision's wording has been verified (the codes of the fact table)."""

    V2 = "V2", "两个独立存档逐字一致", "identical in two independent archives"
    V1_PLUS = "V1+", "一个存档有全文，关键部分另有旁证", "one archive, key part seen elsewhere"
    V1 = "V1", "只有一个存档", "one archive only"
    P = "P", "只见网页转述，不可当原文引用", "web pages only, not quotable"
    U = "U", "未核实", "unverified"

    @property
    def quotable(self) -> bool:
        """Whether the wording may stand in quotation marks."""
        return self in (Verification.V2, Verification.V1_PLUS, Verification.V1)
