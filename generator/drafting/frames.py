"""Frames of Chinese sentences that are broken wherever they stand (GB/T 1.1-2020, 5.4.1 and 9.4.1).

Two constructions blended, an end left out, words that say one thing twice, verbs with objects that they do not take.
Each frame is a pattern that innocent sentences do not meet; what depends on a draft's other places is in the rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_C = r"[^，。；：\n]"  # within one clause
_S = r"[^。；\n]"  # within one sentence
_END = r"(?=[，。；]|$)"
_BEGIN = r"(?:^|(?<=[。；]))\s*"
_PART = r"(?:^|(?<=[。；，：]))\s*"
_AMOUNT = r"\s?[\d一二两三四五六七八九十][\d.,\s\u00a0]*[^\d，。；：的、]{0,6}?"


@dataclass(frozen=True, slots=True)
class Frame:
    """A broken frame: its pattern, what is wrong, what to write. ``items``: also read in items of lists."""

    pattern: re.Pattern[str]
    zh: str
    en: str
    hint_zh: str
    hint_en: str
    items: bool = True


def _frame(pattern: str, zh: str, en: str, hint_zh: str, hint_en: str, items: bool = True) -> Frame:
    return Frame(re.compile(pattern, re.MULTILINE), zh, en, hint_zh, hint_en, items)


_BLENDED = ("句式杂糅", "two constructions are blended")
_KEEP_ONE = ("只保留一种句式", "keep one construction")


def _blend(pattern: str) -> Frame:
    return _frame(pattern, *_BLENDED, *_KEEP_ONE)


#: Two constructions in one.
BLENDS: tuple[Frame, ...] = (
    _blend(rf"由于{_C}{{2,30}}(?:的原因|的缘故){_END}"),
    _blend(r"原因(?:主要)?是(?:因为|由于)"),
    _blend(rf"之所以{_S}{{2,40}}原因是"),
    _blend(
        rf"(?:根据|按照|依据|据){_C}{{0,20}}(?:结果|数据|统计|研究|调查|资料|分析|试验|经验)(?:表明|显示|证明|指出)(?=[，,])"
    ),
    _blend(rf"围绕(?:着)?{_C}{{1,20}}为(?:中心|核心|重点|主线){_END}"),
    _blend(rf"本着{_C}{{1,20}}为(?:原则|宗旨|目的|指导)"),
    _blend(rf"取决于{_C}{{1,20}}(?:所)?决定{_END}"),
    _blend(rf"分为{_C}{{2,24}}(?<!的)(?:组成|构成){_END}"),
    _blend(rf"(?:包括|包含){_C}{{2,30}}(?<![的其所])(?<!学)(?:所)?(?:组成|构成){_END}"),
    _blend(rf"(?<![具没所含拥带设还只仅])有[^，。；：的有由]{{2,24}}(?:组成|构成){_END}"),
    _blend(rf"(?:根据|依据|按照)[^，。；定作选认视列设以]{{2,20}}为(?:依据|准|准则){_END}"),
    _blend(r"(?<!以)为了?[^，。；以]{2,20}为目的"),
    _blend(rf"由{_C}{{1,12}}负责{_C}{{1,16}}负责{_END}"),
    _blend(rf"以{_C}{{1,12}}为主要{_C}{{0,8}}为主{_END}"),
    _blend(rf"(?:有利于|有助于){_C}{{2,20}}的(?:作用|好处){_END}"),
    _blend(
        rf"{_PART}在[^，。；：]{{2,24}}(?:影响|作用|推动|支持|帮助|指导|要求|背景|情况|基础|过程)(?:下|中|上)，(?:使得|使(?![用命其]))"
    ),
    _blend(rf"{_BEGIN}(?:经过|随着|由于)[^。；，\n]{{2,40}}，(?:从而|进而)?(?:使得|使(?![用命其]))"),
    _blend(r"(?:满足|实现|达到|完成|具备|提供|获得)(?:让|令(?!牌)|使(?![用得命]))"),
    _blend(r"(?:采用|采取|通过|利用|运用)[^，。；：以的作视称]{2,20}为(?:主|辅)(?=[，、。；的])"),
    _blend(r"(?:保证|确保|使得?|保持)了?[^，。；的]{1,12}是(?!否)[\u3400-\u9fff]{2}性(?=[，。；])"),
    _blend(
        r"(?:清楚|清晰|明确|具体|合理|完整|准确|可靠|真实|有效|科学|规范|统一|安全|便捷|方便|简单|稳定|齐全|充分|适用|先进|成熟)"
        r"(?:且|并且|而且)(?!具)[\u3400-\u9fff]{2,3}(?<![一特])性(?=[，。；]|$)"
    ),
    _blend(r"只有[^，。；]{2,24}，就(?:可|能|会)"),
    _blend(rf"(?<![\u3400-\u9fff])为了?{_C}{{2,30}}，{_C}{{0,20}}的目的(?=。)"),
    _blend(
        rf"(?:提高|提升|增强|加强|改善|优化|降低|减少)了?{_C}{{2,20}}(?:得到|获得|有了)了?{_C}{{0,6}}(?:提高|提升|增强|加强|改善|优化|降低|减少)"
        rf"{_END}"
    ),
    _blend(
        rf"(?P<deed>编制|制定|审核|审批|检查|校准|采购|验收|填写|保管|维护|维修|实施|管理|起草|修订)(?:工作)?由{_C}{{2,16}}(?:负责|进行)(?P=deed)"
        rf"(?:工作)?{_END}"
    ),
    _blend(r"只要[^，。；]{2,24}，才(?:可|能|会)"),
)

#: A frame whose end is missing, a sentence whose subject or verb is missing.
OPEN: tuple[Frame, ...] = (
    _frame(
        rf"(?<![\u3400-\u9fff]|[，、“（(])虽然(?!{_S}*(?:但|却|仍|还|然而|不过|也|尚|依然)){_S}+[。；]",
        "“虽然”没有后半句",
        "虽然 has no second half",
        "补上“但”的分句",
        "write the clause with 但",
    ),
    _frame(
        rf"(?:^|(?<=[。；，]))一方面(?!{_S}*(?:另一方面|另一|又|还|也)){_S}+[。；]",
        "“一方面”没有“另一方面”",
        "一方面 has no other side",
        "补上另一方面",
        "write the other side",
    ),
    _frame(
        rf"{_PART}当(?![地日年月天前场事量选代时作做然班且期值局中下初季次班晚])[^，。；：]{{4,30}}(?<![时后前下上内外间候际])(?=，(?:应|宜|不应|可|则|需))",
        "“当……”没有“时”收尾",
        "the clause with 当 is not closed",
        "补上“时”",
        "close it with 时",
    ),
    _frame(
        rf"{_PART}[\u3400-\u9fff]{{2,6}}(?:过程|期间|阶段)(?!控制|管理|监督|检验|质量|改进|记录|审核)(?=[\u3400-\u9fff]{{0,8}}?(?:机构|单位|人员|组织|企业|部门|司机|组|双方|专家|商|者|方)不?[应宜可])",
        "时间词后缺少“中”",
        "中 is missing behind the word of time",
        "补上“中，”",
        "write 中 and a comma",
    ),
    _frame(
        rf"{_PART}(?:依据|根据|按照?)[^，。；：对就将由]{{2,30}}的[^，。；：对就将由的]{{0,10}}(?:报告|声明|数据|清单|产品|设备|样品|文件|材料|项目|结果|"
        r"记录|图纸|合同|台账|方案|系统)(?:[^，。；：对就将由]{0,4})?进行(?!的)",
        "“进行”的对象前缺少“对”",
        "对 is missing before the object of 进行",
        "补上“对”",
        "write 对",
    ),
    _frame(
        r"(?:^|(?<=[，。；：]))[^，。；：\n在于从自以]{2,40}(?<![加晚])(?:上|中)所(?=(?:完成|进行|开展|实施|实现|提供|发生|产生)[^，。；]{0,4}的)",
        "“……上”前缺少“在”",
        "在 is missing before …上",
        "补上“在”",
        "write 在",
    ),
    _frame(
        r"(?:撤离|离开|停机|断电|关闭|停止|疏散|隔离|切断|停运|停产)在[^，。；：]{2,16}(?:前|后)(?=不|应|宜|可|方可|才)",
        "两个分句之间缺少标点",
        "a mark is missing between two clauses",
        "在动词后加逗号",
        "put a comma behind the verb",
    ),
    _frame(
        r"(?<=[\u3400-\u9fff])(?:真实|准确|合规|完整|可靠|有效|稳定|一致|清晰|合理)(?:最终|随后|然后|此后|接着|从而|因此|同时|此外|另外)(?=[\u3400-\u9fff])",
        "两个分句之间缺少标点",
        "a mark is missing between two clauses",
        "在后一分句前加逗号",
        "put a comma before the second clause",
    ),
    _frame(
        r"(?:^|(?<=[。；，]))[^，。；：是为指作即属成]{4,60}的一种[\u3400-\u9fff]{2,8}(?=。)",
        "只有名词短语，没有主语和谓语",
        "a noun phrase without subject and verb",
        "写成“……是……”的句子",
        "make it a sentence with 是",
        items=False,
    ),
    _frame(
        r"(?<![供适反感效呼])(?:应|宜)(?![对答])[\u3400-\u9fff]{2}(?<!一次)(?<!周期)(?<!阶段)性(?=[，。；、]|良好|高|强)",
        "“应”后缺少动词",
        "a verb is missing behind 应",
        "写“应具有……性”或去掉“性”",
        "write 应具有, or drop 性",
    ),
    _frame(
        r"(?<![相绝应面针核查])对(?=进行|予以|加以)(?:进行|予以|加以)",
        "“对”后缺少对象",
        "对 has no object",
        "补上对象",
        "name the object",
    ),
    _frame(
        r"提出(?:整改|改进|处理|解决|修改|优化)(?=[。；])",
        "“提出”的宾语不完整",
        "提出 has no object",
        "写“提出整改意见”“提出改进措施”等",
        "say what is put forward",
    ),
    _frame(
        r"进行(?:措施|制度|方案|设备|文件|台账|档案|清单|人员|指标|水平|能力|体系)(?=[，。；])",
        "“进行”后缺少动词",
        "a verb is missing behind 进行",
        "写明进行何种活动",
        "say what is done",
    ),
    _frame(
        r"(?<![\u3400-\u9fff])(?:以及|并且)(?=[。；])|以及(?=不?[应宜](?:由|在|按|对|将|为|从)(?![^，。；]{0,12}的))",
        "“以及”后缺少词语",
        "words are missing behind 以及",
        "补全词语",
        "write what is missing",
    ),
    _frame(
        r"(?<![存所])在[^，。；：\n]{2,30}(?:等|的)(?:基础|前提)(?=(?:确定|开展|进行|制定|建立|编制|选[择用]|计算|提出|编写|，))",
        "“在……基础”后缺少“上”",
        "上 is missing behind 在……基础",
        "写“在……基础上”“在……前提下”",
        "write 在……基础上",
    ),
    _frame(
        r"(?:[应宜需]|则应?|则需)(?:重新|立即|及时)(?:开始|停止|恢复|暂停|结束)[^，。；的]{2,8}的(?:时间|日期|时刻|地点)(?=[，。；]|$)",
        "动词与宾语不搭配",
        "verb and object do not fit",
        "改用搭配的动词",
        "use a verb that fits",
    ),
    _frame(
        r"(?:阀|泵|机|器|管|罐|柜|箱|件|塔|炉|设备|仪器|装置|样品|产品|材料|车辆|食品|轴承|电缆)[应宜][^，。；]{0,10}(?:得到|予以|加以)"
        r"(?:解决|克服|落实|避免|实现)(?=[，。；]|$)",
        "主语与谓语不搭配",
        "subject and verb do not fit",
        "改用搭配的动词",
        "use a verb that fits",
    ),
    _frame(
        r"(?:面积|浓度|温度|压力|含量|长度|厚度|宽度|高度|流量|电压|电流|功率|速度|湿度|体积|电阻)[应宜](?:无|没有)[^，。；]{0,10}"
        r"(?:峰|杂质|颗粒|裂[纹缝]|气泡|异物|泄漏|渗漏|破损|锈蚀|斑点|划痕|毛刺)(?=[，。；]|$)",
        "主语与谓语不搭配",
        "subject and verb do not fit",
        "写明什么量为多少，或何处没有何物",
        "say how much it is, or where there is none of it",
    ),
    _frame(
        r"(?:^|(?<=[，。；]))[应宜](?:进行|开展|予以|加以)(?=[。；])",
        "“进行”后缺少宾语",
        "进行 has no object",
        "写明进行何种活动",
        "say what is done",
    ),
    _frame(
        r"(?<![均都也])应(?:具备|具有|符合|确保|采取|加强|包括|遵循|保证|满足|防止|避免|提高)(?=[。；])",
        "动词后缺少宾语",
        "the verb has no object",
        "补上宾语",
        "write the object",
    ),
)

#: Prepositions that do not go with the verb, and negations too many.
WRONG_WORDS: tuple[Frame, ...] = (
    _frame(
        r"(?<![针相绝面])对(?!于|外|突发|气候|风险|变化|挑战|紧急|事故|危机)[^，。；：的对为向、应宜可]{2,12}提供(?![^，。；、]{0,16}的(?!服务|支持|帮助|培训|指导|咨询))"
        r"[^，。；：]{0,14}?(?:服务|支持|帮助|指导|咨询|培训|技术|便利|保障|依据|条件)",
        "“对……提供”介词不当",
        "对 does not go with 提供",
        "改为“为……提供”或“向……提供”",
        "write 为…提供 or 向…提供",
    ),
    _frame(
        r"(?:避免|防止|以免|杜绝|切忌|谨防)[^，。；、的不]{0,10}不(?:受|被|发生|出现|再|产生|造成|引起|会|遭)(?![^，。；]{0,4}的)",
        "多了一个否定",
        "one negation too many",
        "删去“不”",
        "drop 不",
    ),
    _frame(
        rf"(?:不(?:应|宜|得|能|可)?(?:低于|少于|小于|短于)|至少为?|最少为?|超过|大于|高于|多于){_AMOUNT}(?:及)?以上",
        "“不低于”与“以上”重复",
        "不低于 and 以上 say the same twice",
        "删去其一",
        "drop one of them",
    ),
    _frame(
        rf"(?:不(?:应|宜|得|能|可)?(?:高于|超过|大于|多于|长于|迟于|晚于)|最多为?|至多为?|(?<!不)(?:低于|少于|小于)){_AMOUNT}(?:以下|以内|之内)",
        "“不超过”与“以下（内）”重复",
        "不超过 and 以下 say the same twice",
        "删去其一",
        "drop one of them",
    ),
    _frame(
        rf"(?:大?约|大概|将近)为?{_AMOUNT}(?:左右|上下)",
        "“约”与“左右”重复",
        "约 and 左右 say the same twice",
        "删去其一",
        "drop one of them",
    ),
    _frame(
        r"(?:减少|降低|下降|缩短|缩小|减小)了?\s?[\d一二两三四五六七八九十几数][\d.]*\s?倍",
        "减少不能用倍数表示",
        "a decrease has no multiple",
        "用分数或百分比表示",
        "write a fraction or a percentage",
    ),
    _frame(
        r"[\d一二两三四五六七八九十]+\s?(?:台|套|份|件|辆|张|条|根|块)[^，。；：、\d]{0,4}(?:人员|员工|检验员|操作员|审核员|工程师|专家)(?=[，。；、应宜的进参负]|$)"
        r"|[\d一二两三四五六七八九十]+\s?(?:名|位)[^，。；：、\d]{0,4}(?:设备|仪器|装置|机组|传感器|车辆|水泵|样品|文件|报告)(?=[，。；、应宜的]|$)",
        "量词与名词不搭配",
        "the measure word does not go with the noun",
        "改用相应的量词",
        "use the measure word of the noun",
    ),
)


#: Verbs of which none may stand between a verb of the table below and its object.
_OTHER_VERB = (
    "提高|提升|改善|保证|确保|保障|降低|控制|加强|完善|加大|减少|增加|扩大|达到|"
    "满足|明确|规范|优化|影响|反映|评价|监测|检验"
)
_BETWEEN = rf"(?:(?!{_OTHER_VERB})[^，。；：的、])"


def _misfit(verbs: str, nouns: str, of: bool = True) -> Frame:
    """Make a frame of verbs with nouns that they do not take; ``of``: also behind a 的 (提高质量的措施 is a noun)."""
    more = rf"(?:的{_BETWEEN}{{0,6}})?" if of else ""
    return _frame(
        rf"(?:{verbs}){_BETWEEN}{{0,10}}{more}(?:{nouns})(?=[，。；]|$)",
        "动词与宾语不搭配",
        "verb and object do not fit",
        "改用搭配的动词",
        "use a verb that fits",
    )


#: Verbs with objects that they do not take. Between them no other verb of the table may stand.
MISFITS: tuple[Frame, ...] = (
    _misfit("加强|完善|健全|建立|开展|制定|落实|扩大|增加|增强", "水平|效率|质量水平"),
    _misfit("降低|减少|缩小", "效率|能力"),
    _misfit("加强|提高|增强|完善", "力度"),
    _misfit("提高|加强|增强|改善|提升", "数量|频次|次数"),
    _misfit("加强|完善|扩大|增强", "速度|精度|准确度|准确率|合格率"),
    _misfit("提高|提升|扩大|发挥", "制度|措施|职责|机制|流程", of=False),
    _misfit("达到", "作用|功能|职责|义务|责任|需求|需要"),
    _misfit("起到", "效果|目的|目标|要求|水平"),
    _misfit("发挥", "效果|水平|质量|目的|义务|责任"),
    _misfit("采取(?!措施|方式|手段|办法|行动|步骤|[^，。；]{0,4}(?:措施|方式))", "设备|仪器|材料|软件"),
    _misfit("减轻|缩短|缩小", "成本|费用|价格|温度"),
    *(
        _frame(
            rf"(?:{verbs})了?[^，。；、]{{0,8}}(?:{fits})(?:以及|[和与及])[^，。；、的]{{0,4}}(?:{misfits})(?=[，。；]|$)",
            "动词只与一个宾语搭配",
            "the verb fits only one of its objects",
            "为另一宾语另写动词",
            "give the other object a verb of its own",
        )
        for verbs, fits, misfits in (
            ("提高|提升|增强", "效率|质量|水平|能力", "成本|能耗|费用|风险|误差|损耗|污染"),
            ("降低|减少", "成本|能耗|费用|风险|误差|损耗", "效率|质量|水平|能力"),
        )
    ),
    _frame(
        r"(?:效率|水平|精度|速度|准确度)[应宜](?:得到|予以|加以)(?:加强|完善|健全|落实)(?=[，。；]|$)",
        "主语与谓语不搭配",
        "subject and verb do not fit",
        "改用搭配的动词",
        "use a verb that fits",
    ),
)

_SYNONYMS = (
    "补充|补齐|补足|补全|完善|健全",
    "修改|修正|修订|改正|更正|纠正|整改",
    "检查|核查|核对|核实|复核|审核|审查|查验|检验",
    "提高|提升|增强|加强|强化|改善|改进",
    "清理|清除|清洗|清扫|清洁",
    "停止|中止|终止|暂停",
    "更换|替换|调换|置换",
)
#: Three verbs of one meaning in a row.
_PILED = (
    "(?=[补完健修改更纠整检核复审查提增加强清停中终暂替调置])(?:"
    + "|".join(rf"(?:{words}){{3,}}" for words in _SYNONYMS)
    + ")"
)

#: What a noun already says, said again by the verb behind it; what a word says twice.
REDUNDANT: tuple[Frame, ...] = (
    _frame(
        r"(?P<verb>保存|存放|储存|放置|安装|设置|布置|进行|完成|实施|堆放|使用|运行|操作)(?:在|于)[^，。；]{1,14}[内中上下里处间](?:进行)?(?P=verb)(?=[，。；])",
        "动词重复",
        "the verb stands twice",
        "删去其一",
        "drop one of them",
    ),
    *(
        _frame(pattern, "词义重复", "the same is said twice", hint_zh, hint_en)
        for pattern, hint_zh, hint_en in (
            (
                r"数量水平|水平数量|数量总量|总量数量|数量数目|数目数量|浓度含量|含量浓度|比例占比|占比比例|频率频次|频次频率|(?<=的)(?:数值量值|量值数值)",
                "只留一个量的名称",
                "keep one name of the quantity",
            ),
            # what is measured, and its reduction, in one word: 水耗节水, 碳足迹减碳
            (
                r"(?P<thing>[碳水电能热汽气油])(?:足迹|排放量?|消?耗量?)(?:减|降|节|控)(?P=thing)",
                "删去重复的语素",
                "drop what is said twice",
            ),
            (r"(?:涉及|波及|触及|谈及|提及|普及)到", "删去“到”", "drop 到"),
            (r"付诸于|见诸于|有赖于于|在于于|位于在|处于在", "删去重复的介词", "drop the second preposition"),
            (r"目的(?:就)?(?:是|在于)为了", "删去“为了”", "drop 为了"),
            (
                r"必须要(?!求)|应必须|必须应(?![急对用力答变])|可以能够|能够可以|可以可(?!能|以?采)",
                "只用一个能愿动词",
                "keep one verb",
            ),
            (r"再次重新|重新再次|(?<![，。；：、并])(?<!^)再重新|又再次|重复再次", "只留其一", "keep one"),
            (
                r"(?:仅仅|仅)只(?!限|需|有)|只仅|均都|都均|全部均都|更加更为|十分非常|非常十分|大致基本|基本大致|尽量尽可能|尽可能尽量",
                "只留其一",
                "keep one",
            ),
            (
                r"以及和|和以及|及其以及|以及及|或者或(?!许)|并且并(?!网|联|行|列)|(?<!以)及和(?!谐)|与和(?!谐)|和与(?!会)|和及(?!时)|(?<!以)及与(?!会|否)",
                "只留一个连词",
                "keep one joint",
            ),
            (r"事先预先|预先事先|提前预先|预先提前|事先提前|提前事先", "只留其一", "keep one"),
            (
                r"截止(?:到)?目前为止|(?:相关有关|有关相关)|每天每日|每日每天|互相相互|相互互相|首先第一|最终最后",
                "只留其一",
                "keep one",
            ),
            (
                r"根据按照|按照根据|依据按照|按照依据|根据依据(?!的)|依据根据|关于对于|对于关于|通过经过|经过通过|为了为|自从从|在于在",
                "只留一个介词",
                "keep one preposition",
            ),
            (
                r"严禁禁止|禁止不得|不得禁止|严禁不得|切[忌勿](?:不要|不得|不应)|是否能否|能否是否|是否可否",
                "只留其一",
                "keep one",
            ),
            (
                r"全部所有|所有全部|首次第一次|第一次首次|最优最佳|最佳最优|原来原有|已经已(?!知)|已已经|即将将|将即将|将要将|正在[^，。；]{1,8}之中|尤其特别|特别尤其|"
                r"立即马上|马上立即|立刻马上|任何一切|一切任何|例如比如|比如例如|附近周边|防止避免|避免防止|预防防止|操作作业(?=[，。；])|周边附近|每个各|各个每个|开始启动|开始着手开始|"
                r"均应[^，。；]{0,6}都|都应[^，。；]{0,6}均",
                "只留其一",
                "keep one",
            ),
            (r"等等(?=[，。；])", "列举未尽用“等”", "write 等"),
            (r"等等之类|之类等", "只留其一", "keep one"),
            (
                r"(?<![同平高中初优均相对何])等等(?=[\u3400-\u9fff])(?![级效于同价温压距离分高])",
                "只写一个“等”",
                "write 等 once",
            ),
            (_PILED, "同义的动词只留其一", "keep one of the verbs of one meaning"),
        )
    ),
)

FRAMES: tuple[Frame, ...] = (*BLENDS, *OPEN, *WRONG_WORDS, *MISFITS)
