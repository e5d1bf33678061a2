"""What verification says of a file: how many numbers and texts are as built, what is wrong, and what that proves."""

from __future__ import annotations

import json
from dataclasses import dataclass

from generator.base.findings import Finding
from generator.base.text import Language, Text


@dataclass(frozen=True, slots=True)
class Claims:
    """What was checked: numbers (chart points among them), how many are as built; blocks of text, how many are."""

    numbers: int = 0
    as_built: int = 0
    blocks: int = 0
    blocks_as_built: int = 0


@dataclass(frozen=True, slots=True)
class BuiltFrom:
    """The build that a file says it comes from; without a ``commit`` with these inputs, ``why`` says so."""

    document: str
    template: str
    build: str
    commit: str = ""
    date: str = ""
    subject: str = ""
    now: bool = False
    why: Text = Text("", "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification says of one file.

    ``against`` is what the numbers were held against: ``file`` (itself alone), ``project``, ``record`` (a signed
    edition), ``manifest``; empty where nothing could be judged.
    """

    file: str
    kind: str
    claims: Claims
    findings: tuple[Finding, ...]
    against: str = ""
    source: str = ""
    signer: str = ""
    built_from: BuiltFrom | None = None
    #: What could not be judged.
    left: tuple[Text, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no error stands."""
        return not any(one.blocks_final for one in self.findings)

    @property
    def checked(self) -> Text:
        """What was checked, first of all."""
        numbers, blocks = self.claims, self.claims.blocks
        zh = f"{self.file}：{numbers.numbers} 个数字，{numbers.as_built} 个与生成时一致"
        en = f"{self.file}: {numbers.numbers} numbers, {numbers.as_built} as built"
        if blocks:
            zh += f"；{blocks} 处文字，{numbers.blocks_as_built} 处与生成时一致"
            en += f"; {blocks} blocks of text, {numbers.blocks_as_built} as built"
        return Text(zh, en)

    @property
    def origin(self) -> Text | None:
        """Which version the file was built from."""
        one = self.built_from
        if one is None:
            return None
        zh = f"生成自文档 {one.document}，模板 {one.template}，构建号 {one.build}"
        en = f"built from document {one.document}, template {one.template}, build {one.build}"
        if one.commit:
            zh += f"，提交 {one.commit[:10]}（{one.date}，{one.subject}）"
            en += f", commit {one.commit[:10]} ({one.date}, {one.subject})"
        elif one.why.zh:
            zh, en = f"{zh}；提交未找到：{one.why.zh}", f"{en}; no commit found: {one.why.en}"
        if one.now:
            zh, en = f"{zh}；与项目现在的内容相同", f"{en}; the project is still the same"
        elif self.against == "project":
            zh, en = f"{zh}；项目此后已有改动", f"{en}; the project has changed since"
        return Text(zh, en)

    @property
    def unjudged(self) -> Text | None:
        """What could not be judged, on one line; nothing where all was."""
        if not self.left or not self.against or self.against == "signature":
            return None
        zh, en = "、".join(one.zh for one in self.left), ", ".join(one.en for one in self.left)
        return Text(f"未核对：{zh}", f"not judged: {en}")

    @property
    def answer(self) -> Text:
        """What the file proves, in words: never more than what it was held against."""
        if not self.against:
            return Text("结论：不能判断", "answer: cannot be judged")
        if not self.ok:
            return Text("结论：不一致，见上列错误", "answer: not consistent, see the errors above")
        if self.against == "project":
            zh = f"结论：数字与项目 {self.source} 现在的账一致"
            return Text(zh, f"answer: the numbers are those of the ledger of {self.source} as it is now")
        if self.against == "record":
            zh = f"结论：数字与 {self.signer} 签署的版本一致"
            return Text(zh, f"answer: the numbers are those of the edition that {self.signer} signed")
        if self.against == "signature":
            zh = f"结论：文件与 {self.signer} 签署时逐字节相同"
            return Text(zh, f"answer: the file is byte for byte the one that {self.signer} signed")
        if self.against == "manifest":
            zh = "结论：与同目录 manifest.json 所记的生成结果一致；要证明数字属实，请加 --project 或签名"
            en = "answer: consistent with manifest.json beside it; truth needs --project or a signature"
            return Text(zh, en)
        zh = "结论：文件自身一致；这不证明数字属实，要证明请加 --project 或签名"
        return Text(zh, "answer: consistent in itself; that is not proof: truth needs --project or a signature")


def as_json(verdict: Verdict, language: Language) -> str:
    """Return a verdict as JSON: what was checked, against what, findings, the build, the answer."""
    claims, built = verdict.claims, verdict.built_from
    told = {
        "file": verdict.file,
        "kind": verdict.kind,
        "numbers": {"checked": claims.numbers, "as_built": claims.as_built},
        "texts": {"checked": claims.blocks, "as_built": claims.blocks_as_built},
        "against": verdict.against,
        "source": verdict.source,
        "signer": verdict.signer,
        "ok": bool(verdict.against) and verdict.ok,
        "not_judged": [one.say(language) for one in verdict.left],
        "answer": verdict.answer.say(language),
        "built_from": {
            "document": built.document,
            "template": built.template,
            "build": built.build,
            "commit": built.commit,
            "date": built.date,
            "same_as_project": built.now,
        }
        if built is not None
        else None,
        "findings": [_finding(one, language) for one in verdict.findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _finding(one: Finding, language: Language) -> dict[str, object]:
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "message": one.message.say(language),
        "path": one.position.path,
        "paragraph": one.position.paragraph,
        "block": one.block,
        "fact": one.fact,
        "origin": [str(place) for place in one.related],
    }
