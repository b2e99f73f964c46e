// Sections + figures -> the figures in the order of the page, numbered through, each with the section that it stands in.

import type { StudySection } from './study.ts';
import type { StudyFigure } from './study-figures.ts';

export interface NumberedFigure extends StudyFigure {
  /** From 1. */
  readonly number: number;
  /** Id of its section. */
  readonly section: string;
}

interface OfOutcome {
  readonly outcome?: string;
}

/** The leading outcome; in a section that does not speak of it, the first one there. */
export function firstOutcome(
  { about = [], tables, leading }: StudySection,
  figures: readonly OfOutcome[],
): string | undefined {
  const there = [...figures, ...tables, ...about].flatMap(({ outcome }) => outcome ?? []);
  return leading !== undefined && there.includes(leading) ? leading : there[0];
}

/** Outcomes that a page folds, in their order. */
export function otherOutcomes(section: StudySection, figures: readonly OfOutcome[]): readonly string[] {
  const first = firstOutcome(section, figures);
  const shown = section.tables.filter(({ rows }) => rows.length > 0);
  const named = [...(section.about ?? []), ...figures, ...shown].flatMap(({ outcome }: OfOutcome) => outcome ?? []);
  return [...new Set(named)].filter((outcome) => outcome !== first);
}

/** Figures without a place in the sections are left out; those of the leading outcome come before those of the others. */
export function numbered(
  sections: readonly StudySection[],
  figures: readonly StudyFigure[],
): readonly NumberedFigure[] {
  return sections
    .flatMap((section) => {
      const { id, figures: places } = section;
      const own = places.flatMap((place) => figures.filter((one) => one.place === place));
      const others = otherOutcomes(section, own);
      const rank = ({ outcome }: StudyFigure): number => (outcome === undefined ? -1 : others.indexOf(outcome));
      return own.toSorted((a, b) => rank(a) - rank(b)).map((one) => ({ ...one, section: id }));
    })
    .map((one, i) => ({ ...one, number: i + 1 }));
}
