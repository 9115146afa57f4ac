"""Every sentence that only paper says, in both languages. `{}` stands for what is filled in."""

from pufa.model.text import Text

ILLUSTRATION = Text("插图：{}", "Illustration: {}")
CODE = Text("二维码，通向 {}", "QR code that leads to {}")
VERSION = Text("{} 版", "Version of {}")
LESSON = Text("一句教训", "The lesson")
LOST = Text("损失 {}", "Lost: {}")
TAKE_DOWN = Text(
    "这张海报如果还贴着，请撤下来；已经发出去的，请告诉对方。",
    "If this poster still hangs anywhere, please take it down, and tell those whom you gave it to.",
)
WHY_WITHDRAWN = Text("为什么撤回", "Why it was withdrawn")
POLICE = Text("报警", "police")
ASK = Text("反诈咨询", "anti-fraud line")
CORRECTED = Text("已更正", "Corrected")
GONE = Text("钱转走了，马上打", "Money gone? Call")
UNSURE = Text("拿不准，先问一问", "Not sure? Ask first")
CORRECTED_ON = Text("{} 已更正", "Corrected on {}")
ANSWER_IT = Text("96110 打来，请接", "If 96110 rings, answer")

ROUNDUP = Text("{} 种骗局，一句话识破", "{} frauds, each unmasked in a line")
ROUNDUP_LEAD = Text(
    "记不住没关系。只记一条：谁催你转钱，就先挂断。",
    "No need to remember them all. One thing will do: whoever hurries you to pay, hang up.",
)
ROUNDUP_SCAN = Text("扫码看全部指南", "Scan for all guides")
GROUPS = Text("{n} 类，{count} 种", "{count} frauds in {n} groups")

BOOK = Text("防骗手册", "The fraud handbook")
BOOK_LARGE = Text("大字版", "Large print")
BOOK_SUB = Text("{} 种骗局，一种一种说清楚", "{} frauds, each explained")
CONTENTS = Text("目录", "Contents")
CHAT = Text("他是这么聊的", "How the chat goes")
RED_FLAG = Text("红旗", "Red flag")
LAW = Text("法律怎么说", "The law")
LAW_NOTE = Text(
    "这里用白话说，以公布的条文为准。原文和出处见 {}",
    "Our summaries; only the Chinese text counts. It stands at {}",
)
CHANNELS = Text("出了事找谁", "Whom to call")
CHANNELS_LEAD = Text("先急后缓。不知道打哪个，打 110。", "The most urgent first. If in doubt, dial 110.")
FIRST_HOUR = Text("被骗后第一小时", "The first hour")
FIRST_HOUR_ALL = Text("哪一种骗局都一样，照着做：", "The same for every fraud:")
FIRST_HOUR_HERE = Text(
    "先照“被骗后第一小时”做，见第 {} 页；这种骗局，还要：", "First do what page {} says. With this fraud, also:"
)
IMPRINT = Text("版权页", "Imprint")
LICENCE = Text(
    "文字和插图按 CC BY 4.0 授权（知识共享 署名 4.0 国际）：可以翻印、散发、改编，请注明“{}”。",
    "Words and pictures are licensed CC BY 4.0 (Creative Commons Attribution 4.0 International): reprint, hand out and adapt them, giving credit to “{}”.",
)
LICENCE_AT = Text("授权全文：", "The licence: ")
STATUTES_FREE = Text(
    "法律条文是官方文件，不受著作权限制；白话解释是我们的。",
    "The statutes are official texts and free of copyright; the plain readings are ours.",
)
ISSUED_BY = Text("编写：{}", "Edited by {}")
ON_THE_WEB = Text("网上的版本随时更正：{}", "The version on the web is kept up to date: {}")
DEMO = Text("示范站点，并非官方网站", "Demonstration, not an official site")
DEMO_LONG = Text(
    "这是示范站点的出版物，并非官方出版物。急事请打 110。",
    "Published by a demonstration site, not by an authority. In an emergency in China dial 110.",
)
