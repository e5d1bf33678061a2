"""MOD: words that stand for modal verbs, and modal verbs in the wrong office (GB/T 1.1-2020, annex C)."""

from __future__ import annotations

import re

from generator.base.findings import Severity
from generator.drafting.draft import PROVISIONS, Draft, Kind
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.modals import Modal, Provision
from generator.drafting.provisions import Said, classes_of, conditional, said
from generator.drafting.sentences import outside_quotes
from generator.drafting.views import lists

_REMARKS = frozenset({Kind.NOTE, Kind.EXAMPLE, Kind.FOOTNOTE})
#: Before an improper word these make it part of a description: 对于必须停产的工序, 是否必须, 被禁止.
_DESCRIBED = re.compile(
    r"(?:对于?|包括|列出|识别|确定|那些|[、和及或与有非被所]|属于|是否|并非|明令|已|国家|法定|是|以及)$"
)
_CLASSIFIED = re.compile(r"^(?:[、/或和）)]|[项类]|$|限制|名录|目录|名单|用语|规定)")
_NOT_INSTEAD = {"必须": "应", "须": "应", "不得": "不应", "不准": "不应", "不许": "不应", "不允许": "不应"}
_BANS = frozenset({"不得", "不可", "禁止", "严禁", "不准", "不许", "不允许", "切勿"})


def provisions(draft: Draft) -> list[Said]:
    """Return the sentences of the body and the annexes that are no remarks."""
    return [one for one in said(draft) if one.piece.part in PROVISIONS and one.piece.kind not in _REMARKS]


@draft_rule("MOD-01", "word-for-a-requirement", Severity.ERROR, "附录C 表C.1", "read2")
def improper_requirement(draft: Draft) -> Answer:
    """Finds: 必须, 须, 务必 for a requirement, and 不得, 不可, 禁止, 严禁, 不准, 不许, 不允许, 切勿 for a ban.

    With a warning: 需, 要, 不要, 请勿 before a verb, as the only modal verb of its sentence.

    Left alone: words that contain them (必不可少, 不可逆), quoted words, what a law demands and the sentence only
    reports (根据《计量法》，…必须…), classes and descriptions (禁止使用的物质, 是否必须).

    Why: a requirement is said with 应 or 不应 alone, so that the reader knows one when he sees it.

    Wrong: 采样人员必须经过培训。

    Right: 采样人员应经过培训。
    """
    for one in provisions(draft):
        for verb in one.modals:
            if verb.proper or verb.external or verb.word == "应当" or _describes(one, verb):
                continue
            right = "不应" if verb.word in _BANS else "应"
            if draft.kind == "guide":
                right = "不宜" if verb.word in _BANS else "宜"
            certain = draft.kind not in ("guide", "") and verb.word in _NOT_INSTEAD
            yield Breach(
                one.piece,
                f"用“{verb.word}”表示要求",
                f"a requirement said with {verb.word}",
                verb.word,
                f"改用“{right}”",
                f"write {right}",
                start=one.at(verb.start),
                fix=right if certain else None,
            )
        if spoken := _spoken(one):
            word, start = spoken
            right = ("不" if word in _FORBIDS else "") + ("宜" if draft.kind == "guide" else "应")
            yield Breach(
                one.piece,
                f"用“{word}”表示要求",
                f"a requirement said with {word}",
                word,
                f"改用“{right}”",
                f"write {right}",
                start=one.at(start),
                severity=Severity.WARNING,
            )


