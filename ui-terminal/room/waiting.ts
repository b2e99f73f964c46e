// What a terminal of the room shows and says when there is nothing to see yet, or when white has gone.

import type { RoomView } from '../../engine/index.ts';
import { type Frame, fitFrame, line } from '../play/frame.ts';
import { timeOfDay } from './exercise-clock.ts';
import { centred, textLines } from './parts.ts';
import type { Seen } from './room-door.ts';
import { footer, type Place } from './room-keys.ts';
import { say, sayCase } from './strings.ts';

type AnySeen = Pick<Seen<RoomView>, 'lack' | 'white'>;

function startText({ lack }: AnySeen): string {
  if (lack?.kind !== 'folder') return '';
  return say('wait.start', { command: say('wait.command', { case: sayCase(lack.caseFile) }) });
}

export function lackText({ lack }: AnySeen): string {
  if (lack === null) return '';
  if (lack.kind === 'fault') return say('wait.fault', { why: lack.why });
  return say(lack.kind === 'folder' ? 'wait.folder' : 'wait.view', { folder: lack.folder });
}

/** Empty while white is there and what it shows can be read. */
export function whiteText(seen: AnySeen): string {
  const { white } = seen;
  if (white.isThere) return lackText(seen);
  const time = white.since === null ? '' : timeOfDay(white.since);
  return time === '' ? say('white.away-long') : say('white.away', { time });
}

export function waitingSentences(seen: AnySeen): readonly string[] {
  return [`${say('wait.title')}.`, lackText(seen), startText(seen)].filter((text) => text !== '');
}

export function waitingFrame(seen: AnySeen, { columns, rows, looks }: Place): Frame {
  const width = Math.min(columns - 4, 76);
  const texts = [lackText(seen), startText(seen)].filter((text) => text !== '');
  const body = [
    line(''),
    centred(say('wait.title'), 'title', columns, looks.glyphs.ellipsis),
    line(''),
    ...texts.flatMap((text) => [...textLines(text, width, 'plain', '  '), line('')]),
  ];
  return [...fitFrame(body, columns, rows - 1, looks.glyphs.ellipsis), footer([], columns)];
}
