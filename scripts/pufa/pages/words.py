"""Every word that the templates say, once, in both languages. `{}` stands for what the template fills in."""

from collections.abc import Mapping

from pufa.model.text import Text

WORDS: Mapping[str, Text] = {
    # the frame of every page
    "skip": Text("跳到正文", "Skip to the content"),
    "notice": Text("说明", "Notice"),
    "demo": Text("示范站点，并非官方网站", "Demonstration, not an official site"),
    "main_nav": Text("主要栏目", "Main"),
    "home": Text("首页", "Home"),
    "fraud-guides_short": Text("指南", "Guides"),
    "cases_short": Text("案例", "Cases"),
    "rumors_short": Text("辟谣", "Rumors"),
    "large": Text("大字", "Large"),
    "sos": Text("被骗了怎么办", "Scammed?"),
    "you_are_here": Text("所在位置", "You are here"),
    "other_language": Text("English", "中文"),
    "numbers": Text("要紧的号码", "Numbers that matter"),
    "n110": Text("报警", "police"),
    "n96110": Text("反诈咨询、举报线索", "anti-fraud advice and tips"),
    "n12377": Text("举报网上违法信息", "report illegal content"),
    "sections": Text("栏目", "Sections"),
    "follow": Text("订阅", "Follow"),
    "how_to_follow": Text("怎样订阅", "How to follow"),
    "reading": Text("阅读方式", "Reading"),
    "elder": Text("长辈版（大字）", "Large text"),
    "light": Text("始终用浅色", "Always light"),
    "about": Text("关于、更正与隐私", "About, corrections, privacy"),
    "promise": Text(
        "本站不设 Cookie，没有统计代码；你选的阅读方式只留在自己的设备上。",
        "No cookies and no analytics. How you like to read stays on your device.",
    ),
    "call": Text("拨打", "Call"),
    "note": Text(
        "普法与防骗：骗局怎么识破，被骗后第一小时做什么，传言是真是假。",
        "How frauds work, what to do in the first hour, and which rumors are true.",
    ),
    # search
    "search": Text("搜索", "Search"),
    "search_label": Text("搜索指南、案例和辟谣", "Search guides, cases and rumor checks"),
    "search_hint": Text("比如：安全账户", "e.g. safe account"),
    "search_how": Text("骗局叫什么不要紧，只记得半句也能搜。", "No need to know its name. Half a sentence will do."),
    "search_lead": Text(
        "骗局叫什么不要紧。把你听到的那句话打进来。",
        "You need not know what the fraud is called. Type what you were told.",
    ),
    "search_else": Text("还想查什么？", "Looking for something else?"),
    "search_results": Text("搜索结果", "Results"),
    "search_kind": Text("看哪一类", "What kind"),
    "search_audience": Text("写给谁的", "For whom"),
    "any": Text("不限", "Any"),
    "no_script": Text(
        "搜索要用到 JavaScript，这台设备没有打开它。下面几条路不用。",
        "Searching needs JavaScript, which is off on this device. The ways below do not.",
    ),
    "other_ways": Text("也可以这样找", "Other ways to find it"),
    "nothing": Text(
        "没有找到。骗局的名字天天换，换个短一点的词试试。",
        "Nothing found. Frauds change their names every day; try a shorter word.",
    ),
    "browse_all": Text("翻一翻 {} 种骗局", "Look through the {} frauds"),
    "ask_96110": Text(
        "有人正催你转钱：先挂断，打 96110 问一问", "Somebody is rushing you to pay: hang up and ask 96110"
    ),
    "waiting": Text("正在找……", "Searching …"),
    "found_n": Text("找到 {n} 条", "{n} results"),
    "found_one": Text("找到 1 条", "1 result"),
    "closest": Text("没有完全对上的，最接近的有 {n} 条", "No exact match; the closest {n}"),
    "failed": Text("搜索没能打开。换下面的路试试。", "The search could not be opened. Try the ways below."),
    # the front page
    "front_title": Text("先别转账，先停一停", "Stop before you pay"),
    "front_1": Text("先别转账，", "Before you pay,"),
    "front_2": Text("先停一停。", "stop for a moment."),
    "gone": Text("钱已经转出去了", "The money has gone"),
    "gone_do": Text("马上报警，请求止付", "Call the police, ask to stop it"),
    "unsure": Text("还没转，拿不准", "Not paid yet, not sure"),
    "unsure_do": Text("先问一问反诈专线", "Ask the anti-fraud line"),
    "first_hour_link": Text("被骗后第一小时，照着做", "The first hour, step by step"),
    "alerts": Text("预警", "Alerts"),
    "everywhere": Text("全国", "Everywhere"),
    "until_word": Text("至", "to"),
    "latest": Text("最近发布", "Latest"),
    "rumors_checked": Text("传言，查过了", "Rumors, checked"),
    "more": Text("更多", "More"),
    "wardrobe": Text("同一只黄鼠狼，{} 套说辞", "One weasel, {} stories"),
    "wardrobe_sub": Text(
        "换了 {} 身衣服，目的只有一个：让你急着掏钱。", "{} costumes and one aim: to make you pay in a hurry."
    ),
    "written": Text(
        "已经写好 {done} 种，带下划线的可以点开；其余 {rest} 种正在写。",
        "{done} written so far: those underlined. The other {rest} are being written.",
    ),
    "written_all": Text("每一种都写好了。", "Every one of them is written."),
    "nothing_yet": Text("这里还没有文章，正在写。", "Nothing here yet. It is being written."),
    # lists
    "roundup": Text("{} 种骗局，一句话识破", "{} frauds, each unmasked in a line"),
    "roundup_short": Text("{} 种骗局", "The {} frauds"),
    "roundup_lead": Text(
        "记不住没关系。只记一条：谁催你转钱，就先挂断。",
        "No need to remember them all. Remember one thing: whoever hurries you to pay, hang up.",
    ),
    "roundup_kinds": Text("{} 类骗局", "The {} groups"),
    "of_all": Text("{total} 种之 {n}", "{n} of {total}"),
    "cases_lead": Text("钱是怎么走的，在哪儿本来拦得住。", "How the money went, and where it could have been stopped."),
    "rumors_lead": Text(
        "每条都写明查到了什么、凭什么、哪里还不知道。", "What was found, on what grounds, and what is still unknown."
    ),
    "page_n": Text("第 {} 页", "Page {}"),
    "pages": Text("翻页", "Pages"),
    "newer": Text("较新的", "Newer"),
    "older": Text("较早的", "Older"),
    "corrected": Text("更正 {} 处", "Corrected ({})"),
    # every article
    "published": Text("发布", "Published"),
    "first_published": Text("首次发布", "First published"),
    "updated": Text("最近改动", "Last changed"),
    "checked": Text("最近核对", "Last checked"),
    "check_by": Text("下次核对", "Check again by"),
    "by_day": Text("{} 前", "{}"),
    "issued_by": Text("发布单位", "Issued by"),
    "for_whom": Text("写给", "For"),
    "tags": Text("标签", "Tags"),
    "on_this_page": Text("这一页", "On this page"),
    "sources": Text("来源", "Sources"),
    "held": Text("本单位保存，未公开网址", "held by the unit, no public address"),
    "archived": Text("存档", "archived copy"),
    "source_of": Text("来源：", "Source: "),
    "no_sources": Text(
        "除了引用的法条，这一篇没有引用别的材料。",
        "Apart from the provisions quoted, this page cites no other material.",
    ),
    "no_sources_at_all": Text("这一篇没有引用外部材料。", "This page cites no outside material."),
    "corrections": Text("更正", "Corrections"),
    "no_corrections": Text("无", "none"),
    "spotted": Text("发现写错了？", "Spotted a mistake?"),
    "tell_us": Text("告诉我们", "Tell us"),
    "related": Text("一起看看", "Read next"),
    "share": Text("发给家里人", "Send it to your family"),
    "share_sub": Text(
        "在群里，图片比链接好认。图上有要紧的一句话。",
        "In a group chat a picture says more than a link. It carries the one line that matters.",
    ),
    "share_rumor_sub": Text(
        "先别转传言。把这张图发回那个群里，图上写着核查结论。",
        "Do not pass the rumor on. Send this picture back to the group; it bears the verdict.",
    ),
    "save_card": Text("存这张图", "Save the picture"),
    "print": Text("打印本页", "Print this page"),
    "card_of": Text("卡片：{}", "Card: {}"),
    # the law
    "law": Text("法律怎么说", "The law"),
    "law_more": Text("还有这些法条", "Also relevant"),
    "law_then": Text("按行为发生时有效的文本。", "In the text in force when it happened."),
    "official": Text("条文原文，共 {} 字", "The official text in Chinese ({} characters)"),
    "plain": Text("白话：", "In plain words: "),
    "plain_present": Text("白话（说的是现行条文）：", "In plain words (of today’s text): "),
    "only_chinese": Text("", "Our summary; only the Chinese text counts."),
    "in_force": Text("现行条文", "In force"),
    "then_in_force": Text("当时有效", "In force at the time"),
    "since": Text("自{}起", "since {}"),
    "until": Text("至{}止", "until {}"),
    "from_until": Text("{}至{}", "{} to {}"),
    "today_is": Text("今天是{}", "today {}"),
    # guides
    "xie_says": Text("小獬一句话说破", "Xie puts it in one line"),
    "not_paid": Text("还没转钱", "Not paid yet"),
    "paid": Text("钱已经转走", "Already paid"),
    "contact": Text("怎么找来", "How they reach you"),
    "asks": Text("要你做什么", "What they ask"),
    "payment": Text("钱怎么走", "How the money goes"),
    "comma": Text("、", ", "),
    "red_flag": Text("红旗", "Red flag"),
    "red_flags": Text("出现一条，就停手", "One of these is enough to stop"),
    "steps": Text("还没转钱，照着做", "Before any money moves"),
    "if_hit": Text("钱已经转走了", "If the money has gone"),
    "if_hit_lead": Text(
        "不是您笨，是他演得像。越早报警，越有机会拦下来。",
        "You are not stupid; he rehearses this every day. The sooner you report it, the better the chance of stopping it.",
    ),
    "call_110": Text("拨打 110", "Call 110"),
    "if_hit_here": Text("这种骗局，还要做这些：", "With this fraud, also:"),
    "first_hour_page": Text("打开第一小时页，可以打印", "The first hour, on a page to print"),
    "pause": Text("，", ", "),
    "stop": Text("。", "."),
    "aside": Text("（{}）", " ({})"),
    "said_by": Text("{}：", "{}: "),
    # cases
    "composite": Text("这是合成案例。", "This is a composite case."),
    "composite_why": Text(
        "由同类案件的常见情节合写而成。人物、地点、时间、金额都是编的，请勿对号入座。",
        "It is put together from what is common in cases of this kind. The people, places, times and sums are invented.",
    ),
    "public_record": Text("根据公开材料写成。", "Written from public records."),
    "public_record_why": Text("材料列在文末“来源”。", "They are listed under “Sources” below."),
    "fraud_kind": Text("骗局种类", "Type of fraud"),
    "offence": Text("案由", "Offence"),
    "when": Text("发生时间", "When"),
    "loss": Text("损失", "Loss"),
    "timeline": Text("时间线", "Timeline"),
    "outcome": Text("结果", "Outcome"),
    "lesson": Text("小獬说", "Xie says"),
    "guide_to_it": Text("这种骗局怎么识破：", "How to see through this fraud: "),
    # rumors
    "title_verdict": Text("核查：{verdict} | {title}", "Checked: {verdict} | {title}"),
    "described": Text("核查结论：{verdict}。{summary}", "Verdict: {verdict}. {summary}"),
    "claim": Text("传言（{}）", "The claim ({})"),
    "verdict": Text("核查结论", "Verdict"),
    "verdict_is": Text("{}：", "{}: "),
    "first_seen": Text("最早见于 {when}，{where}", "First seen {when}, {where}"),
    "found": Text("查到的", "What was found"),
    "checked_by": Text("谁核查的", "Checked by"),
    "spread": Text("传开的经过", "How it spread"),
    "rests_one": Text("本文只依据一个来源。", "This page rests on a single source."),
    "rests_one_held": Text(
        "本文只依据一份由本站保存的材料，它没有公开网址，读者无法自己去查。",
        "This page rests on a single document that the unit holds. It has no public address for readers to look up.",
    ),
    "rests_many": Text("本文依据 {} 个来源。", "This page rests on {} sources."),
    "rests_some_held": Text(
        "其中 {} 份由本站保存，没有公开网址。", "{} of them are held by the unit and have no public address."
    ),
    "rests_many_held": Text(
        "本文依据 {} 份由本站保存的材料，都没有公开网址，读者无法自己去查。",
        "This page rests on {} documents that the unit holds. None has a public address for readers to look up.",
    ),
    "five_verdicts": Text("五种结论各是什么意思", "What the five verdicts mean"),
    # withdrawn
    "withdrawn": Text("已撤回", "Withdrawn"),
    "withdrawn_title": Text("已撤回：{}", "Withdrawn: {}"),
    "withdrawn_on": Text("这一篇已于 {} 撤回，不再有效。", "This page was withdrawn on {} and no longer stands."),
    "withdrawn_why": Text("撤回原因", "Why"),
    "withdrawn_url": Text(
        "网址保留着，是为了让从别处来的人看到这句话。",
        "The address stays, so that whoever comes here from elsewhere can read this.",
    ),
    # emergency
    "now_title": Text("被骗了，现在做四件事", "Scammed? Do four things now"),
    "now_note": Text("停止转账，打 110，打银行，记下账号。", "Stop paying, call 110, call the bank, write it down."),
    "now_stop": Text("停", "Stop"),
    "now_stop_how": Text(
        "别再转账。挂电话，退出屏幕共享，别删记录。", "Pay no more. Hang up, stop sharing the screen, delete nothing."
    ),
    "now_police": Text("报警", "Call the police"),
    "now_police_how": Text(
        "说：“我被骗转了账，请求止付。”", "Say: “I was tricked into a transfer, please stop the payment.”"
    ),
    "now_police_or": Text("也可以去最近的派出所。", "Or go to the nearest police station."),
    "now_bank": Text("打银行", "Call the bank"),
    "now_bank_how": Text(
        "拨自己银行或支付平台的官方客服，说被骗了，挂失，改密码。",
        "Its official number, or your payment service’s. Say what happened, block the card, change the password.",
    ),
    "now_write": Text("记下来", "Write it down"),
    "now_write_how": Text(
        "对方账号、户名、开户行；转账时间、金额；截图留好。",
        "Their account, its holder and bank; the time and the amount. Keep screenshots.",
    ),
    "advice": Text("我们的建议", "our advice"),
    "not_your_fault": Text("不是您的错。", "It is not your fault."),
    "not_your_fault_why": Text(
        "骗子靠这个吃饭，天天在练。现在打电话，比什么都要紧。",
        "They do this for a living and rehearse every day. Making the call now matters more than anything.",
    ),
    "why_110": Text(
        "为什么先打 110：止付、冻结由公安机关依法决定，银行和支付机构应当配合（反电信网络诈骗法第二十条）。",
        "Why 110 comes first: the police decide on stopping and freezing money, and banks and payment services have to comply (Anti-Telecom and Online Fraud Law, Article 20).",
    ),
    "to_report": Text("报案时要说的，先找出来", "What the police will ask"),
    "to_report_how": Text(
        "不用找齐再打电话。先打 110，边说边找。",
        "Do not wait until you have it all. Call 110 first and look while you talk.",
    ),
    "to_report_print": Text("写在这里，报案时照着念。", "Write it here and read it out."),
    "blank_account": Text("对方收款账号", "The account that received the money"),
    "blank_holder": Text("对方户名、开户行", "Name on that account, and its bank"),
    "blank_time": Text("转账时间（几点几分）", "Time of the transfer"),
    "blank_amount": Text("金额（元）", "Amount (yuan)"),
    "blank_mine": Text("我的付款账号", "The account I paid from"),
    "blank_contact": Text("对方的电话、账号、网址", "Their number, user name or site"),
    "print_sheet": Text("打印这张单子", "Print this sheet"),
    "next_days": Text("接下来几天", "The next days"),
    "next_recovery": Text(
        "自称“网警”“律师”说能追款，先收费或要加好友的，是第二个骗子。",
        "“Cyber-police” or a “lawyer” who will get your money back for a fee, or wants to be added as a friend, is the second fraudster.",
    ),
    "next_online": Text(
        "别在网上找“在线报案”。报案打 110，或去最近的派出所。",
        "Do not search for a place to “report online”. Dial 110 or go to a police station.",
    ),
    "next_answer": Text(
        "96110 打来，请接。那是民警在劝阻。", "If 96110 rings you, answer. It is an officer trying to stop a fraud."
    ),
    "next_app": Text(
        "装过他发的软件：先断网，再请信得过的人帮忙卸载；换一部手机改密码。",
        "You installed his app: go offline, have somebody you trust remove it, and change passwords on another phone.",
    ),
    "next_talk": Text(
        "睡不着、不敢说，找一个信得过的人。青少年可以打 12355，服务时间各地不同。",
        "If you cannot sleep or dare not tell anybody, find one person you trust. Young people can call 12355; hours differ from place to place.",
    ),
    "back_home": Text("回首页", "Home"),
    # subscribe
    "subscribe": Text("订阅", "Follow this site"),
    "subscribe_lead": Text(
        "订阅源是一个网址：放进阅读器，有了新文章、更正或撤回，它就替你取来。不用注册，我们也不知道是谁在看。",
        "A feed is an address: put it into a feed reader, and the reader fetches new articles, corrections and withdrawals for you. No account, and we do not know who reads.",
    ),
    "subscribe_how": Text(
        "复制下面任何一个网址，在阅读器里选“添加订阅”。三种格式内容相同，读得懂哪种用哪种。",
        "Copy any address below and choose “add feed” in your reader. The three formats say the same; take the one it understands.",
    ),
    "subscribe_this": Text("中文", "English"),
    "subscribe_other": Text("英文版的订阅", "Feeds in Chinese"),
    "whole_site": Text("全部更新", "Everything"),
    # not found
    "lost": Text("这一页不在了", "This page is not here"),
    "lost_lead": Text(
        "可能是链接抄漏了。别人发来的链接，先别再点。",
        "The link may have lost a piece. If somebody sent it to you, do not click it again.",
    ),
    "lost_sos": Text(
        "正在被骗，或者钱刚转走？先打 110，再看：",
        "Being cheated, or the money has just gone? Call 110 first, then read: ",
    ),
    # moved
    "moved": Text("这一页搬家了", "This page has moved"),
    "moved_to": Text("新的地址：", "It is now at: "),
    # about
    "about_title": Text("关于本站", "About this site"),
    "about_note": Text(
        "我们怎样核对，五种结论的意思，更正、隐私和许可。",
        "How we check, what the verdicts mean, corrections, privacy and licence.",
    ),
    # feeds
    "read_on_site": Text("在网站上看这一篇", "Read it on the site"),
}
