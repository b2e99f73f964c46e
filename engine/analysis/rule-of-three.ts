// In: how many independent trials showed a thing not once. Out: how likely it can still be. "Never seen" is not "cannot happen".

/**
 * min(1, 3 / trials): the upper end of the one-sided 95 % interval of a chance after 0 successes in `trials`, since (1 - p)^n = 0.05 gives
 * p = 1 - 0.05^(1/n), which is just below 3/n (Hanley and Lippman-Hand 1983, "If nothing goes wrong, is everything all right?", JAMA 249,
 * 1743-1745). `trials` is at least 1; with fewer nothing is known and the bound is 1.
 */
export function ruleOfThree(trials: number): number {
  return trials >= 3 ? 3 / trials : 1;
}