_FORBIDS = frozenset({"不要", "切忌", "请勿"})
#: 需 as the only modal verb of its clause: behind a mark or a subject, before a verb or an adverb.
_NEED = re.compile(
    r"(?:^|(?<=[，；：。])|(?<=[均都还也仍并]))\s*(?P<before>(?:[\u3400-\u9fff]{0,10}?(?:机构|单位|人员|企业|组织|方|部门|项目|者|员|商|人|师|站|厂|室|班组|公司|车间|用户))?)(?P<word>需要?|要)"
    r"(?=(?:依据|按照?|根据|由|在|对|将|经过?|定期|及时|配合|进行|开展|提供|提交|满足|符合|具备|建立|制定|编制|保证|确保|明确|采用|采取|"
    r"保存|记录|检查|核对|报|签订|取得|遵守|填写|做好|做到|每[年月季周日天次个半隔]|及早|更新|校准|检验|检测|设置|安装|完成|向|先)(?!的))"
    r"|(?:^|(?<=[，；：。时中前后]))(?P<ban>不要(?![求紧])|切忌|请勿)"
)
#: 要 of spoken language: behind a party, a time or an adverb, before an adverb or a verb of a deed.
_WANT = re.compile(
    r"(?:^|[，；：。—]\s*|(?<=[均都还也]))(?:[\u3400-\u9fff]{0,12}?(?:机构|单位|人员|企业|组织|[一双各委托]方|部门|员工|[操检审监]\w员|班组|时|之?前|之?后))?"
    r"(?P<word>不?要)(?=及时|定期|认真|严格|注意|小心|立即|迅速|尽快|妥善|避免|确保|保证|做好|做到|进行|保持|加强|检查|核对|记录|先|随时|经常|"
    r"(?:对|将|把|按照?|根据|用|在|由|与|从)(?!了)|戴|佩戴|穿|切断|关闭|打开|接受|提前|按时|逐[一项个]|轻[拿放]|充分|直接|使用|采用|触[摸碰]|靠近|超过)"
)
_DESCRIBED_NEED = re.compile(r"[^，。；]{1,14}的[\u3400-\u9fff]{1,8}?(?:包括|见|按|为|是|有|分)")


def _spoken(one: Said) -> tuple[str, int] | None:
    """Return 需, 要, 不要 … where it stands for 应: no condition, no attribute, no other modal verb in the sentence."""
    if any(not verb.external for verb in one.modals):
        return None
    text = outside_quotes(one.text)
    for pattern in (_NEED, _WANT):
        found = pattern.search(text)
        if found is None:
            continue
        group = "ban" if found.groupdict().get("ban") else "word"
        if conditional(one.text, found.start(group)) or (group == "word" and _attribute(text[found.end() :], pattern)):
            continue
        return found[group], found.start(group)
    return None


def _attribute(after: str, pattern: re.Pattern[str]) -> bool:
    """Whether the verb behind 需 or 要 only describes a noun: 需更换的零件包括."""
    clause = re.split("[，。；]", after)[0]
    ends = re.search(r"的[\u3400-\u9fff]{2,6}$", clause) and "进行" not in clause and clause[:1] not in ("对", "将")
    return bool(_DESCRIBED_NEED.match(clause)) or (pattern is _NEED and bool(ends))


def _describes(one: Said, verb: Modal) -> bool:
    before, after = one.text[: verb.start], one.text[verb.start + len(verb.word) :]
    if _CLASSIFIED.match(after.rstrip("。；，")):
        return True
    return verb.word in ("必须", "禁止") and bool(_DESCRIBED.search(before[-3:])) and "的" in after[:14]


_BEST = re.compile(r"(?<![效果能量是为])最好(?![的水效级质成方结实])")
_UTMOST = re.compile(r"(?:^|[，；：])[^，；。：]{0,10}?(?P<word>尽量|尽可能)(?![\u3400-\u9fff]{0,6}的)")
_PURPOSE = re.compile(r"(?:[以为来可宜应能将]|从而|使其|使得|要求)[^，；。：]{0,6}$")


@draft_rule("MOD-02", "word-for-a-recommendation", Severity.ERROR, "附录C 表C.3", "read2")
def improper_recommendation(draft: Draft) -> Answer:
    """Finds: 应当, 最好, and 尽量 or 尽可能 that stand for the modal verb of their sentence.

    Left alone: what a law says with 应当, 最好 that compares (效果最好), 尽量 beside a modal verb (宜尽量), below a
    lead-in with one, or in a purpose (以尽量减少…).

    Why: a recommendation is said with 宜 or 不宜; 应当 leaves open whether a requirement or a recommendation is meant.

    Wrong: 组织应当明确数据管理的职责。

    Right: 组织宜明确数据管理的职责。
    """
    led = _led(draft)
    for one in provisions(draft):
        for verb in one.modals:
            if verb.word == "应当" and not verb.external:
                yield _recommend(
                    one, "应当", verb.start, "要求用“应”，建议用“宜”", "write 应 to require, 宜 to recommend"
                )
        text = outside_quotes(one.text)
        if found := _BEST.search(text):
            yield _recommend(one, "最好", found.start(), "改用“宜”", "write 宜")
        if one.modals or one.piece.index in led:
            continue
        found = _UTMOST.search(text)
        if found and not _PURPOSE.search(text[: found.start("word")]) and not conditional(text, found.end()):
            yield _recommend(
                one, found["word"], found.start("word"), f"写“宜{found['word']}…”", f"write 宜{found['word']}"
            )


