"""A change attributed to the inputs behind it: the exact share of each cause group.

Method: the decomposition of a change between two states by the Shapley value (see
:mod:`generator.ledger.attribution.shapley`; A. F. Shorrocks, "Decomposition procedures for distributional analysis: a
unified framework based on the Shapley value", Journal of Economic Inequality 11 (2013), for the general form). The
players are the cause groups; ``v(S)`` is what a fact would be had only the groups of ``S`` changed. It is calculated by
evaluating the recorded formulas again, in the recorded arithmetic, with the inputs of ``S`` at their new values and the
others at their old ones:

* ``v`` of no group is the recorded old value, ``v`` of all groups the recorded new one;
* a formula that changed is the new one where its group is in ``S``, else the old one; where either side's formula
  alone gives both recorded values, the change of the formula is no cause;
* a formula that reads the facts of one id in another order (the largest first) follows the data: where all that
  changed below is of one group, the order is that group's;
* a fact that one side alone has is evaluated by that side's formula; where that gives no number on the other side's
  inputs, it stays as recorded;
* an input in another unit is converted to the one in which the formula that reads it was recorded;
* a procedure has no formula: where all inputs that changed below it are of one group, its value switches with that
  group, which is exact; where they are of several, it switches as the group ``procedure``;
* where a mixed world has no number (a divisor is zero), where a formula evaluated again does not give what was
  recorded, or where facts read each other in a circle between the two sides, the fact switches as the group ``joint``,
  for itself and for all that read it. No share is guessed.

Up to six groups behind a fact, the shares are Shapley's; beyond, the groups are changed one after another in the order
of :data:`~generator.ledger.attribution.groups.GROUPS`. Either way they add up to the change exactly, as fractions.
"""
