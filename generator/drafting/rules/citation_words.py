"""CIT-09, CIT-12, CIT-13: the words round a citation (GB/T 1.1-2020, 9.4.2.1, 9.5.4.1, 9.5.4.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.citing import STANDARD, Citation, citations
from generator.drafting.draft import PROVISIONS, Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.sentences import outside_quotes

_OBEY = r"(?:符合|遵守|遵循|遵从|执行|满足|服从|贯彻|严守|恪守)"
_LAWS = r"(?:法律|法规|规章|政策)"
_GENERAL = re.compile(
    rf"{_OBEY}[^，。；：]{{0,12}}?(?:法律、法规|法律法规|政策法规|国家法律|{_LAWS})(?:[、和与及]?(?:法规|规章|政策|制度|标准|规范性文件|规定|要求))*[^，。；]{{0,6}}"
    rf"|{_OBEY}(?:国家|地方|所在地|当地|我国|政府|主管部门|行业)[^，。；：]{{0,8}}?(?:有关|相关|现行)的?[^，。；：]{{0,12}}?规定"
    rf"|(?:按照?|依照|依据|根据)[^，。；：]{{0,8}}?(?:有关|相关|现行)的?(?:国家)?(?:法律|法规|规章|政策)[^，。；]{{0,6}}"
    r"|(?:按照?|依照|依据|根据)(?:国家|地方|当地|所在地)[^，。；：]{0,6}?(?:有关|相关|现行)的?规定"
)
#: Law as the ground on which a deed is done in general: 依法合规开展…
_LAWFUL = re.compile(
    r"(?:依法合规|依法依规|依规依法|遵纪守法|合法合规|合法、合规|合规合法|合法依规)地?(?=开展|进行|办理|经营|实施|运营|运行|使用|处置|处理|采集|收集|从事|参与|提供|完成|取得|获取|管理|生产|建设|组织|履行|推进|存储|共享|，|。|；|$)"
)
#: Laws as a subject of work, not as what is obeyed: 跟踪…法规的变化; a question or a table's column.
_SUBJECT = re.compile(
    r"^(?:的?(?:变化|更新|清单|台账|跟踪|识别|培训|宣贯|情况|评价|性(?!文件)|程度|证据|证明|记录|数据|方面|风险|状况))"
)

#: What asks or helps, and demands nothing.
_SERVES = re.compile(
    r"(?:是否|能否|用于|用来|有助于|有利于|帮助|支持|判断|判定|证明|评价|检查|核对|不$|未$)(?!.*[应宜须])"
)
_TAIL = re.compile(r"^(?:(?:系列)?(?:国家|国际|行业|地方|团体|现行)?(?:标准规范|标准|规范))(?![化性品物样号])")
_AND_SO_ON = re.compile(
    r"^\s?等(?:[一-鿿]{0,6}?(?:国家|国际|行业|地方|团体|相关|有关|系列|现行)*(?:标准规范|标准|规范|文件))?(?![一-鿿]{0,2}级)"
)
_SLASH = re.compile(r"^\s?/\s?\d{3,5}(?:[.-]\d+)*(?![\d年%])")
_KIND_BEFORE = re.compile(
    r"(?:(?:^|(?<=[按照据合行用到守、和与及]))标准|国家标准|国际标准|行业标准|团体标准|地方标准|国标|国际|国家|行业)\s?$"
)


@draft_rule("CIT-09", "obedience-to-the-law", Severity.ERROR, "9.5.4.4.3", "read")
def laws(draft: Draft) -> Answer:
    """Finds: a general demand to obey laws, regulations, policies or 国家有关规定; a deed that is done 依法合规.

    Work on laws (跟踪法律法规的变化) and laws as a fact are none. 依法合规 and the like are warnings.

    Why: they bind without a standard, and a standard cannot make them more binding.

    Wrong: 碳服务机构应遵守国家有关法律法规。

    Right: the sentence left out
    """
    for piece in draft.within(*PROVISIONS):
        if piece.kind in (Kind.CHAPTER, Kind.HEADING, Kind.SOURCE, Kind.ANNEX_TITLE, Kind.TABLE_CAPTION):
            continue
        text = outside_quotes(piece.text)
        for found in _GENERAL.finditer(text):
            clause = re.split(r"[，。；：]", text[: found.start()])[-1]
            if (
                _SUBJECT.match(text[found.end() :])
                or _SERVES.search(clause)
                or re.search(
                    r"性(?!文件|标准)|变化|更新|清单|证据|情况|程度|能力|意识|(?:要求|规定)的(?!规定|要求)", found[0]
                )
            ):
                continue
            yield _law(piece, found[0], found.start(), f"笼统要求“{found[0]}”", None)
        for found in _LAWFUL.finditer(text):
            yield _law(piece, found[0], found.start(), f"笼统要求“{found[0]}”", Severity.WARNING)


def _law(piece: Piece, words: str, start: int, zh: str, severity: Severity | None) -> Breach:
    return Breach(
        piece,
        zh,
        f"a general demand to obey: {words}",
        words,
        "删去此要求；确需限定的，写出具体的技术要求",
        "leave it out; where something has to be limited, write the technical requirement",
        start=start,
        severity=severity,
    )


@draft_rule("CIT-12", "code-alone", Severity.WARNING, "9.5.4.1", "derived")
def code_alone(draft: Draft) -> Answer:
    """Finds: a cited standard with 标准, 规范 or 国际 beside its number, two numbers joined by a slash, an open list.

    An open list of standards is A、B等 or 等标准 where a clause says what to go by, and 如……等 together. The double
    number of an adopted document (GB/T 24040—2008/ISO 14040:2006) is right.

    Why: code and number say that it is a standard; ISO 14040/14044 is no number; after 等 nobody knows which documents.

    Wrong: 依据国际ISO 14064-3标准; 依据GB/T 32150等标准; GB 50736/GB 37480

    Right: 依据ISO 14064-3; 依据GB/T 32150; GB 50736和GB 37480
    """
    told: set[tuple[int, int]] = set()
    for one in citations(draft):
        if one.piece.kind is Kind.SOURCE or one.piece.part is Part.FOREWORD or (one.elided and one.join == "/"):
            continue
        for start, end in _beside(one):
            if (one.piece.index, end) not in told:
                told.add((one.piece.index, end))
                yield _bare_code(one, start, end)


def _beside(one: Citation) -> Iterator[tuple[int, int]]:
    """Yield where words beside a number begin and end that do not belong there."""
    text = one.piece.text
    after, before = text[one.end :], text[: one.start]
    ahead = _KIND_BEFORE.search(before)
    begin = ahead.start() if ahead and not _is_end_of_word(before[: ahead.start()]) else one.start
    slash, tail, more = _SLASH.match(after), _TAIL.match(after), _AND_SO_ON.match(after)
    double = re.match(r"^\s?/\s?(?=[A-Z])", after)
    other = STANDARD.match(after, double.end()) if double else None
    if slash:
        yield begin, one.end + slash.end()
    elif other is not None and not (other["code"].startswith(("ISO", "IEC")) and not one.international):
        yield begin, one.end + other.end()
    elif tail and "系列" not in tail[0]:
        yield begin, one.end + tail.end()
    elif more and _open(one, more[0]):
        yield (_such_as(one) if _such_as(one) is not None else begin) or begin, one.end + more.end()
    elif begin < one.start and not tail:
        yield begin, one.end


def _is_end_of_word(text: str) -> bool:
    """Whether 国家, 行业 … close a longer noun phrase: 采用该国家 GB."""
    return bool(re.search(r"[该各本同其]$", text))


def _open(one: Citation, more: str) -> bool:
    """Whether 等 leaves open which documents hold: in a provision's text, and after 如 anywhere."""
    if _such_as(one) is not None:
        return True
    running = one.piece.part in PROVISIONS and one.piece.kind in (Kind.PARAGRAPH, Kind.CLAUSE, Kind.ITEM)
    return running and not re.match(r"^\s?等(?:[一二三四五六七八九十两]|\d)", one.piece.text[one.end :])


