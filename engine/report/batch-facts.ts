// A question and its model -> what every document of a batch repeats of them, and how tables and CSV rows say it.

import type { Question } from '../batch/question.ts';
import type { Model } from '../model/model.ts';
import { settingsByName } from '../model/setting.ts';
import type { DesignKind } from '../vocabulary.ts';
import type { CsvValue } from './csv.ts';
import { printable } from './text-layout.ts';

export interface ScenarioFacts {
  readonly id: string;
  readonly version: string;
  /** SHA-256 of the scenario's texts, in hex. */
  readonly hash: string;
  readonly title: string;
}

export interface QuestionFacts {
  readonly seed: string;
  readonly design: DesignKind;
  readonly worlds: number;
  readonly replications: number;
  /** Uncertainties and facts held at one number (`--set`). */
  readonly settings: Readonly<Record<string, number>>;
}

/** Which engine ran, and why an engine that was asked for could not run. */
export interface EngineFacts {
  readonly name: string;
  /** Of this program; missing where the document says it elsewhere. */
  readonly version?: string;
  readonly refusals: readonly string[];
}

/** Of any variant: they share the texts. */
export function scenarioFacts({ id, version, hash, title }: Model): ScenarioFacts {
  return { id, version, hash, title };
}

/** Settings as a map, in the order asked. */
export function questionFacts(
  question: Pick<Question, 'seed' | 'design' | 'worlds' | 'replications' | 'settings'>,
): QuestionFacts {
  const { seed, design, worlds, replications, settings } = question;
  return { seed, design, worlds, replications, settings: Object.fromEntries(settingsByName(settings)) };
}

/** `baltic-2014 1.0.0 (0123abcd)  The Baltic states, 2014-16` */
export function scenarioTitle({ id, version, hash, title }: ScenarioFacts): string {
  return `${id} ${version} (${hash.slice(0, 8)})  ${printable(title)}`;
}

/** How it was drawn and by which engine, then what was held: parts of a sentence. */
export function drawnTexts({ seed, design, settings }: QuestionFacts, engine: EngineFacts): string[] {
  const version = engine.version === undefined ? '' : ` ${engine.version}`;
  return [
    `seed ${printable(seed)}, ${design} design, engine ${engine.name}${version}`,
    ...engine.refusals.map(printable),
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
  ];
}

/** The first columns of every row, so that a row can be read alone. */
export function batchColumns(
  document: Omit<QuestionFacts, 'settings'> & { readonly scenario: Omit<ScenarioFacts, 'title'> },
): Record<string, CsvValue> {
  const { scenario, seed, design, worlds, replications } = document;
  const { id, version, hash } = scenario;
  return { scenario: id, version, hash, seed, design, worlds, replications };
}
