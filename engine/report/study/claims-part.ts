// Tested claims -> verdicts in a section; or how to test them.

import type { ClaimsSection } from '../claims.ts';
import { counted } from '../text-layout.ts';
import { measuredDifference } from './measured.ts';
import type { ClaimsPart } from './study.ts';

/** Claims that were tested, as the part of a report that tells them. */
export function claimsPart(section: ClaimsSection): ClaimsPart {
  const rows = section.claims.flatMap(({ id, says, kind, rows: tested }) =>
    tested.map(({ variant, verdict, conditions, shares, onlyIf, reason }): ClaimsPart['rows'][number] => ({
      id,
      says,
      kind,
      variant,
      verdict,
      effects: conditions.map(({ text, isShare, estimate, mcse, interval }) => ({
        text,
        value: measuredDifference({ kind: isShare ? 'share' : 'mean' }, { estimate, mcse, interval }),
      })),
      holdsIn: {
        worlds: shares.holds.worlds,
        of: shares.holds.worlds + shares.ties.worlds + shares.against.worlds,
      },
      onlyIf,
      reason,
    })),
  );
  const tally = new Map<string, number>();
  for (const { verdict } of rows) tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
  const said = [...tally].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  const assumed = section.claims.filter(({ kind }) => kind === 'assumed').length;
  return {
    why: null,
    rows,
    command: section.reproduce,
    words: [
      `${counted(section.claims.length, 'claim')} of the scenario's author, each under every structure it speaks of, tested over ${counted(section.worlds, 'world')}: ${said}.`,
      ...(assumed > 0
        ? [
            `${counted(assumed, 'claim')} marked "assumed" ${assumed === 1 ? 'restates' : 'restate'} what was put in; that ${assumed === 1 ? 'it holds' : 'they hold'} is no finding.`,
          ]
        : []),
    ],
  };
}

/** Nothing was tested. `count`: claims that the scenario makes. */
export function untestedClaims(count: number, command: string): ClaimsPart {
  const why =
    count === 0
      ? 'The scenario makes no claim that a batch could test.'
      : `The scenario makes ${counted(count, 'claim')}. They were not tested here, since each needs arms of its own: add --claims, or run "${command}".`;
  return { rows: [], command, words: [], why };
}
