"""What an officer fills in. The one declaration: checks, schema, templates and documentation are made from it."""

from collections.abc import Mapping
from datetime import date as day
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from pufa.model.body import Body, Quotation
from pufa.model.moment import CHINA, Day, Moment, Span
from pufa.model.text import Language
from pufa.model.vocabulary import (
    Ask,
    Audience,
    Basis,
    Contact,
    Level,
    Payment,
    Section,
    Status,
    Verdict,
)

_GIVEN: dict[str, Any] = {"given": "by the intake"}
"""Marks the fields that the intake fills in; they cannot be typed."""

Line = Annotated[str, Field(min_length=1, max_length=400)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Address = Annotated[str, Field(pattern=r"^https://[^\s<>\"]+$", max_length=500)]
Alias = Annotated[str, Field(pattern=r"^/([a-z0-9-]+/)+$", max_length=200)]


def asked(zh: str, en: str, example: str, default: Any = ..., **limits: Any) -> Any:
    """A field of a form: its meaning in both languages, an example as one types it, and its limits."""
    return Field(default, description=zh, json_schema_extra={"description_en": en}, examples=[example], **limits)


class Form(BaseModel):
    """Something typed as a YAML mapping: every key known, nothing changed after."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @classmethod
    def typed(cls) -> dict[str, FieldInfo]:
        """The fields that are typed in front matter (the rest is filled in by the intake)."""
        return {name: field for name, field in cls.model_fields.items() if field.json_schema_extra != _GIVEN}


class Source(Form):
    """A citation. Without `url` only as `held`: a document that the unit holds, and the page says so."""

    id: Slug = asked("引用时用的短名", "short name to cite it by", "report-2015-06")
    title: Line = asked("标题", "title", "关于某事的情况通报")
    issuer: Line = asked("谁发布的", "who issued it", "某县公安局")
    date: Span = asked("发布日期", "date of issue", "2026-11-03")
    url: Address | None = asked("网址，只收 https", "address, https only", "https://www.piyao.org.cn/", None)
    archive: Address | None = asked("存档网址", "archived copy", "https://web.archive.org/", None)
    held: Literal["true"] | None = asked(
        "没有网址、由本单位保存的文件写 true", "true for a document that the unit holds", "true", None
    )

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.url is None and self.held is None:
            raise PydanticCustomError("source_unreachable", "neither url nor held")
        return self


class Citation(Form):
    """A provision cited by law id and article number, as numbered on the date that counts."""

    id: str = asked("条文编号", "provision", "cl/266", pattern=r"^[a-z0-9_]+/\d+(-\d+)*$")
    as_of: Day | None = asked("行为发生的日期", "date of the conduct", "2014-09-30", None)


def _citation(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


Cited = Annotated[Citation, BeforeValidator(_citation)]


class Correction(Form):
    """A dated public change of substance."""

    date: Moment = asked("更正日期", "date", "2026-12-01")
    text: Line = asked("改了什么", "what was changed", "原文把 96110 写成报警电话，已改为咨询专线。")


class Withdrawal(Form):
    """Why and when an article was withdrawn."""

    date: Moment = asked("撤回日期", "date", "2026-12-01")
    reason: Line = asked("撤回原因", "reason", "所依据的材料已被发布单位撤销。")


class Alert(Form):
    """A warning with a first and a last day. Its page stays afterwards and says what replaced it."""

    severity: Level = asked("级别", "severity", "caution")
    starts: Moment = asked("从哪天起", "first day", "2026-11-20")
    expires: Moment = asked("到哪天止（当天还有效）", "last day, which still counts", "2026-12-04")
    regions: tuple[Line, ...] = asked("地区，不写是全国", "regions; none means everywhere", "[重庆]", ())
    replaced_by: Slug | None = asked(
        "被哪一篇新的预警替换，写它的 id", "id of the newer alert that replaces it", "guide-fake-loan", None
    )


class Event(Form):
    """One line of a timeline."""

    at: Line = asked("时间", "when", '"14:05"')
    what: Line = asked("发生了什么", "what happened", "假客服来电")


class Claim(Form):
    """The sentence under review."""

    text: Line = asked("传言的话", "the claim", "某县有小孩被人抢走")
    first_seen: Span = asked("最早见于", "first seen", "2014-09")
    where: Line = asked("在哪儿流传", "where it circulates", "微博")


class Evidence(Form):
    """One piece of evidence, resting on a source of the article."""

    text: Line = asked("查到了什么", "what was found", "警方核查：没有发生过这样的案件。")
    source: Slug = asked("对应 sources 里的 id", "id of one of the sources", "report-2015-06")
    investigator: Line | None = asked(
        "这条是调查机关自己的结论时，写它的名称；有了它，“不实”可以只靠一个来源",
        "the body that investigated, where this is its own finding; then one source bears out `false`",
        "某县公安局",
        None,
    )


class Article(Form):
    """A published piece; one Markdown file per language."""

    section: ClassVar[Section]

    id: Slug = asked("永久编号，发布后不再改，不重复使用", "never changes, is never used again", "guide-task-rebate")
    title: Line = asked(
        "标题，最多 30 个汉字；不把传言当事实说",
        "title, at most 60 Latin characters; never states a rumor as fact",
        "刷单返利：前三单是鱼饵钱",
    )
    summary: Line = asked("一两句提要，最多 120 字", "one or two sentences, at most 120 characters", "几句话的提要。")
    date: Moment = asked("首次发布日期", "first published", "2026-11-23")
    updated: Moment | None = asked("最近一次实质改动的日期；改错字不算", "last change of substance", "2026-12-01", None)
    reviewed: Day = asked("事实最近一次核对的日期", "when the facts were last checked", "2026-11-23")
    review_by: Day = asked("最晚哪天再核对", "when they must be checked again", "2027-11-23")
    status: Status = asked("状态", "status", "draft", Status.PUBLISHED)
    withdrawn: Withdrawal | None = asked(
        "撤回时写日期和原因", "date and reason of a withdrawal", "{date: 2026-12-01, reason: 原因}", None
    )
    unit: Line | None = asked("发布单位，默认是本站", "who issues it", "某市公安局", None)
    audience: tuple[Audience, ...] = asked("写给谁看", "for whom", "[everyone, students]", (Audience.EVERYONE,))
    tags: tuple[Annotated[str, Field(min_length=1, max_length=20)], ...] = asked(
        "标签", "tags", "[屏幕共享]", (), max_length=8
    )
    aliases: tuple[Alias, ...] = asked("用过的旧网址", "old addresses", "[/cases/old-name/]", ())
    terms: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = asked(
        "读者会用来搜索的说法：俗称、错别字", "other words people search by", "[假警察, 安全帐户]", (), max_length=40
    )
    sources: tuple[Source, ...] = asked("来源", "sources", "见模板", ())
    laws: tuple[Cited, ...] = asked("引用的法律条文", "provisions cited", "[cl/266]", ())
    corrections: tuple[Correction, ...] = asked("更正记录，公开显示", "corrections, shown to everybody", "见模板", ())
    scene: Slug | None = asked("卡片画哪一幕，默认随骗局种类", "what the card draws", "fake-authority", None)
    alert: Alert | None = asked(
        "作为预警显示", "shown as an alert", "{severity: caution, starts: 2026-11-20, expires: 2026-12-04}", None
    )

    slug: Slug = Field("", json_schema_extra=_GIVEN)
    language: Language = Field(Language.ZH, json_schema_extra=_GIVEN)
    path: str = Field("", json_schema_extra=_GIVEN)
    body: Body = Field(Body(), json_schema_extra=_GIVEN)

    @property
    def changed(self) -> datetime:
        """When a reader last had a reason to read it again."""
        dates = [self.date, *(c.date for c in self.corrections)]
        if self.updated:
            dates.append(self.updated)
        if self.withdrawn:
            dates.append(self.withdrawn.date)
        return max(dates)

    @property
    def version(self) -> day:
        """The day, in China, of the text that stands: it tells one version of an article from the next."""
        return self.changed.astimezone(CHINA).date()

    @property
    def law_date(self) -> day:
        """The day whose law applies where a citation names none: the day the facts were last checked."""
        return self.reviewed

    @property
    def cited(self) -> list[tuple[str, day]]:
        """Every provision that it lists or quotes, and the day whose law applies; one that is quoted may come twice."""
        named: list[Citation | Quotation] = [*self.laws, *self.body.quotations]
        return [(c.id, c.as_of or self.law_date) for c in named]


class FraudGuide(Article):
    """How one type of fraud works and how to see through it."""

    section = Section.GUIDES

    fraud_type: Slug = asked("骗局种类，等于文件名", "type of fraud, equals the file name", "task-rebate")
    contact: tuple[Contact, ...] = asked("骗子怎么找来", "how the victim is reached", "[phone]", min_length=1)
    asks: tuple[Ask, ...] = asked("要人做什么", "what is demanded", "[transfer]", min_length=1)
    payment: tuple[Payment, ...] = asked("钱怎么走", "how the money leaves", "[bank-transfer]", min_length=1)
    giveaway: Annotated[str, Field(min_length=1, max_length=40)] = asked(
        "一句识破，最多 40 字，会印上海报",
        "one sentence that unmasks it, at most 40 characters",
        "先收费的贷款没有款。",
    )
    red_flags: tuple[Line, ...] = asked("红旗", "red flags", "三到七条", min_length=3, max_length=7)
    steps: tuple[Line, ...] = asked(
        "还没转钱时怎么做", "what to do before any money moves", "三到七条", min_length=3, max_length=7
    )
    if_hit: tuple[Line, ...] = asked(
        "钱转走了，这种骗局特有的事", "first hour, what is special here", "一到五条", (), max_length=5
    )


class Case(Article):
    """What happened to somebody, told so that nobody can be recognised."""

    section = Section.CASES

    basis: Basis = asked("根据什么写的", "what it is made from", "composite")
    fraud_type: Slug | None = asked(
        "骗局种类，名字在 content/fraud-types.yml 里",
        "type of fraud, one of content/fraud-types.yml",
        "fake-boss",
        None,
    )
    offence: Line | None = asked("不属于骗局时写案由", "the offence where it is no fraud", "帮助信息网络犯罪活动", None)
    conduct_date: Span = asked("行为发生在哪月，决定引哪一版法律", "month of the conduct", "2026-04")
    loss: int = asked("损失，元，取整", "loss in yuan, rounded", "67000", ge=0, le=10**12)
    outcome: Line = asked("结果", "outcome", "31000 元被紧急止付。")
    lesson: Line = asked("一句话教训", "the lesson in a sentence", "先挂断，再打官方号码问。")
    timeline: tuple[Event, ...] = asked("时间线", "timeline", "见模板", (), max_length=20)

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if self.fraud_type is None and self.offence is None:
            raise PydanticCustomError("case_without_subject", "neither fraud_type nor offence")
        return self

    @property
    def law_date(self) -> day:
        """The first day of the conduct."""
        return self.conduct_date.first


class Rumor(Article):
    """A claim, checked."""

    section = Section.RUMORS

    claim: Claim = asked("传言", "the claim", "见模板")
    verdict: Verdict = asked("核查结论", "verdict", "false")
    evidence: tuple[Evidence, ...] = asked("证据", "evidence", "见模板", min_length=1)
    timeline: tuple[Event, ...] = asked("传开的经过", "timeline", "见模板", (), max_length=20)
    checked_by: Line = asked("谁核查的", "who checked", "某县公安局")
    outcome: Line | None = asked("处理结果", "outcome", "发帖人受到行政处罚。", None)


KINDS: Mapping[Section, type[Article]] = {kind.section: kind for kind in (FraudGuide, Case, Rumor)}
"""Which form a section's articles fill in."""