def _recommend(one: Said, word: str, start: int, zh: str, en: str) -> Breach:
    text = (f"“{word}”不是推荐型条款的能愿动词", f"{word} is no modal verb of a recommendation")
    return Breach(one.piece, *text, word, zh, en, start=one.at(start))


def _led(draft: Draft) -> frozenset[int]:
    """Return the items whose lead-in has a modal verb: it governs them."""
    found: set[int] = set()
    for top in lists(draft):
        for group in top.walk():
            if group.lead is not None and (classes_of(draft, group.lead) or group.lead.index in found):
                found.update(item.index for item in group.items)
    return frozenset(found)


_PARTY = (
    r"(?:组织|单位|企业|机构|委托方|被核查方|受核查方|受托方|用户|客户|人员|申请人|申请方|委员会|管委会|园区|供应商|采购方|部门|"
    r"编制者|使用者|生产者|操作者|经营者|消费者|承包商|经销商|制造商|生产商|供货商|乘客|旅客|患者|居民|学生|家长|司机|驾驶员|员工|工人|教师|专家|监理|分包方|受检方|参与方|甲方|乙方|"
    r"核查组|审核员|管理者|运营商|业主|各方|双方|成员)"
)
_OPTION = re.compile(
    _PARTY + r"(?:也|还|均|都|亦)?能(?:够)?"
    r"(?:自行|自愿|酌情|选择|选用|改用|用[^，。；]{1,16}(?:代替|替代)|委托|申请|决定|根据需要|视情况|视需要|免[于予]|不[提编开进参]|提前|临时|另行|先(?![^，。；]{0,4}[知见])|"
    r"(?:直接|随时)(?!观|看|查看|读|掌握|了解|识别|判断|感))"
)
#: A party and a deed that it decides on, to the end of the sentence: no possibility that the draft reckons with.
_CHOSEN = re.compile(
    _PARTY + r"(?P<word>可能)(?:在[^，。；]{1,20}?(?:[时中内上下外面]|地区|场所|场合|区域|条件下|情况下))?"
    r"(?:自行|另行|酌情|配置|配备|增设|加设|加装|委托|选用|申请|提前|适当|免[于予])(?![^，。；]*(?:[应宜]|错误|不当|不同|不足|不合|的风险))[^，。；]{2,30}。?$"
)
_ONLY_THEN = re.compile(
    r"(?<=[才方])能(?:够)?(?=投入使用|投入运行|使用|进行|开展|提交|出具|开始|实施|启动|上岗|变更|公开|发布|出厂|交付|申请|列入|"
    r"采用|签发|注册|接入|并网|进入|通过|作为|用于|施工|作业|投产|评审|颁发)"
)


@draft_rule("MOD-03", "ability-for-a-permission", Severity.ERROR, "附录C 表C.4", "read2")
def ability_for_permission(draft: Draft) -> Answer:
    """Finds: 能 that permits: a party that 能选择, 能自行 …, and an act that 才能 or 方能 be done after a condition.

    Also 可能 of a party that decides on a deed (用户可能配置备用电源。).

    Left alone: what a device or a method is able to do, and conditions of nature (温度达到…才能反应).

    Why: a permission is said with 可 or 不必; 能 says that somebody or something is able to.

    Wrong: 委托方能自行确定抽样数量。

    Right: 委托方可自行确定抽样数量。
    """
    for one in provisions(draft):
        text = outside_quotes(one.text)
        chosen = _CHOSEN.search(text) if "可能" in text else None
        if chosen and not conditional(text, chosen.start("word")):
            yield _permit(one, "可能", chosen.start("word"))
        for found in (*_OPTION.finditer(text), *_ONLY_THEN.finditer(text)):
            start = found.start() if found.re is _ONLY_THEN else found.start() + found[0].index("能")
            yield _permit(one, "能够" if text.startswith("能够", start) else "能", start)


def _permit(one: Said, word: str, start: int) -> Breach:
    return Breach(
        one.piece,
        f"用“{word}”表示允许",
        f"a permission said with {word}",
        word,
        "改用“可”",
        "write 可",
        start=one.at(start),
        fix="可",
    )


