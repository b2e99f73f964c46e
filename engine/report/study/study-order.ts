// Sections + figures -> the figures in the order of the page, numbered through, each with the section that it stands in.

import type { StudySection } from './study.ts';
import type { StudyFigure } from './study-figures.ts';

export interface NumberedFigure extends StudyFigure {
  /** From 1. */
  readonly number: number;
  /** Id of its section. */
  readonly section: string;
}

/** Figures without a place in the sections are left out. */
export function numbered(
  sections: readonly StudySection[],
  figures: readonly StudyFigure[],
): readonly NumberedFigure[] {
  return sections
    .flatMap(({ id, figures: places }) =>
      places.flatMap((place) => figures.filter((one) => one.place === place).map((one) => ({ ...one, section: id }))),
    )
    .map((one, i) => ({ ...one, number: i + 1 }));
}