def _such_as(one: Citation) -> int | None:
    """Return where 如 stands before a list of numbers that a citation closes; ``None`` where it does not."""
    before = one.piece.text[: one.start]
    bare = STANDARD.sub(lambda found: "\x00" * len(found[0]), before)
    run = re.search(r"(?:例如|比如|诸如|如)[\s：:]?(?:\x00+(?:《[^《》]*》)?\s?[、，和与及或]\s?)*$", bare)
    return run.start() if run else None


def _bare_code(one: Citation, start: int, end: int) -> Breach:
    words = one.piece.text[start:end]
    return Breach(
        one.piece,
        f"“{words}”：引用标准只写代号和编号，逐个写全",
        f"a standard is cited by code and number alone, each of them in full: {words}",
        words,
        "删去“标准”“规范”“国际”“等”；两个编号分别写出，用“和”连接",
        "drop the words; write both numbers out, joined by 和",
        start=start,
    )


_MAN = (
    r"(?:人员|员工|职工|工人|操作工|师傅|负责人|从业者|使用者|操作者|管理者|经营者|生产者|驾驶员|司机|(?:核查|检验|管理|检查|评审|审核|值班|值守|安全|操作|采样|检测|讲解|服务|作业|保洁|巡检|监理|施工|技术|调度|保安|审)员|"
    r"机构|单位|企业|公司|组织|部门|团队|工程师|专家|审核组|核查组|供应商|承包商|运营商|用户|服务商|服务方|委托方|受托方|各方|双方|学员|教师|医师|护士|游客|来访者|参观者)"
)
_ONE = r"(?:和|与|及|或|、|均|都|也|还|在[^，。；]{1,14}?(?:时|中|前|后|期间|过程中)|必须|严格|同时)*"
_RULE_OF_CONDUCT = (
    r"(?:职业道德(?:规范|准则)?|职业操守|职业规范|道德(?:规范|准则)|行为(?:规范|准则)|工作纪律|劳动纪律|纪律|规章制度|管理制度|安全制度|保密制度|制度|保密(?:规定|协议|要求|义务)|运行手册|操作手册|作业手册|工作手册|员工手册|"
    r"操作规程|作业规程|安全规程|运行规程|作业指导书|操作程序|合同约定|协议约定|职业健康安全规定|安全(?:操作)?规定|诚信原则|保密原则|公序良俗|守则|禁令)"
)
_MEN_MATCH = re.compile(
    rf"(?P<who>{_MAN}){_ONE}(?:应|须|必须|宜|要)当?(?:严格|自觉)?(?P<verb>符合)(?P<what>(?:(?!遵守|遵循|并)[^，。；]){{0,10}}?{_RULE_OF_CONDUCT})"
)
_THING = (
    r"(?:设备|装置|仪器|仪表|机组|机器|材料|原料|原辅料|产品|制品|成品|半成品|样品|试样|试剂|药剂|数据|报告|记录|文件|图纸|软件|程序|接口|格式|代码|协议栈|容器|罐体|管道|管路|阀门|电缆|导线|线缆|电池|构件|零件|部件|组件|配件|"
    r"建筑物?|厂房|库房|场地|道路|车辆|车间|标志|标识|标签|铭牌|包装|包装物|尺寸|浓度|温度|湿度|压力|含量|粒度|厚度|强度|精度|准确度|水质|空气质量|噪声|废水|废气|污水|排放浓度|限值|参数|指标|性能|质量|结构|外观|食品|饲料|肥料|混凝土|钢筋|玻璃|涂料|布线|机房|系统|平台|网络|模块|传感器|计量器具|计量表|电能表|流量计|燃料|冷却水|用水|灯具|家具|餐具|消防设施|设施|数值|结果|配置)"
)
_THINGS_OBEY = re.compile(rf"(?P<what>{_THING}){_ONE}(?:应|须|必须|宜|要)当?(?:严格)?(?P<verb>遵守)")


