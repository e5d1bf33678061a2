"""Commits that comments name: whether the repository that the project lies in has them.

Git is asked once, for all of them; nothing is fetched. Where there is no git, or no repository, nothing can be told
and nothing is said; a shallow or partial clone may lack a commit that exists, which is said as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.base.findings import Finding, Outcome, Position, Rule, Severity, in_order
from generator.base.git import GitError, Repository
from generator.project.fault import rule
from generator.project.project import Project
from generator.project.standard_comments import comments_of

UNKNOWN_COMMIT = rule(
    92,
    "commit not in the repository",
    "A comment, or an opinion of a review, names a commit that the repository of the project does not have.",
    "Whoever looks up how a comment was answered finds nothing: the hash was mistyped, or the branch was rewritten.",
    "commit: 4f1c2a9, which git does not know",
    "commit: the hash that git log prints for the change, seven digits or more",
)
COMMIT_UNTOLD = Rule(
    "IN093",
    "commit-cannot-be-looked-up",
    Severity.NOTE,
    "Finds: a commit that a shallow or partial clone of the repository does not hold.\n"
    "Why: it may exist where the whole history is; it cannot be told here.\n"
    "Wrong: a clone made with ``--depth 1``\nRight: ``git fetch --unshallow``, then build again\n",
)


def with_commits(loaded: Outcome[Project]) -> Outcome[Project]:
    """Return a loaded project with what git says of the commits that it names."""
    project = loaded.value
    if project is None:
        return loaded
    found = tuple(commit_findings(project))
    return Outcome(project, in_order([*loaded.findings, *found])) if found else loaded


def commit_findings(project: Project) -> Iterator[Finding]:
    """Yield a finding for each commit that the repository does not have."""
    named = list(_named(project))
    if not named:
        return
    lacking = _lacking(project.root, list(dict.fromkeys(commit for commit, *_ in named)))
    if not lacking:
        return
    whole = _is_whole(project.root)
    for commit, at, zh, en in named:
        if commit not in lacking:
            continue
        if whole:
            yield UNKNOWN_COMMIT.at(
                at,
                f"{zh}的提交 {commit} 不在版本库中",
                f"{en}: the repository has no commit {commit}",
                hint_zh="填写 git log 中该次修改的提交编号，例如 git log --oneline -- content/standard",
                hint_en="write the hash of the change, as git log --oneline -- content/standard prints it",
            )
        else:
            yield COMMIT_UNTOLD.at(
                at,
                f"{zh}的提交 {commit} 不在本地；版本库不完整，无法判断",
                f"{en}: the commit {commit} is not here; the clone is not whole, so it cannot be told",
                hint_zh="git fetch --unshallow",
                hint_en="git fetch --unshallow",
            )


def _named(project: Project) -> Iterator[tuple[str, Position, str, str]]:
    for one in comments_of(project):
        if one.commit:
            number = one.number if one.number is not None else one.id
            yield one.commit, one.place("commit"), f"第 {number} 号意见", f"comment {number}"
    section = project.file.standard_process
    for opinion in section.review.opinions if section is not None and section.review is not None else ():
        if opinion.commit:
            yield opinion.commit, opinion.place("commit"), f"审查意见 {opinion.id}", f"opinion {opinion.id}"


def _lacking(root: Path, commits: Sequence[str]) -> set[str]:
    """Return the commits that git does not have; none where git cannot say."""
    asked = [commit for commit in commits if _is_hash(commit)]
    given = "".join(f"{one}^{{commit}}\n" for one in asked).encode()
    try:
        told = Repository(root).ask("cat-file", "--batch-check=%(objecttype)", given=given).decode("utf-8", "replace")
    except GitError:
        return set()
    answers = dict(zip(asked, told.splitlines(), strict=False))
    return {one for one in commits if answers.get(one, "missing" if not _is_hash(one) else "commit") != "commit"}


def _is_hash(text: str) -> bool:
    return 7 <= len(text) <= 40 and all(one in "0123456789abcdef" for one in text)


def _is_whole(root: Path) -> bool:
    """Whether the clone has all of its history."""
    repository = Repository(root)
    try:
        shallow = repository.ask("rev-parse", "--is-shallow-repository").strip() != b"false"
    except GitError:
        return False
    try:
        partial = repository.ask("config", "--get-regexp", r"^remote\..*\.(promisor|partialclonefilter)$")
    except GitError:  # no such setting
        partial = b""
    return not shallow and not partial
