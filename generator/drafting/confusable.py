"""A character typed for another that sounds or looks alike, found by what the draft itself writes elsewhere.

The windows of three characters that hold the slip occur once or twice; with the right character they occur often. No
dictionary is needed, and a word that the draft always writes so is never touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.drafting.corpus import HAN, Corpus, Place

#: Characters typed for each other: of one sound or one look; not those that both make sense (制定, 制订).
_GROUPS = (
    "气汽器 记计纪 像象相向 既即 以已 制治志至致置质值 机积基极级 检捡险 测侧册 侯候 受授收 须需 在再 "
    "做作坐座 帐账 阀阈 炭碳 核合和何 排拍 清请青情 度渡 据剧具拒 监坚建间 标表 复覆付负副 辩辨辫 其期 "
    "签鉴 证正整 原源元员园 安按案 部步布 份分粉 供共公工功 成承程呈 化划 环还 技计 加价 健件建 "
    "交较教校效 接结节截 进近 径经竟境 控空 理里 利力立 量良 流留 评平凭 全权 设社 审申 施实 示视 "
    "适是式试 术数 提题 通同统 稳温 析晰 息系 项向 型形 性姓 修休 续序 养样 业页 异意 应因 影映 有由油 "
    "与予 约月 运云 责则 增曾 真振 指止 中终 主注 资自字 导倒 低底 地的 得的 地得 反返 方放防 份分 符付 "
    "高搞 关观 规归 过国 活获 积绩 继记 减检 将降 界介 竣峻 刻克 历厉 联连 料科 漏露 密蜜 内纳 排牌 培赔 "
    "配陪 偏篇 频品 启起 迁牵 欠歉 强墙 侵浸 缺却 确雀 融溶熔 洒撒 沙砂 陷限 胜剩 时实 使始 势式 输书 "
    "属数 竖坚 素塑 损捐 态太 特待 停亭 推堆 维微 为位 未末 污无 物务 析折 线限 响向 销消 协胁 泄谢 信性 "
    "形行 压亚 验检 要药 依一 遗移 益意 引印 营赢 拥用 优忧 预予 域遇 缘源 越月 暂占 藏臧 择泽 涨胀 振震 "
    "蒸争 正整 支只 职值 逐遂 装妆 壮状 准谁 浊独 租组 阻组 "
)
_ALIKE: dict[str, str] = {}
for _group in _GROUPS.split():
    for _one in _group:
        _ALIKE[_one] = "".join(dict.fromkeys(_ALIKE.get(_one, "") + _group.replace(_one, "")))

_SIZE = 3
_OFTEN = 4
_TIMES = 4
_RARE = 2


def confused(words: Corpus) -> Iterator[tuple[Place, str]]:
    """Yield words with one character confused, and what the draft writes elsewhere.

    Two windows that overlap have to show the same character: four characters around it agree with the usual wording.
    """
    text = words.text
    counts = Counter(text[at : at + _SIZE] for at in range(len(text) - _SIZE + 1))
    signs: dict[tuple[int, str], list[int]] = {}
    for right, often in counts.items():
        if often < _OFTEN or not all(HAN.match(sign) for sign in right):
            continue
        for place in range(_SIZE):
            for other in _ALIKE.get(right[place], ""):
                wrong = right[:place] + other + right[place + 1 :]
                if 0 < counts.get(wrong, 0) <= min(_RARE, often // _TIMES):
                    for at in _places(text, wrong):
                        signs.setdefault((at + place, right[place]), []).append(at)
    for (spot, sign), found in sorted(signs.items()):
        if len(found) >= 2:
            begin, end = min(found), max(found) + _SIZE
            yield words.place(begin, text[begin:end]), text[begin:spot] + sign + text[spot + 1 : end]


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
