// The text of a scenario file -> its version, title and question, without reading the rest. For lists; what is wrong is for the checker to say.

import { parse } from 'yaml';

export interface ScenarioHead {
  /** Each empty when the file does not say. */
  readonly version: string;
  readonly title: string;
  readonly question: string;
}

export function scenarioHead(text: string): ScenarioHead {
  return {
    version: topLevelText(text, 'version'),
    title: topLevelText(text, 'title'),
    question: topLevelText(text, 'question'),
  };
}

/** The value of one key that stands at the left margin, with the lines that belong to it. */
function topLevelText(text: string, key: string): string {
  const [part] = new RegExp(`^${key}:.*(?:\\n[ \\t].*)*`, 'm').exec(text) ?? [];
  if (part === undefined) return '';
  try {
    const value: unknown = (parse(part) as Readonly<Record<string, unknown>>)[key];
    return typeof value === 'string' ? value.trim() : '';
  } catch {
    return '';
  }
}
