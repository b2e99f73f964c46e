// A lever set by two option groups, or by an option and a doctrine, would depend on who is read first; a strategy sets only its own seat's levers.

import { bindingsOf, bindMember, findSet } from '../../expression/scope.ts';
import type { Reporter } from '../reporter.ts';
import type { RuleElement, Scenario } from '../scenario.ts';
import type { Path } from '../yaml-text.ts';

export function reportDoubleSettings(scenario: Scenario, report: Reporter): void {
  const setBy = new Map<string, string>();
  const claim = (who: string, rules: readonly RuleElement[]) => {
    for (const { key, path } of leversSet(scenario, rules)) {
      const other = setBy.get(key);
      if (other !== undefined && other !== who)
        report.errorAtKey('double-setting', path, `${who} and ${other} both set ${key}`, [
          'Let one group, or the doctrines alone, set a lever.',
        ]);
      setBy.set(key, who);
    }
  };
  for (const group of scenario.optionGroups)
    for (const option of group.options) claim(`the option group "${group.name}"`, option.rules);
  for (const doctrine of scenario.doctrines) claim('the doctrines', doctrine.rules);
  for (const { seat, rules } of scenario.strategies) reportForeignLevers(scenario, seat, rules, report);
}

function* leversSet(scenario: Scenario, rules: readonly RuleElement[]): Generator<{ key: string; path: Path }> {
  for (const { sets, each } of rules) {
    for (const { lever, whose, path } of sets) {
      for (const key of new Set(
        bindingsOf(scenario.sets, each).flatMap((binding) => slots(scenario, lever, whose, binding)),
      ))
        yield { key, path };
    }
  }
}

function slots(
  scenario: Scenario,
  lever: string,
  whose: RuleElement['sets'][number]['whose'],
  binding: ReadonlyMap<string, string>,
): string[] {
  const each = scenario.levers.get(lever)?.each ?? null;
  if (each === null) return [lever];
  if (whose === 'all') return (findSet(scenario.sets, each)?.members ?? []).map((member) => `${lever}[${member.name}]`);
  return [`${lever}[${whose === 'own' ? binding.get(each) : whose.member}]`];
}

function reportForeignLevers(scenario: Scenario, seat: string, rules: readonly RuleElement[], report: Reporter): void {
  for (const { key, path } of leversSet(scenario, rules)) {
    const [name = '', member] = key.replace(']', '').split('[');
    const lever = scenario.levers.get(name);
    const owner =
      lever === undefined || findSet(scenario.sets, lever.seat) === undefined
        ? lever?.seat
        : ownerOf(scenario, lever.seat, lever.each, member);
    if (owner !== seat)
      report.errorAtKey('foreign-lever', path, `the lever ${key} belongs to the seat "${owner}", not to "${seat}"`, [
        'Put the rule under the seat that holds the lever.',
      ]);
  }
}

function ownerOf(
  scenario: Scenario,
  seatSet: string,
  each: string | null,
  member: string | undefined,
): string | undefined {
  return each === null || member === undefined ? undefined : bindMember(scenario.sets, each, member).get(seatSet);
}