@draft_rule("CIT-13", "obey-or-fit", Severity.WARNING, "9.4.2.1", "read")
def obey_or_fit(draft: Draft) -> Answer:
    """Finds: things that 遵守, people and bodies that 符合 rules of conduct (制度, 纪律, 操作规程, 职业道德).

    That people 符合 conditions (下列条件, 任职要求) or a standard's requirements is right; the use and the operation of
    a thing are what people do.

    Why: 遵守 asks for a deed, 符合 for a state.

    Wrong: 设备应遵守GB 17167的规定。 操作人员应符合操作规程。

    Right: 设备应符合GB 17167的规定。 操作人员应遵守操作规程。
    """
    for piece in draft.within(Part.SCOPE, Part.BODY, Part.ANNEX, Part.INTRODUCTION):
        text = outside_quotes(piece.text)
        for found in _MEN_MATCH.finditer(text):
            yield _verb(piece, found, "遵守", f"“{found['who']}”是行为主体，用“遵守”")
        for found in _THINGS_OBEY.finditer(text):
            yield _verb(piece, found, "符合", f"“{found['what']}”是事物，用“符合”")


def _verb(piece: Piece, found: re.Match[str], right: str, zh: str) -> Breach:
    return Breach(
        piece,
        f"“{found['verb']}”用词不当：{zh}",
        f"{found['verb']} does not go with its subject here",
        found[0],
        f"改为“{right}”",
        f"write {right}",
        start=found.start(),
    )


RULES: tuple[DraftRule, ...] = (laws, code_alone, obey_or_fit)
