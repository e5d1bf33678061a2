"""The rules that the calculation of a standard's companion documents applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

COUNTS = Rule(
    "LG770",
    "comment-counts",
    Severity.ERROR,
    "Finds: a count of comments or of bodies that is stated and is not what the comments themselves come to.\n"
    "Why: counts that do not add up are the first thing that a review sends back.\n"
    "Wrong: ``stated: {received: 25}`` over 24 comments\nRight: ``stated: {received: 24}``, or leave it out\n",
)
NO_VERDICT = Rule(
    "LG771",
    "comment-without-verdict",
    Severity.ERROR,
    "Finds: a comment whose verdict is none of adopted, partly adopted, rejected.\n"
    "Why: every comment is answered; without a verdict the three counts do not come to the number received.\n"
    "Wrong: ``verdict:`` left out, or 暂缓 in the table\nRight: ``verdict: adopted``\n",
)
NO_REASON = Rule(
    "LG772",
    "comment-without-reason",
    Severity.ERROR,
    "Finds: a comment that was rejected, or adopted in part, without a reason.\n"
    "Why: whoever commented is owed the reason, and the review judges by it.\n"
    "Wrong: ``verdict: rejected``\nRight: ``{verdict: rejected, reply: 附录A已规定该要求}``\n",
)
BODY_UNKNOWN = Rule(
    "LG773",
    "comment-body-unknown",
    Severity.ERROR,
    "Finds: a row of the table of comments whose body is none of the section's bodies, by id, name or ``bodies``.\n"
    "Why: counts by body would leave the comment out, or count one body as two.\n"
    "Wrong: 岚河园区 in the table, 岚河工业园区管委会 under ``bodies``\n"
    "Right: ``bodies: {岚河园区: lanhe-park}`` beside the table\n",
)
NUMBERING = Rule(
    "LG774",
    "comment-numbers",
    Severity.ERROR,
    "Finds: comments that are not numbered 1, 2, 3 … each once, or a row without a whole number.\n"
    "Why: the review cites comments by number; two of one number, or a gap, look like a comment that was lost.\n"
    "Wrong: 1, 2, 2, 4\nRight: 1, 2, 3, 4\n",
)
OUTSIDE = Rule(
    "LG775",
    "comment-outside-period",
    Severity.WARNING,
    "Finds: a comment received before the call for comments began or after it ended.\n"
    "Why: a comment after the deadline may be taken in, but the drafting statement must not say that it came within.\n"
    "Wrong: received 2025-11-20 where the call ended 2025-11-15\n"
    "Right: the day of receipt as recorded, and a waiver that says why it was taken in\n",
)
ANSWER = Rule(
    "LG776",
    "answer-contradicts-comments",
    Severity.ERROR,
    "Finds: a body that answered without comments and has some, answered with comments and has none, or has comments "
    "without a day of answer.\n"
    "Why: the numbers of bodies that answered, and that answered with comments, are printed beside the comments.\n"
    "Wrong: ``{body: lanhe-park, replied: 2025-11-02, answer: no-comments}`` with two comments of it\n"
    "Right: ``{body: lanhe-park, replied: 2025-11-02, answer: comments}``\n",
)
TWICE = Rule(
    "LG777",
    "comment-twice",
    Severity.WARNING,
    "Finds: two comments of one body on one clause with the same words.\n"
    "Why: it was entered twice and is counted twice.\n"
    "Wrong: numbers 7 and 19 alike\nRight: one of them\n",
)
UNTRACED = Rule(
    "LG778",
    "adopted-without-commit",
    Severity.NOTE,
    "Finds: a comment adopted, wholly or in part, that names no commit of the draft where other comments do.\n"
    "Why: whether the draft was changed can then not be followed.\n"
    "Wrong: ``verdict: adopted``\nRight: ``{verdict: adopted, commit: 4f1c2a9}``\n",
)
STAGES_ORDER = Rule(
    "LG779",
    "stages-out-of-order",
    Severity.ERROR,
    "Finds: a stage that begins before the stage ahead of it, a stage given twice, or a call for comments or a review "
    "on days outside its stage.\n"
    "Why: the schedule, the drafting statement and the review files print these dates side by side.\n"
    "Wrong: review from 2025-10-01, comments from 2025-11-01\nRight: comments before review\n",
)
FUNDING = Rule(
    "LG780",
    "budget-not-covered",
    Severity.ERROR,
    "Finds: sources of money that are not the sum of the budget's items, or a stated total that is not.\n"
    "Why: an application whose budget does not balance is returned.\n"
    "Wrong: items 26 万元, funds 20 万元\nRight: funds 26 万元\n",
)
PROMOTION = Rule(
    "LG781",
    "promotion-beyond-budget",
    Severity.WARNING,
    "Finds: activities of the promotion plan that cost more than the budget's items for promotion.\n"
    "Why: the plan promises what nobody pays for.\n"
    "Wrong: activities 9 万元, items with ``stage: promotion`` 6 万元\nRight: activities within 6 万元\n",
)
VOTES = Rule(
    "LG782",
    "votes-and-members",
    Severity.ERROR,
    "Finds: votes as stated that are not those of the members, a vote of an absent member at a meeting, a present "
    "member without a vote.\n"
    "Why: the result of the vote is the result of the review.\n"
    "Wrong: ``votes: {approve: 10, object: 1, abstain: 0}`` of nine members\nRight: the votes of the ballots\n",
)
CONCLUSION = Rule(
    "LG783",
    "conclusion-against-votes",
    Severity.ERROR,
    "Finds: a review that passed although a share of the rules of procedure was not met, or failed although all were.\n"
    "Why: the conclusion would not stand.\n"
    "Wrong: ``conclusion: passed`` with 6 of 9 where three quarters are asked for\nRight: ``conclusion: not-passed``\n",
)
CONSENSUS_ONLY = Rule(
    "LG784",
    "clause-rests-on-opinion",
    Severity.WARNING,
    "Finds: a clause whose basis is agreement alone: no test, no data, no document.\n"
    "Why: reviews refuse the experience of experts as the basis of a requirement.\n"
    "Wrong: ``{clause: sampling, kind: consensus, basis: 专家经验}``\n"
    "Right: ``{clause: sampling, kind: test, trial: trial-1, basis: 抽查试用}``\n",
)
BASIS_LACKS = Rule(
    "LG785",
    "basis-without-evidence",
    Severity.ERROR,
    "Finds: a clause that rests on a test without the trial, or on a document or data without the source.\n"
    "Why: a basis that cannot be looked up is none.\n"
    "Wrong: ``{kind: test, basis: 试用结果}``\nRight: ``{kind: test, trial: trial-1, basis: 试用结果}``\n",
)
TRIAL_MISSES = Rule(
    "LG786",
    "trial-misses-requirement",
    Severity.WARNING,
    "Finds: a trial whose result does not keep the requirement of the draft.\n"
    "Why: the clause asks for what the trial did not reach; the drafting statement must say why it stays.\n"
    "Wrong: 92 % found, 95 % required\nRight: the clause revised, or the reason under ``disagreements``\n",
)
NO_HANDLING = Rule(
    "LG787",
    "review-opinion-not-handled",
    Severity.ERROR,
    "Finds: an opinion of the review without its handling.\n"
    "Why: the draft for approval is the draft reviewed plus the opinions handled.\n"
    "Wrong: ``{id: s-3, clause: records, opinion: …}``\nRight: ``{id: s-3, …, handling: 已按意见修改}``\n",
)
DRAFTERS_VOTE = Rule(
    "LG788",
    "drafters-among-voters",
    Severity.WARNING,
    "Finds: voters from bodies of the drafting group above the share that the rules of procedure allow.\n"
    "Why: those who wrote the draft would decide on it.\n"
    "Wrong: four of nine voters from drafting bodies where a quarter is the most\nRight: two of nine\n",
)