_DEED = re.compile(
    r"(?:随意|擅自|自行|任意|私自|超过|超出|低于|高于|少于|多于|大于|小于|晚于|早于|短于|长于|迟于|使用|采用|"
    r"将[^，。；]{1,20}|把[^，。；]{1,20}|重复|计入|用于|离开|离岗|泄露|泄漏|修改|更改|篡改|变更|转让|分包|隐瞒|虚报|漏报|省略|"
    r"遗漏|兼任|收取|影响|损害|妨碍|出现|存在|违反|混用|混放|混装|中断|安排|缺少|删除|由同一|由一人|有[^效人]|"
    r"(?:是|为)同一|继续使用|带入|携带|触摸|饮用|占用|挪用|逾期|"
    r"直接(?!看|测|得|观|读|反映|比较|确定|计算|获|判|从|求|用于|影响|表示)|同时(?!满足|达到|测|检|兼|得|反映|保证|实现|显示|工作|运行)|"
    r"单独(?!测|检|区分|反映|表示)|"
    r"发布[至到]|公开(?!获取)|外传|上传[至到]|绕过|挪作|转借|出借|外借|"
    r"与[^，。；]{1,16}(?:混|共用|同时|相同|冲突|重叠|交叉)|参加同|参与同)"
)
_BY_PARTY = re.compile(_PARTY + r"(?:[均都也])?$")
#: What a party must not do somewhere, with or against somebody.
_DEED_THERE = re.compile(
    r"(?:[在向于对与][^，。；的]{2,18})?(?:堆放|存放|放置|停放|吸烟|进食|饮食|作业|操作|接打|逗留|停留|行走|穿越|进入|拍照|摄影|动火|"
    r"开启|打开|拆除|拆卸|移动|触碰|接触|倾倒|排放|焚烧|丢弃|透露|披露|从事|承担|担任|签署|代签|收受|索取|参与|推荐|指定)"
)
_DESCRIBED_DEED = re.compile(r"^[\u3400-\u9fff]{2}的")


@draft_rule("MOD-04", "ability-for-a-ban", Severity.ERROR, "附录C 表C.5、表C.6", "read2")
def ability_for_ban(draft: Draft) -> Answer:
    """Finds: 不能 or 不可能 that forbids: a deed of a party, a limit, a state that must not be.

    Left alone: what cannot be done or known (不能测量, 不能溶于水), conditions (不能满足要求时),
    descriptions (不能使用的数据).

    Why: a ban is said with 不应; 不能 says that something is not able to, 不可能 that it will not happen.

    Wrong: 核查人员不能泄露排放单位的商业秘密。

    Right: 核查人员不应泄露排放单位的商业秘密。
    """
    for one in provisions(draft):
        for verb in one.modals:
            if verb.word not in ("不能", "不可能") or conditional(one.text, verb.start):
                continue
            after = one.text[verb.start + len(verb.word) :]
            party = _BY_PARTY.search(one.text, 0, verb.start) is not None
            if not (_DEED.match(after) or (party and _DEED_THERE.match(after))) or _DESCRIBED_DEED.match(after):
                continue
            right = "不宜" if draft.kind == "guide" else "不应"
            yield Breach(
                one.piece,
                f"用“{verb.word}”表示禁止",
                f"a ban said with {verb.word}",
                verb.word,
                f"改用“{right}”",
                f"write {right}",
                start=one.at(verb.start),
                fix=right if draft.kind not in ("guide", "") else None,
            )


_AFTER = {Provision.REQUIREMENT: "应", Provision.RECOMMENDATION: "宜", Provision.PERMISSION: "可"}


@draft_rule("MOD-11", "modal-verbs-doubled", Severity.ERROR, "附录C", "derived")
def doubled(draft: Draft) -> Answer:
    """Finds: two modal verbs side by side (应应, 应宜, 宜应, 可应), told from a word that ends or begins with one.

    Left alone: 供应应, 反应应, 应应对, 应应用, 宜适应: there the second or the first character belongs to a word.

    Why: a sentence has one verb that says whether it requires, recommends or permits.

    Wrong: 排放单位应应建立台账。

    Right: 原料的供应应满足连续生产的需要。
    """
    for one in provisions(draft):
        for first, second in zip(one.modals, one.modals[1:], strict=False):
            if first.start + len(first.word) != second.start or not (first.proper and second.proper):
                continue
            if {first.provision, second.provision} - set(_AFTER) or second.word in ("可", "可以", "允许"):
                continue
            yield Breach(
                one.piece,
                f"能愿动词重复：“{first.word}{second.word}”",
                f"two modal verbs side by side: {first.word}{second.word}",
                first.word + second.word,
                "只保留一个",
                "keep one of them",
                start=one.at(first.start),
                fix=first.word if first.word == second.word else None,
            )


RULES: tuple[DraftRule, ...] = (
    improper_requirement,
    improper_recommendation,
    ability_for_permission,
    ability_for_ban,
    doubled,
)
