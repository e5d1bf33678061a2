"""Words that contain the character of a modal verb, and where such a pair of characters is no word after all.

A pair before a character is written with the characters that break it: 响应 is a word, 影响应 is 影响 and 应. A pair
after it is written with what may not follow: 应变 is a word, 应变更 is 应 and 变更.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: 应 after these characters is the end of a word, unless a character of the value stands before them.
BEFORE_SHOULD: Mapping[str, str] = {
    "响": "影音",
    "供": "提",
    "反": "违",
    "对": "核比校绝面针查配",
    "效": "失有无时绩成疗能功见",
    "回": "返撤召收退驳取找带运往",
    "照": "参按依对比牌遵拍光日仿执护",
    "因": "原成起诱基动病",
    "适": "合舒",
    "相": "互三单两气液固",
    "感": "",
    "顺": "",
    "呼": "",
}
BEFORE_MAY: Mapping[str, str] = {
    "认": "确承默",
    "许": "",
    "宁": "",
    "尽": "",
}
BEFORE_CAN: Mapping[str, str] = {
    **dict.fromkeys("职功性智潜可耗赋氢万蓄冷阳汐余", ""),
    "技": "科",
    "势": "优态趋形局走",
    "热": "加散预",
    "电": "供断停",
    "动": "自启移活波运变推带驱联互流",
    "效": "有失",
    "产": "资投生量",
    "全": "安完健齐周",
    "储": "存仓",
    "用": "采使选应利作调启专通适运",
    "光": "日月荧灯",
    "风": "通送排新回",
    "核": "审复考",
    "学": "同大数",
    "械": "器",
    "节": "调环细季关章情",
    "质": "水介品材杂体",
    "供": "提",
    "体": "\u4e00-\u9fff",
    "位": "\u4e00-\u9fff",
}
BEFORE_BEST: Mapping[str, str] = {"适": "合舒", "便": "方以简轻", "事": "民人赛董理监", "相": "互三气液固"}

AFTER_SHOULD = (
    r"急|届|俱全|接不暇|季(?!度|节)|力(?![求争图促])|变(?!更|换|为|化)|答(?!复|谢)|激(?!励|活|发|光)|邀(?!请)|运而|"
    r"聘(?!请|用|任)|试(?:人|者|生)|诉(?!求|诸)|收(?:账|款|票|金额|利息|未收|租|保费|尽)|税(?!务)|"
    r"付(?!清|出|诸|给|与|费(?!用))|计(?:利息|提|未|收益|费用|折旧|负债)|(?:有|得|尽)(?:的|之)|有尽有|"
    r"得(?:利益|收入|份额|报酬)|尽(?:义务|职责|责任)|征(?:者|人员|稿)|纳税(?!人)|缴(?:税|费|金额|款|未缴)|"
    r"(?P<idiom>[收报检减查])尽(?P=idiom)"
)
AFTER_MAY = (
    r"行(?!使|驶|走)|靠(?!近|岸|泊)|信|持续|比(?!照|对|较|选|其)|比较性|再(?:生|利用|现性|制造)|追[溯踪]|见(?!证)|"
    r"观(?!察|看|摩)|查(?![询阅看找验证核实明收])|视(?:[化距角性域度]|范围)|用(?:[性率的]|容量|时间|资源|功率|能量|水量|面积|空间|状态|度|资金|小时|系数|带宽)|"
    r"变(?!更|换|为|动|通|化|成(?!本))|燃|溶|降解|控(?!制)|控制[性的]|逆|知(?!会)|读(?!取)|选(?:[项件的值]|配件|部件|功能|模块)|"
    r"回收(?:[物性率的余、。]|利用|材料|资源)|接受(?:[的性]|程度|水平|范围|偏差|风险|准则|限)|避免(?=[。，；的]|$)|塑|"
    r"移动[的式性设存硬装]|移植|编程|调(?![整用取阅配查换度动遣研低高])|调[节度整][性的负资能]|替代[性的燃材物]|达(?!成)|"
    r"研(?!究|判|讨|发)|疑|惜|喜|谓|贵|交易[的性配标]|分割|耕地|支配|及[性的]|操作(?=[性的。，；、）]|$)|量化[的性]|"
    r"(?!用)[\u3400-\u9fff]{1,2}性(?![质能格别])|[\u3400-\u9fff]{2,3}、可|[\u3400-\u9fff]{2}的"
)
#: 不可 in a word: not a ban.
AFTER_MUST_NOT = (
    r"或缺|分割?|逆|再|避免|抗|靠|行(?!使|驶)|控|预|知|少|见|比|燃|溶|降解|恢复|缺少|调和|测|信|"
    r"更新|能|替代|忽[视略]|弥补|逾越|多得|观|持续|估量|思议|用(?:[性率的时，。、；）]|$|状态|时间|情况|后)|由[^，。；：]{1,12}的|(?:验证|判定|识别|比较|接受)(?=[命事项风对])|[\u3400-\u9fff]{1,3}性(?![质能])|"
    r"[\u3400-\u9fff]{2}的"
)
AFTER_CAN = (
    r"源(?!自|于)|量(?!化|测|取)|力|耗(?!尽|散)|效|级(?!联)|见度|否|动[性地作的]|者|人(?!工|机|为|员)|手(?!动|工|持|写)|"
    r"干(?!燥|扰|预|涉)|流(?!畅|动|入|出|通)|评(?!价|估|定|审)|管(?!理|控)|谱|值(?!守|班)|碳(?!化)"
)
AFTER_BEST = r"居(?!中|于)|人(?!工|员|数|均|为)|昌|宾|兴(?!建|办|修)|春(?!季|天|秋)|家(?!庭|用)|林|耕|牧|业(?!主|务|内)"


def single(char: str, before: Mapping[str, str], after: str, more: str = "") -> str:
    """Return the pattern of a modal verb of one character that stands in none of the words."""
    behind = "".join(f"(?<!(?<![{breaks}]){last})" if breaks else f"(?<!{last})" for last, breaks in before.items())
    return rf"{behind}{more}{char}(?!{after})"


# ----------------------------------------------------------------------------------------------- 应对 and 应用

#: What one copes with: 应对 is then one verb.
_THREAT = (
    r"(?:各种|各类|上述|可能|日益|全球|国际|潜在|未来|复杂|重大|外部|内部|由此|相关)*(?:的)?"
    r"(?:气候|风险|突发|极端|自然|灾|危机|挑战|变化|波动|紧急|事故|异常|负荷|停电|故障|冲击|压力|不利|不确定|需求|台风|"
    r"洪|暴|雪|高温|低温|短缺|中断|疫|贸易|碳关税|措施|策略|方案|能力|机制|行动|预案|计划|战略|手段|工作|方式|之|得当|"
    r"不足|有[力方效]|自如)"
)
#: 应用不断扩大, against 应用不锈钢制造.
_HOW_APPLIED = re.compile(r"应用不(?:断|当|足|够|广|多|普遍|平衡|充分|到位|规范|深|便)")
#: What may stand before 应对 or 应用 when it is one verb or noun.
_VERB_BEFORE = re.compile(
    r"(?:[的和与、在为以等了所中其及并或可宜应能未已]|制定|编制|建立|用于|提[高升]|增强|加强|具备|采取|积极|有效|共同|"
    r"联合|协同|妥善|合理|推广|广泛|实际|工程|集成|综合|创新|开发|示范|推动|促进|鼓励|支持|技术|成功|规模化)$"
)
_DEAL = re.compile(
    r"应对[^，。；：、]{1,40}?(?:进行|予以|加以|作出|做出|给予|实施|开展|提供|负责|保密|逐[项一]|分别|定期)(?![^，。；：]{0,8}的)"
)
_DEAL_LISTED = re.compile(r"应对[^，。；：]{1,60}?(?:进行|予以|加以|作出|做出|给予)(?![^，。；：]{0,8}的)")
_COPE = re.compile(rf"应对(?:$|[，。；：、）的]|{_THREAT})")
_WITH = re.compile(
    r"应用[^，。；：的应]{1,14}(?:书写|表示|标[注示明]|冲洗|清洗|洗涤|擦拭|封装|包装|密封|贮存|盛装|固定|校准|填充|覆盖|润洗|稀释|"
    r"溶解|滴定|隔开|区分|注明|加密|遮盖|夹持|涂抹|擦净)"
)


def is_verb_of_its_own(text: str, at: int) -> bool:
    """Whether 应 at a place belongs to 应对 (cope with) or 应用 (apply) and is no modal verb."""
    pair = text[at : at + 2]
    if pair == "应对":
        return _copes(text, at)
    if pair == "应用":
        if _HOW_APPLIED.match(text, at):
            return True
        if text[at - 1 : at] == "不" or text.startswith(("应用不", "应用能"), at):
            return text.startswith("应用能", at)
        return bool(_VERB_BEFORE.search(text[max(at - 3, 0) : at])) or not _WITH.match(text, at)
    return False


def _copes(text: str, at: int) -> bool:
    if text.startswith(("应对照", "应对标", "应对比", "应对外", "应对内", "应对应", "应对接", "应对齐", "应对称"), at):
        return False
    if text[at - 1 : at] == "不":
        return False
    if _VERB_BEFORE.search(text[max(at - 3, 0) : at]):
        return True
    if _DEAL.match(text, at):
        return False
    if text[at - 1 : at] == "是" and at:
        return True  # 节水是应对干旱的途径
    if _COPE.match(text, at):
        return True
    return at == 0 and not _DEAL_LISTED.match(text)
