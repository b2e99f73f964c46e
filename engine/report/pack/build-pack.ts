// A scenario with a seminar, paper and outlines of places -> every file of its pack, name and text. The same scenario gives the same bytes.

import type { Scenario, SeminarElement } from '../../language/scenario.ts';
import { controllerHandbook } from './controller-handbook.ts';
import { evaluationGuides } from './evaluation-guides.ts';
import { feedbackForm } from './feedback-form.ts';
import { ladderPoster } from './ladder-poster.ts';
import { openBook, seatBooks } from './open-book.ts';
import { orderForms } from './order-form.ts';
import { type PackEntry, packIndex } from './pack-index.ts';
import type { PackLook } from './pack-style.ts';
import { type OutlineOf, regionMap } from './region-map.ts';
import { roleSheet } from './role-sheet.ts';
import { situationManual } from './situation-manual.ts';
import { whiteBook } from './white-book.ts';

/** A file of a pack with its whole text. */
export interface PackFile extends PackEntry {
  readonly text: string;
}

/** The index comes first. Null where the scenario has no `seminar:`. */
export function buildPack(scenario: Scenario, look: PackLook, outlineOf: OutlineOf): readonly PackFile[] | null {
  const { seminar } = scenario;
  if (seminar === null) return null;
  const documents = documentsOf({ ...scenario, seminar }, look, outlineOf);
  const index = packIndex(openBook({ ...scenario, seminar }), look, documents);
  return [
    { file: 'index.html', title: 'Pack for the room', copies: '1', for: 'white cell', text: index },
    ...documents,
  ];
}

function documentsOf(
  scenario: Scenario & { readonly seminar: SeminarElement },
  look: PackLook,
  outlineOf: OutlineOf,
): readonly PackFile[] {
  const open = openBook(scenario);
  const seats = seatBooks(scenario, open);
  const white = whiteBook(scenario, open);
  const map = regionMap(open, look, outlineOf);
  const ladder = ladderPoster(open, look);
  const all = (file: string, title: string, copies: string, text: string | null): readonly PackFile[] =>
    text === null ? [] : [{ file, title, copies, for: 'everybody', text }];
  return [
    ...all('situation-manual.html', 'Situation manual', 'one a head', situationManual(open, look)),
    ...all('region-map.html', 'Region map', 'one a cell, one for the wall', map),
    ...all('ladder-poster.html', 'Ladder poster', 'one for the wall', ladder),
    ...all('feedback-form.html', 'Participant feedback', 'one a head', feedbackForm(open, look)),
    ...seats.flatMap((seat): readonly PackFile[] => [
      {
        file: `role-${seat.name}.html`,
        title: `Role sheet: ${seat.label}`,
        copies: 'one for each person of the cell',
        for: 'one cell',
        text: roleSheet(seat, look),
      },
      {
        file: `orders-${seat.name}.html`,
        title: `Order forms: ${seat.label}`,
        copies: 'one; each form is handed out when its move begins',
        for: 'one cell',
        text: orderForms(seat, look),
      },
    ]),
    {
      file: 'controller-handbook.html',
      title: 'Controller and evaluator handbook, with the MSEL',
      copies: 'one for each person of the white cell',
      for: 'white cell',
      text: controllerHandbook(white, look),
    },
    {
      file: 'evaluation-guides.html',
      title: 'Evaluation guides',
      copies: 'one for each evaluator',
      for: 'white cell',
      text: evaluationGuides(white, look),
    },
  ];
}
