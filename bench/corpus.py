#!/usr/bin/env python3
"""A deterministic Chinese corpus for benchmarks: word salad with the frequencies of real prose.

    python bench/corpus.py N FOLDER [--flavour pufa|hugo]

Writes N articles of 600 to 1,200 characters, three to five sections, 60 tags, one or two internal links. Article i is a
function of (seed, N, i) only, so both flavours hold the same words. The vocabulary is 4,000 words of jieba's
dictionary, drawn by Zipf-Mandelbrot (s = 1.0, q = 2.7), mixed with some 120 terms of the field. Good for time and size,
poor for judging what a search finds.
"""

from __future__ import annotations
import argparse, bisect, datetime as dt, itertools, os, random, sys

SECTIONS = ["cases", "rumors"]
SECTION_ZH = {"cases": "真实案例", "rumors": "谣言粉碎"}
TAGS = ("刷单返利 冒充客服 冒充公检法 虚假投资 杀猪盘 网络贷款 注销校园贷 游戏交易 裸聊敲诈 快递诈骗 "
        "退款骗局 中奖诈骗 机票改签 社保诈骗 医保诈骗 养老诈骗 保健品 非法集资 虚拟货币 钓鱼网站 "
        "短信诈骗 电话诈骗 共享屏幕 验证码 人脸识别 换脸拟声 冒充领导 冒充熟人 冒充老师 培训退费 "
        "租房骗局 招聘骗局 兼职骗局 婚恋交友 跨境赌博 帮信罪 银行卡 手机卡 洗钱 信用卡 "
        "老年人 大学生 宝妈 企业财务 个体商户 农村 食品安全 健康养生 疫苗 癌症 "
        "气象灾害 地震 交通出行 教育 社会民生 历史 科技 环境 转基因 辐射").split()
DOMAIN = ("诈骗 骗子 受害人 转账 汇款 银行卡 验证码 客服 退款 刷单 返利 佣金 冒充 公安 检察院 法院 安全账户 "
          "共享屏幕 下载 软件 链接 短信 电话 微信 群聊 客户 平台 投资 理财 高额 回报 内幕 消息 导师 提现 "
          "保证金 解冻费 手续费 贷款 征信 注销 校园贷 身份证 密码 人脸 识别 网址 钓鱼 网站 木马 病毒 "
          "养老 保健品 讲座 免费 礼品 老人 子女 家人 报警 反诈 中心 民警 劝阻 止付 冻结 损失 追回 证据 "
          "截图 聊天记录 谣言 辟谣 专家 研究 论文 实验 数据 剂量 食用 安全 标准 部门 官方 通报 核实 来源 "
          "转发 传播 视频 图片 剪辑 断章取义 夸大 误导 标题 真相 科学 依据 权威 机构 医生 医院 治疗 药物 "
          "食品 添加剂 辐射 疫苗 地震 预报 台风 停电 停水 涨价 限购 政策 补贴 社保 医保 快递 包裹 机票 航班 "
          "改签 赔偿 订单 商家 店铺 会员 积分 红包 中奖 抽奖 游戏 账号 装备 交易 担保 陌生人 好友 恋爱 裸聊").split()
DOMAIN = list(dict.fromkeys(DOMAIN))
FUNC = "的 了 在 是 和 也 就 都 而 及 与 着 或 被 把 向 对 从 以 为 将 让 给 等 还 又 但 却 其 并".split()
TITLE_A = ["警惕", "小心", "揭秘", "识破", "远离", "当心", "一文看懂", "真实案例：", "辟谣：", "别信", "教您防范", "起底"]
TITLE_B = ["新骗局", "陷阱", "套路", "背后的真相", "是真的吗", "怎么办", "的五个特征", "防范指南", "全过程", "不可信", "三步自救", "的来龙去脉"]
HEADS = ["事情经过", "骗术拆解", "为什么会上当", "如何识别", "怎么防范", "专家怎么说", "事实核查", "证据来源", "警方提示", "如果已经上当", "常见问题", "小结"]
OPEN = ["据介绍，", "民警提醒，", "事实上，", "不少网友反映，", "记者了解到，", "与此同时，", "需要注意的是，", "随后，", "值得一提的是，", "调查显示，", "", "", "", ""]
FRAUDS = ["task-rebate", "fake-shop-agent", "fake-loan", "fake-authority", "romance-investment", "fake-boss", "fake-prize"]
ADM = [("warning", "警方提示"), ("tip", "一句话记住"), ("danger", "千万别做"), ("info", "核查结论")]


