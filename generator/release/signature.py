"""Signing and verifying with `ssh-keygen -Y`, which every machine of an administration has.

The key never passes through this program. A signature speaks for one purpose alone: its
namespace is `powerlist-release`, so that a signature made for anything else does not verify.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from generator.release.manifest import SIGNERS

NAMESPACE = "powerlist-release"


class SigningFailed(RuntimeError):
    """No signature came about; the text says why in Chinese."""


class VerifierMissing(RuntimeError):
    """There is no `ssh-keygen` on this machine, so nobody can say whether a signature is good."""


def signers_of(key: Path, principal: str) -> bytes:
    """`allowed_signers` with the public half of a key.

    Raises:
        SigningFailed: There is no such key, or nobody can read it.
    """
    if not key.is_file():
        raise SigningFailed(f"没有这个签名密钥：{key}")
    try:
        return signers_line(_public_line(key), principal)
    except VerifierMissing as missing:
        raise SigningFailed(str(missing)) from missing


def sign(content: bytes, key: Path, principal: str) -> bytes:
    """Sign with a private key, or with the agent that holds the key of a public one.

    Raises:
        SigningFailed: `ssh-keygen` is missing or refused, or the signature does not verify.
    """
    signers = signers_of(key, principal)
    made = _run("-Y", "sign", "-f", str(key), "-n", NAMESPACE, given=content)
    if made.returncode or not made.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise SigningFailed(f"签名没有做成：{_said(made)}")
    if verify(content, made.stdout, signers, principal) is None:
        raise SigningFailed("签名做成了，自己核对却通不过")
    return made.stdout


def verify(content: bytes, signature: bytes, signers: bytes, principal: str) -> str | None:
    """Check a signature.

    Returns:
        The fingerprint of the key that made it; None when it is not good.

    Raises:
        VerifierMissing: There is no `ssh-keygen`.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed, sig = Path(folder, SIGNERS), Path(folder, "signature")
        listed.write_bytes(signers)
        sig.write_bytes(signature)
        place = ("-f", str(listed), "-I", principal, "-n", NAMESPACE, "-s", str(sig))
        done = _run("-Y", "verify", *place, given=content)
    if done.returncode:
        return None
    said = done.stdout.decode("utf-8", "replace").split()
    return next((word for word in said if word.startswith("SHA256:")), "")


def signers_line(public: bytes, principal: str) -> bytes:
    """One line of `allowed_signers`: who, for what, and the public key without its comment."""
    kind, key, *_ = public.split()
    return b" ".join([principal.encode(), f'namespaces="{NAMESPACE}"'.encode(), kind, key]) + b"\n"


def _public_line(key: Path) -> bytes:
    beside = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    if beside.is_file():
        line = beside.read_bytes().strip()
    else:
        asked = _run("-y", "-f", str(key))
        if asked.returncode:
            raise SigningFailed(f"读不出签名公钥：{_said(asked)}")
        line = asked.stdout.strip()
    if len(line.split()) < 2:
        raise SigningFailed(f"{beside} 不是公钥")
    return line


def _run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise VerifierMissing(
            "没有找到 ssh-keygen；Debian、Ubuntu：sudo apt-get install openssh-client"
        )
    return subprocess.run(  # noqa: S603 - the ssh-keygen found on PATH and fixed arguments
        [program, *words], input=given, capture_output=True, check=False
    )


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines else f"返回值 {done.returncode}"
