// The key tables of all screens -> the page of the guide that lists them.

import { EVERYWHERE } from '../../../ui-terminal/play/app-state.ts';
import { SCREEN_IDS, type ScreenId, WHITE_SCREENS } from '../../../ui-terminal/play/screen.ts';
import { goKeys, whiteKeys } from '../../../ui-terminal/play/screens/go-keys.ts';
import { SCREENS } from '../../../ui-terminal/play/screens/screens.ts';
import { say } from '../../../ui-terminal/play/strings.ts';

interface Row {
  readonly keys: readonly string[];
  readonly does: string;
}

export function keyGuide(): string {
  return [
    '# All keys of `greyzone play`',
    '',
    'Made from the key tables of the program (`npm run record`). The same tables feed the footer and the help (`?`) of every screen, which show only what works at that moment.',
    '',
    '## On every screen',
    '',
    ...table(EVERYWHERE),
    '## On every screen of a case',
    '',
    ...table(commonKeys('home')),
    ...SCREEN_IDS.filter((id) => !WHITE_SCREENS.includes(id)).flatMap(sectionOf),
    '# All keys of `greyzone seminar`',
    '',
    'The screens above, and those of the white cell. These work on every screen of the console:',
    '',
    ...table(whiteKeys('home')),
    ...WHITE_SCREENS.flatMap(sectionOf),
  ].join('\n');
}

function sectionOf(id: ScreenId): readonly string[] {
  return [`## ${say(`screen.${id}`)}`, '', ...table(ownRows(id))];
}

/** Of every screen of a case, without those of the white cell; a key that means the same in both stands once. */
function commonKeys(id: ScreenId): readonly Row[] {
  const white = new Set(whiteKeys(id).map(textOf));
  const rows = goKeys(id).filter((row) => !white.has(textOf(row)));
  return rows.filter((row, index) => rows.findIndex((other) => textOf(other) === textOf(row)) === index);
}

/** Without those that mean the same everywhere. A key that means several things by turns has several rows. */
function ownRows(id: ScreenId): readonly Row[] {
  const common = new Set(goKeys(id).map(textOf));
  const own = SCREENS[id].keys.filter((row) => !common.has(textOf(row)));
  return own.filter((row, index) => own.findIndex((other) => textOf(other) === textOf(row)) === index);
}

function textOf({ keys, does }: Row): string {
  return `| ${keys.map((key) => `\`${key}\``).join(' ')} | ${does} |`;
}

function table(rows: readonly Row[]): readonly string[] {
  return ['| key | does |', '|---|---|', ...rows.map(textOf), ''];
}