class Zipf:
    def __init__(self, words, s=1.0, q=2.7):
        self.w = words
        self.cum = list(itertools.accumulate(1.0 / (i + 1 + q) ** s for i in range(len(words))))

    def __call__(self, r):
        return self.w[bisect.bisect_left(self.cum, r.random() * self.cum[-1])]


def find_dict():
    try:
        import jieba
        return os.path.join(os.path.dirname(jieba.__file__), "dict.txt")
    except ImportError:
        sys.exit("give --dict PATH or pip install jieba")


def vocab(path, n=4000):
    keep = {"n", "v", "a", "vn", "an", "d", "nz", "ad", "b", "l", "i", "t", "s", "f"}
    rows = []
    for line in open(path, encoding="utf-8"):
        w, f, pos = line.split()
        if 2 <= len(w) <= 4 and pos in keep and all("\u4e00" <= c <= "\u9fff" for c in w):
            rows.append((-int(f), w))
    rows.sort()
    return [w for _, w in rows[:n]]


class Gen:
    def __init__(self, dict_path, seed, n, flavour):
        self.seed, self.n, self.fl = seed, n, flavour
        self.v = vocab(dict_path)
        self.zv = Zipf(self.v)
        dom = DOMAIN[:]
        random.Random(seed).shuffle(dom)
        self.zd = Zipf(dom, s=0.7)
        self.ztag = Zipf(TAGS, s=0.6)
        self.titles = [self.title(i) for i in range(n)]

    def sec(self, i):
        return SECTIONS[i % 2]

    def topic(self, i):
        r = random.Random(f"{self.seed}:topic:{i}")
        return [self.zd(r) for _ in range(8)], r

    def title(self, i):
        t, r = self.topic(i)
        w = self.zv(r)
        return f"{r.choice(TITLE_A)}{t[0]}{t[1]}{w}{r.choice(TITLE_B)}"

    def sent(self, r, topic):
        out = [r.choice(OPEN)]
        n = r.randint(6, 16)
        for k in range(n):
            x = r.random()
            if x < 0.22:
                out.append(r.choice(topic))
            elif x < 0.34:
                out.append(self.zd(r))
            elif x < 0.80:
                out.append(self.zv(r))
            else:
                out.append(r.choice(FUNC))
            if k in (5, 10) and r.random() < 0.8 and k < n - 1:
                out.append("，")
        if r.random() < 0.12:
            out.append(f"，涉及金额{r.randint(1, 980) * 100}元")
        out.append(r.choice("。。。。！？"))
        return "".join(out)

    def para(self, r, topic, lo=2, hi=4):
        s = [self.sent(r, topic) for _ in range(r.randint(lo, hi))]
        if r.random() < 0.4:
            k = r.randrange(len(s))
            s[k] = f"**{s[k][:-1]}**{s[k][-1]}"
        return "".join(s)

    def link(self, r, i):
        j = r.randrange(self.n)
        if j == i:
            j = (j + 1) % self.n
        t = self.titles[j]
        rel = f"../{self.sec(j)}/a{j:05d}"
        url = f"{rel}.md" if self.fl == "pufa" else f'{{{{< relref "/{self.sec(j)}/a{j:05d}.md" >}}}}'
        return f"[{t}]({url})"

    def adm(self, r, topic):
        kind, name = r.choice(ADM)
        body = self.para(r, topic, 1, 2)
        return f"> **{name}**：{body}"

    def header(self, i, tags, date, summary):
        title = self.titles[i]
        if self.fl == "hugo":
            out = ["---", f'title: "{title}"', f"date: {date}", "tags:"]
            return out + [f"  - {t}" for t in tags] + [f'summary: "{summary}"', f"category: {SECTION_ZH[self.sec(i)]}", "---", ""]
        out = ["---", f"id: {self.sec(i)[:-1]}-a{i:05d}", f'title: "{title}"', f'summary: "{summary}"', f"date: {date}"]
        out += [f"reviewed: {date}", f"review_by: {date.replace(year=date.year + 1, day=min(date.day, 28))}"]
        out += [f"tags: [{', '.join(tags)}]"]
        if self.sec(i) == "cases":
            out += ["basis: composite", f"fraud_type: {FRAUDS[i % len(FRAUDS)]}", f"conduct_date: {date.year}-{date.month:02d}"]
            out += [f"loss: {(i % 97 + 1) * 1000}", "outcome: 一部分钱被止付。", f'lesson: "{summary[:38]}"']
        else:
            out += ["claim:", f'  text: "{summary[:60]}"', f"  first_seen: {date.year}-{date.month:02d}", "  where: 微信群"]
            out += ["verdict: unproven", "evidence:", "  - text: 没有找到官方来源。", "    source: search", "checked_by: 编辑部"]
            out += ["sources:", "  - {id: search, title: 检索记录, issuer: 编辑部, date: 2019, held: true}"]
        return [*out, "---", ""]

    def article(self, i):
        topic, _ = self.topic(i)
        r = random.Random(f"{self.seed}:body:{i}")
        rl = random.Random(f"{self.seed}:link:{i}:{self.n}")
        tags = []
        while len(tags) < 3:
            t = self.ztag(r)
            if t not in tags:
                tags.append(t)
        date = dt.date(2019, 1, 1) + dt.timedelta(days=r.randrange(2600))
        summary = self.sent(r, topic)
        heads = r.sample(HEADS, r.randint(3, 5))
        out = self.header(i, tags, date, summary)
        out += [self.para(r, topic), ""]
        out += {5: ["骗子冒充客服退款，诱导受害人点击陌生链接。", ""],      # planted: exact phrase
                6: ["对方冒充某电商平台的客服，以退款为由要求共享屏幕。", ""],  # planted: same words, apart
                7: ["所谓刷单返利，就是先给小额佣金再骗大额本金。", ""]}.get(i % 97, [])
        links = rl.randint(1, 2)
        for k, h in enumerate(heads):
            out += [f"## {h}", "", self.para(r, topic), ""]
            x = r.random()
            if k == 0:
                out += [self.adm(r, topic), ""]
            elif x < 0.45:
                out += [f"{'1.' if x < 0.2 else '-'} {self.sent(r, topic)}" for _ in range(r.randint(3, 5))] + [""]
            elif x < 0.57:
                out += ["| 说法 | 事实 | 风险 |", "| --- | --- | --- |"]
                for _ in range(r.randint(3, 4)):
                    out.append(f"| {self.zd(r)}{self.zv(r)} | {self.zv(r)}{self.zv(r)}{self.zd(r)} | {r.choice('高中低')} |")
                out.append("")
            if k >= len(heads) - links:
                out += [f"相关阅读：{self.link(rl, i)}。", ""]
        return "\n".join(out)

    def write(self, out):
        chars = 0
        for s in SECTIONS:
            os.makedirs(os.path.join(out, s), exist_ok=True)
        for i in range(self.n):
            a = self.article(i)
            chars += sum("\u4e00" <= c <= "\u9fff" for c in a)
            with open(os.path.join(out, self.sec(i), f"a{i:05d}.md"), "w", encoding="utf-8") as f:
                f.write(a)
        return chars


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("n", type=int)
    ap.add_argument("out")
    ap.add_argument("--dict", default=None)
    ap.add_argument("--seed", type=int, default=20260101)
    ap.add_argument("--flavour", default="pufa", choices=["pufa", "hugo"])
    a = ap.parse_args()
    g = Gen(a.dict or find_dict(), a.seed, a.n, a.flavour)
    c = g.write(a.out)
    print(f"{a.n} articles, {c} Han characters, {c / a.n:.0f} per article -> {a.out}")


if __name__ == "__main__":
    main()
