"""Detached signatures by ``ssh-keygen -Y``: whoever has a key of ssh signs, whoever has its public half checks."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from generator.base.findings import Finding, Outcome, Position, Rule, Severity

#: What keeps a signature of ours from being taken for one of a mail or a commit.
NAMESPACE = "tanwen"
_SECONDS = 120
_LARGEST = 64 * 1024

NOT_SIGNED = Rule(
    "RV030",
    "not-signed",
    Severity.ERROR,
    "Finds: an edition that could not be signed with the key named.\n"
    "Why: it was asked for; an edition without it would be taken for a signed one.\n"
    "Wrong: ``--sign key`` where there is no such key, or its passphrase was not given\n"
    "Right: ``--sign ~/.ssh/id_ed25519``\n",
    waivable=False,
)
BAD_SIGNATURE = Rule(
    "RV031",
    "signature-not-good",
    Severity.ERROR,
    "Finds: a detached signature that none of the allowed signers made over these bytes.\n"
    "Why: what is not signed by whom one trusts proves nothing.\n"
    "Wrong: an edition.json that was changed after it was signed\n"
    "Right: the edition as it was issued, and a file of allowed signers that names who issued it\n",
    waivable=False,
)


def sign_bytes(data: bytes, key: Path) -> Outcome[bytes]:
    """Sign bytes with a private key of ssh, or with a public one whose other half an agent holds."""
    done = _run(["-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE], data)
    if isinstance(done, str) or done.returncode or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        why = done if isinstance(done, str) else _said(done)
        finding = NOT_SIGNED.at(
            Position(key.name),
            f"无法用密钥 {key.name} 签名：{why}",
            f"cannot sign with the key {key.name}: {why}",
            hint_zh="例如 --sign ~/.ssh/id_ed25519",
            hint_en="for example --sign ~/.ssh/id_ed25519",
        )
        return Outcome(None, (finding,))
    return Outcome(done.stdout)


def check_signature(data: bytes, signature: bytes, signers: Path, *, shown: str) -> Outcome[str]:
    """Return who signed bytes: the name that the file of allowed signers has for the key.

    ``signers`` has the form of ssh's ``allowed_signers``, which git uses too: a line ``name ssh-ed25519 AAAA…`` each.
    """
    if len(signature) > _LARGEST:
        return Outcome(None, (_bad(shown, "签名过大", "the signature is too large"),))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(signature)
        found = _run(["-Y", "find-principals", "-s", str(file), "-f", str(signers), "-n", NAMESPACE], b"")
        if isinstance(found, str) or found.returncode:
            why = found if isinstance(found, str) else _said(found)
            zh, en = f"签名者不在许可名单中（{why}）", f"no allowed signer made the signature ({why})"
            return Outcome(None, (_bad(shown, zh, en),))
        name = found.stdout.decode("utf-8", "replace").splitlines()[0].strip()
        arguments = ["-Y", "verify", "-f", str(signers), "-I", name, "-n", NAMESPACE, "-s", str(file)]
        done = _run(arguments, data)
    if isinstance(done, str) or done.returncode:
        why = done if isinstance(done, str) else _said(done)
        return Outcome(None, (_bad(shown, f"签名与内容不符（{why}）", f"the signature is of other bytes ({why})"),))
    return Outcome(name)


def _bad(shown: str, zh: str, en: str) -> Finding:
    return BAD_SIGNATURE.at(
        Position(shown),
        zh,
        en,
        hint_zh="向签发方索取原文件，并核对 allowed_signers",
        hint_en="ask whoever issued it for the original, and look at the file of allowed signers",
    )


def _run(arguments: list[str], data: bytes) -> subprocess.CompletedProcess[bytes] | str:
    """Return what ssh-keygen did, or why it could not be run."""
    try:
        return subprocess.run(
            ["ssh-keygen", *arguments], input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        return "ssh-keygen is not installed"
    except (OSError, subprocess.SubprocessError) as wrong:
        return str(wrong)


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"exit {done.returncode}"
