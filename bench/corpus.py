"""A deterministic Chinese corpus for benchmarks: word salad with the frequencies of real prose.

    python bench/corpus.py N FOLDER [--flavour pufa|hugo|mkdocs]

Writes N articles of 600 to 1,200 characters: three to five chapters, three of 60 tags, one or two internal links. Article
i depends on (seed, N, i) only, and all flavours hold the same words. The vocabulary is 4,000 words of jieba's dictionary,
drawn by Zipf-Mandelbrot (s = 1.0, q = 2.7), mixed with some 120 terms of the field. Good for time and size, poor for
judging what a search finds.
"""

import argparse
import bisect
import itertools
import random
from collections.abc import Sequence
from datetime import date, timedelta
from importlib.metadata import distribution
from pathlib import Path
from typing import Literal, get_args

Flavour = Literal["pufa", "hugo", "mkdocs"]
"""Whose articles: Hugo's link by its shortcode, those of MkDocs call the summary `description`; the rest is the same."""

_SEED = 20260101
_FIRST_DAY = date(2019, 1, 1)
_DAYS = 2600

_SECTIONS = ("cases", "rumors")


def _words(line: str) -> list[str]:
    """The words of a line, in their order, each once: lists of words read best as lines."""
    return list(dict.fromkeys(line.split()))


_TAGS = _words(
    "刷单返利 冒充客服 冒充公检法 虚假投资 杀猪盘 网络贷款 注销校园贷 游戏交易 裸聊敲诈 快递诈骗 "
    "退款骗局 中奖诈骗 机票改签 社保诈骗 医保诈骗 养老诈骗 保健品 非法集资 虚拟货币 钓鱼网站 "
    "短信诈骗 电话诈骗 共享屏幕 验证码 人脸识别 换脸拟声 冒充领导 冒充熟人 冒充老师 培训退费 "
    "租房骗局 招聘骗局 兼职骗局 婚恋交友 跨境赌博 帮信罪 银行卡 手机卡 洗钱 信用卡 "
    "老年人 大学生 宝妈 企业财务 个体商户 农村 食品安全 健康养生 疫苗 癌症 "
    "气象灾害 地震 交通出行 教育 社会民生 历史 科技 环境 转基因 辐射"
)
_TERMS = _words(
    "诈骗 骗子 受害人 转账 汇款 银行卡 验证码 客服 退款 刷单 返利 佣金 冒充 公安 检察院 法院 安全账户 "
    "共享屏幕 下载 软件 链接 短信 电话 微信 群聊 客户 平台 投资 理财 高额 回报 内幕 消息 导师 提现 "
    "保证金 解冻费 手续费 贷款 征信 注销 校园贷 身份证 密码 人脸 识别 网址 钓鱼 网站 木马 病毒 "
    "养老 保健品 讲座 免费 礼品 老人 子女 家人 报警 反诈 中心 民警 劝阻 止付 冻结 损失 追回 证据 "
    "截图 聊天记录 谣言 辟谣 专家 研究 论文 实验 数据 剂量 食用 安全 标准 部门 官方 通报 核实 来源 "
    "转发 传播 视频 图片 剪辑 断章取义 夸大 误导 标题 真相 科学 依据 权威 机构 医生 医院 治疗 药物 "
    "食品 添加剂 辐射 疫苗 地震 预报 台风 停电 停水 涨价 限购 政策 补贴 社保 医保 快递 包裹 机票 航班 "
    "改签 赔偿 订单 商家 店铺 会员 积分 红包 中奖 抽奖 游戏 账号 装备 交易 担保 陌生人 好友 恋爱 裸聊"
)
_PARTICLES = _words("的 了 在 是 和 也 就 都 而 及 与 着 或 被 把 向 对 从 以 为 将 让 给 等 还 又 但 却 其 并")
_TITLE_BEGINS = _words("警惕 小心 揭秘 识破 远离 当心 一文看懂 真实案例： 辟谣： 别信 教您防范 起底")
_TITLE_ENDS = _words(
    "新骗局 陷阱 套路 背后的真相 是真的吗 怎么办 的五个特征 防范指南 全过程 不可信 三步自救 的来龙去脉"
)
_HEADINGS = _words(
    "事情经过 骗术拆解 为什么会上当 如何识别 怎么防范 专家怎么说 事实核查 证据来源 警方提示 如果已经上当 常见问题 小结"
)
_OPENINGS = [
    *_words(
        "据介绍， 民警提醒， 事实上， 不少网友反映， 记者了解到， 与此同时， 需要注意的是， 随后， 值得一提的是， 调查显示，"
    ),
    *([""] * 4),
]
_FRAUD_TYPES = _words("task-rebate fake-shop-agent fake-loan fake-authority romance-investment fake-boss fake-prize")
_NOTICES = _words("警方提示 一句话记住 千万别做 核查结论")
_PLANTED = {
    5: "骗子冒充客服退款，诱导受害人点击陌生链接。",
    6: "对方冒充某电商平台的客服，以退款为由要求共享屏幕。",
    7: "所谓刷单返利，就是先给小额佣金再骗大额本金。",
}
"""Sentences to search for, in three of 97 articles: a phrase, the same words apart, a definition."""

