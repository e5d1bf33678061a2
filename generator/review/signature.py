"""Detached signatures by OpenSSH: ``ssh-keygen -Y sign`` and ``-Y verify`` in the namespace ``tanwen``.

Keys are the ones that people have for git; who may sign stands in an allowed-signers file (ssh-keygen(1)). The program
is called without a shell, and everything it reads is written into a folder of its own.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from generator.base.findings import Finding, Outcome, Position, Rule
from generator.review.verify.rules import SIGNATURE_BAD, SIGNATURE_UNCHECKED

NAMESPACE = "tanwen"
_SECONDS = 60
_MOST_BYTES = 1024 * 1024


def sign(data: bytes, key: Path) -> Outcome[bytes]:
    """Return the detached signature of ``data`` by a private key, or by a public one whose other half an agent has."""
    place = Position(key.name)
    if not key.is_file():
        zh, en = f"没有密钥文件 {key}", f"there is no key {key}"
        return Outcome(None, (SIGNATURE_UNCHECKED.at(place, zh, en),))
    with tempfile.TemporaryDirectory(prefix="tanwen-sign-") as folder:
        file = Path(folder) / "data"
        file.write_bytes(data)
        done = _run(place, "-Y", "sign", "-f", str(key.absolute()), "-n", NAMESPACE, str(file))
        if isinstance(done, Finding):
            return Outcome(None, (done,))
        made = file.with_name("data.sig")
        if done.returncode or not made.is_file():
            return Outcome(None, (_unsigned(place, done.stderr),))
        return Outcome(made.read_bytes())


def signer_of(data: bytes, signature: Path, signers: Path, identity: str = "") -> Outcome[str]:
    """Return who signed ``data``: a person of the allowed-signers file, or ``identity`` if it was that one.

    No value where the signature does not hold; the findings say why.
    """
    place = Position(signature.name)
    for path in (signature, signers):
        try:
            readable = path.is_file() and path.stat().st_size <= _MOST_BYTES
        except OSError:
            readable = False
        if not readable:
            zh, en = f"读不到文件 {path}", f"{path} cannot be read"
            return Outcome(None, (SIGNATURE_UNCHECKED.at(place, zh, en),))
    known = [identity] if identity else None
    if known is None:
        found = _run(place, "-Y", "find-principals", "-s", str(signature.absolute()), "-f", str(signers.absolute()))
        if isinstance(found, Finding):
            return Outcome(None, (found,))
        known = found.stdout.decode("utf-8", "replace").split("\n") if not found.returncode else []
    for name in filter(None, known):
        done = _run(
            place, "-Y", "verify", "-f", str(signers.absolute()), "-I", name, "-n", NAMESPACE,
            "-s", str(signature.absolute()), data=data,
        )  # fmt: skip
        if isinstance(done, Finding):
            return Outcome(None, (done,))
        if not done.returncode:
            return Outcome(name)
    if not identity and not any(known):
        zh, en = (
            "签名人不在允许名单中，或签名已损坏",
            "the signer is not among those allowed, or the signature is damaged",
        )
    else:
        zh, en = (
            "签名与内容不符：内容在签署后被改动，或签名人不对",
            "the signature is not of this content by this signer",
        )
    return Outcome(None, (SIGNATURE_BAD.at(place, zh, en),))


def _unsigned(place: Position, said: bytes) -> Finding:
    why = said.decode("utf-8", "replace").strip().splitlines()
    last = why[-1] if why else "ssh-keygen"
    return SIGNATURE_UNCHECKED.at(place, f"不能签名：{last}", f"cannot sign: {last}")


def _run(place: Position, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes] | Finding:
    try:
        return subprocess.run(
            ["ssh-keygen", *arguments], input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        return _missing(SIGNATURE_UNCHECKED, place)
    except (OSError, subprocess.SubprocessError) as wrong:
        return SIGNATURE_UNCHECKED.at(place, f"ssh-keygen 无法运行：{wrong}", f"ssh-keygen cannot run: {wrong}")


def _missing(rule: Rule, place: Position) -> Finding:
    return rule.at(
        place,
        "没有 ssh-keygen，签名无法处理",
        "there is no ssh-keygen: signatures cannot be made or checked",
        hint_zh="安装 OpenSSH 8.1 或更新的版本",
        hint_en="install OpenSSH 8.1 or later",
    )
