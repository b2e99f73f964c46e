// `greyzone report` on stored batches in scratch folders: what it writes, and how it says that it cannot.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runStored } from '../../../engine/batch/store/run-stored.ts';
import type { Study } from '../../../engine/report/study/study.ts';
import { noPaint } from '../../../engine/report/text-layout.ts';
import { type ReportOptions, report } from '../../../ui-terminal/commands/report.ts';
import type { Terminal } from '../../../ui-terminal/terminal.ts';
import { scratchFolder, smallBatch } from '../../batch/store/small-batch.ts';

interface Said {
  readonly out: string[];
  readonly err: string[];
}

async function ask(folder: string, options: Partial<ReportOptions>): Promise<Said> {
  const said: Said = { out: [], err: [] };
  const terminal: Terminal = {
    out: (text) => said.out.push(text),
    err: (text) => said.err.push(text),
    width: 80,
    liveWidth: null,
    paint: noPaint,
  };
  await report(folder, { futures: 32, ...options }, terminal);
  return said;
}

it('writes the document, Markdown and LaTeX of a whole batch', async () => {
  const { opened, plan } = await smallBatch('tutorial', { worlds: 24, replications: 2 }, 16);
  await runStored(opened, plan, { index: 0, of: 1 }, { workers: 1 });
  const folder = scratchFolder();
  const [markdown, latex] = [join(folder, 'report.md'), join(folder, 'tables.tex')];
  const said = await ask(opened.folder, { json: true, markdown, latex, claims: true, outcomes: ['trust_at_end'] });
  const study = JSON.parse(said.out.join('')) as Study;
  expect(study).toMatchObject({
    format: 'greyzone.report/1',
    program: expect.any(String),
    design: { runs: plan.runs, failed: 0, worlds: 24 },
    outcomes: [{ name: 'trust_at_end' }],
  });
  expect(study.reproduce.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(study.reproduce.commands[1]!.command).toContain('--outcomes trust_at_end --futures 32 --claims');
  expect(study.limits.join(' ')).toContain('The batch was run by greyzone 0.0.0');
  const text = readFileSync(markdown, 'utf8');
  expect(text).toContain(study.headline.sentences[0]!.slice(0, 30));
  expect(readFileSync(latex, 'utf8')).not.toContain('\\input{');
  expect(said.err.join('')).toContain('curves over time ...');
}, 60_000);

it('says how to go on with a batch that is not whole', async () => {
  const { opened, plan } = await smallBatch('tutorial', { worlds: 24 }, 16);
  await runStored(opened, plan, { index: 0, of: 2 }, { workers: 1 });
  await expect(ask(opened.folder, {})).rejects.toThrow(
    /^1 of 3 blocks are missing or damaged \(1\) in .*, so there is nothing to report yet\. To go on:\n {2}greyzone shard .* --index 0 --of 1$/,
  );
}, 60_000);

it('knows a folder without a batch, an outcome that is misspelt and a threshold that is none', async () => {
  await expect(ask(scratchFolder(), {})).rejects.toThrow('holds no batch');
  const { opened, plan } = await smallBatch('tutorial', { worlds: 8 }, 16);
  await runStored(opened, plan, { index: 0, of: 1 }, { workers: 1 });
  await expect(ask(opened.folder, { outcomes: ['trust_at_ent'] })).rejects.toThrow('did you mean "trust_at_end"?');
  await expect(ask(opened.folder, { threshold: ['high'] })).rejects.toThrow('expected a number, or outcome=number');
}, 60_000);