_WORD_CLASSES = {"n", "v", "a", "vn", "an", "d", "nz", "ad", "b", "l", "i", "t", "s", "f"}


class _Zipf:
    """Draws words by rank: the first most often."""

    def __init__(self, words: Sequence[str], s: float = 1.0, q: float = 2.7) -> None:
        self._words = words
        self._sums = list(itertools.accumulate(1.0 / (rank + 1 + q) ** s for rank in range(len(words))))

    def __call__(self, chance: random.Random) -> str:
        return self._words[bisect.bisect_left(self._sums, chance.random() * self._sums[-1])]


def _vocabulary(size: int = 4000) -> list[str]:
    """The most frequent words of two to four Han characters in jieba's dictionary. jieba itself is not imported."""
    rows = []
    dictionary = Path(str(distribution("jieba").locate_file("jieba/dict.txt")))
    for line in dictionary.read_text("utf-8").splitlines():
        word, frequency, word_class = line.split()
        if 2 <= len(word) <= 4 and word_class in _WORD_CLASSES and all("\u4e00" <= c <= "\u9fff" for c in word):
            rows.append((-int(frequency), word))
    return [word for _, word in sorted(rows)[:size]]


class Corpus:
    """N articles. Raises importlib.metadata.PackageNotFoundError where jieba, whose dictionary it draws on, is missing."""

    def __init__(self, count: int) -> None:
        """Titles only; a text is made when it is asked for."""
        self.count = count
        self._word = _Zipf(_vocabulary())
        terms = list(_TERMS)
        random.Random(_SEED).shuffle(terms)
        self._term = _Zipf(terms, s=0.7)
        self._tag = _Zipf(_TAGS, s=0.6)
        self._titles = [self._title(number) for number in range(count)]

    def path(self, number: int) -> str:
        """Where article `number` lies below the folder of the corpus: `cases/a00000.md`."""
        return f"{_SECTIONS[number % len(_SECTIONS)]}/a{number:05d}.md"

    def write(self, folder: Path, flavour: Flavour) -> int:
        """Write every article below `folder`; how many Han characters they have in all, headers included."""
        for section in _SECTIONS:
            (folder / section).mkdir(parents=True, exist_ok=True)
        characters = 0
        for number in range(self.count):
            text = self.article(number, flavour)
            characters += sum("\u4e00" <= c <= "\u9fff" for c in text)
            (folder / self.path(number)).write_text(text, "utf-8")
        return characters

    def article(self, number: int, flavour: Flavour) -> str:
        """The Markdown file of article `number`."""
        topic, _ = self._topic(number)
        chance = random.Random(f"{_SEED}:body:{number}")
        elsewhere = random.Random(f"{_SEED}:link:{number}:{self.count}")
        tags: list[str] = []
        while len(tags) < 3:
            tag = self._tag(chance)
            if tag not in tags:
                tags.append(tag)
        day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
        summary = self._sentence(chance, topic)
        headings = chance.sample(_HEADINGS, chance.randint(3, 5))
        lines = self._header(number, tags, day, summary)
        if flavour == "mkdocs":
            lines = [line.replace("summary:", "description:", 1) for line in lines]
        lines += [self._paragraph(chance, topic), ""]
        if number % 97 in _PLANTED:
            lines += [_PLANTED[number % 97], ""]
        links = elsewhere.randint(1, 2)
        for place, heading in enumerate(headings):
            lines += [f"## {heading}", "", self._paragraph(chance, topic), ""]
            kind = chance.random()
            if place == 0:
                lines += [self._notice(chance, topic), ""]
            elif kind < 0.45:
                bullet = "1." if kind < 0.2 else "-"
                lines += [f"{bullet} {self._sentence(chance, topic)}" for _ in range(chance.randint(3, 5))]
                lines.append("")
            elif kind < 0.57:
                lines += [*self._table(chance), ""]
            if place >= len(headings) - links:
                lines += [f"相关阅读：{self._link(elsewhere, number, flavour)}。", ""]
        return "\n".join(lines)

    def _topic(self, number: int) -> tuple[list[str], random.Random]:
        chance = random.Random(f"{_SEED}:topic:{number}")
        return [self._term(chance) for _ in range(8)], chance

    def _title(self, number: int) -> str:
        topic, chance = self._topic(number)
        word = self._word(chance)
        return f"{chance.choice(_TITLE_BEGINS)}{topic[0]}{topic[1]}{word}{chance.choice(_TITLE_ENDS)}"

    def _header(self, number: int, tags: Sequence[str], day: date, summary: str) -> list[str]:
        section, month = _SECTIONS[number % len(_SECTIONS)], f"{day.year}-{day.month:02d}"
        review_by = day.replace(year=day.year + 1, day=min(day.day, 28))
        lines = ["---", f"id: {section[:-1]}-a{number:05d}", f'title: "{self._titles[number]}"']
        lines += [f'summary: "{summary}"', f"date: {day}", f"reviewed: {day}", f"review_by: {review_by}"]
        lines.append(f"tags: [{', '.join(tags)}]")
        if section == "cases":
            lines += ["basis: composite", f"fraud_type: {_FRAUD_TYPES[number % len(_FRAUD_TYPES)]}"]
            lines += [f"conduct_date: {month}", f"loss: {(number % 97 + 1) * 1000}"]
            lines += ["outcome: 一部分钱被止付。", f'lesson: "{summary[:38]}"']
        else:
            lines += ["claim:", f'  text: "{summary[:60]}"', f"  first_seen: {month}", "  where: 微信群"]
            lines += ["verdict: unproven", "evidence:", "  - text: 没有找到官方来源。", "    source: search"]
            lines += ["checked_by: 编辑部", "sources:"]
            lines += ["  - {id: search, title: 检索记录, issuer: 编辑部, date: 2019, held: true}"]
        return [*lines, "---", ""]

    def _sentence(self, chance: random.Random, topic: Sequence[str]) -> str:
        parts = [chance.choice(_OPENINGS)]
        length = chance.randint(6, 16)
        for place in range(length):
            kind = chance.random()
            if kind < 0.22:
                parts.append(chance.choice(topic))
            elif kind < 0.34:
                parts.append(self._term(chance))
            elif kind < 0.80:
                parts.append(self._word(chance))
            else:
                parts.append(chance.choice(_PARTICLES))
            if place in (5, 10) and chance.random() < 0.8 and place < length - 1:
                parts.append("，")
        if chance.random() < 0.12:
            parts.append(f"，涉及金额{chance.randint(1, 980) * 100}元")
        parts.append(chance.choice("。。。。！？"))
        return "".join(parts)

    def _paragraph(self, chance: random.Random, topic: Sequence[str], least: int = 2, most: int = 4) -> str:
        sentences = [self._sentence(chance, topic) for _ in range(chance.randint(least, most))]
        if chance.random() < 0.4:
            place = chance.randrange(len(sentences))
            sentences[place] = f"**{sentences[place][:-1]}**{sentences[place][-1]}"
        return "".join(sentences)

    def _notice(self, chance: random.Random, topic: Sequence[str]) -> str:
        name = chance.choice(_NOTICES)
        return f"> **{name}**：{self._paragraph(chance, topic, 1, 2)}"

    def _table(self, chance: random.Random) -> list[str]:
        rows = ["| 说法 | 事实 | 风险 |", "| --- | --- | --- |"]
        for _ in range(chance.randint(3, 4)):
            said = f"{self._term(chance)}{self._word(chance)}"
            fact = f"{self._word(chance)}{self._word(chance)}{self._term(chance)}"
            rows.append(f"| {said} | {fact} | {chance.choice('高中低')} |")
        return rows

    def _link(self, chance: random.Random, number: int, flavour: Flavour) -> str:
        other = chance.randrange(self.count)
        if other == number:
            other = (other + 1) % self.count
        path = self.path(other)
        target = f'{{{{< relref "/{path}" >}}}}' if flavour == "hugo" else f"../{path}"
        return f"[{self._titles[other]}]({target})"


def main() -> None:
    """Write a corpus from the command line."""
    parser = argparse.ArgumentParser(description="Write a corpus of Chinese articles for benchmarks.")
    parser.add_argument("count", type=int, metavar="N", help="how many articles")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write them")
    parser.add_argument("--flavour", default="pufa", choices=get_args(Flavour), help="whose articles")
    call = parser.parse_args()
    characters = Corpus(call.count).write(call.folder, call.flavour)
    print(f"{call.count} articles, {characters} Han characters, {characters / call.count:.0f} an article")


if __name__ == "__main__":
    main()
