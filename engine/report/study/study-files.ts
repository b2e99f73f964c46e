// The sections of a study + its figures -> files of their own: each figure as SVG and PNG on white paper, named by its section.

import { pngOf } from '../pictures/png.ts';
import { standAlone } from '../pictures/stand-alone.ts';
import type { StudySection } from './study.ts';
import type { StudyFigure } from './study-figures.ts';
import { type NumberedFigure, numbered } from './study-order.ts';

export interface StudyFile {
  /** Without a folder. */
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** All of them or none: whoever writes them puts them into a folder at once. */
export async function studyFiles(
  sections: readonly StudySection[],
  figures: readonly StudyFigure[],
): Promise<readonly StudyFile[]> {
  const files: StudyFile[] = [];
  for (const one of numbered(sections, figures)) {
    const svg = standAlone(one.svg, `Figure ${one.number}. ${one.caption}.`, one.alt);
    files.push({ file: `${nameOf(one)}.svg`, content: svg }, { file: `${nameOf(one)}.png`, content: await pngOf(svg) });
  }
  return files;
}

/** `over-time-07-stocks-fear`, `estimates-01-violence`. */
function nameOf({ section, number, name, place }: NumberedFigure): string {
  const rest = section === place ? name.slice(place.length + 1) : name;
  return `${section}-${String(number).padStart(2, '0')}-${rest}`;
}
