// Every sentence of the screens in one catalogue, so that another language is one more file of this shape. `{name}` is filled in.

export const ENGLISH = {
  'app.too-small': 'The screen is {columns} x {rows}; at least {least} is needed.',
  'app.enlarge': 'Make the window larger, or leave with q.',
  'app.help': 'Help',
  'app.palette': 'Do what?',
  'app.nothing': 'Nothing like that here.',
  'app.filter': 'Show only',
  'app.opening': 'Opening {what} ...',
  'app.keys': 'Keys: {keys}.',
  'key.help': 'help',
  'key.palette': 'all commands',
  'key.filter': 'filter',
  'key.back': 'back',
  'key.quit': 'quit',
  'key.undo': 'take back',
  'key.end-turn': 'end turn',
  'key.up': 'up',
  'key.down': 'down',
  'key.left': 'left',
  'key.right': 'right',
  'key.open': 'open',
  'key.note': 'note',
  'screen.home': 'Home',
  'screen.briefing': 'Briefing',
  'screen.board': 'Board',
  'screen.orders': 'Orders',
  'screen.forecast': 'Forecast',
  'screen.why': 'Why',
  'screen.timeline': 'Timeline',
  'screen.statechart': 'Statechart',
  'screen.end': 'End',
  'screen.batch': 'Batch',
  'screen.curtain': 'Hand over',
  'game.sealed': 'Orders sealed.',
  'game.refused': 'Not done: {why}.',
  'game.not-saved': 'Not saved, so not done: {why}.',
  'game.no-case': 'No case is open.',
  'game.turn-back': 'One turn taken back. The line you left is kept: see the timeline.',
  'game.taken-back': 'Taken back.',
  'game.stands-here': 'The case stands here now. The other line is kept.',
  'game.seat-yours': 'The seat is yours.',
  'game.seat-strategy': 'Its strategy holds the seat.',
  'game.noted': 'Noted.',
  'game.bookmarked': 'Bookmark set.',
  'game.estimated': 'Your estimate is kept and scored at the end.',
  'game.not-a-person': 'Nobody at this keyboard holds {seat}.',
  'chart.nothing': 'Nothing to draw yet.',
} as const;

export type StringId = keyof typeof ENGLISH;
export type Catalogue = Readonly<Record<StringId, string>>;

/** The language of the screens. */
const catalogue: Catalogue = ENGLISH;

export function say(id: StringId, values: Readonly<Record<string, string | number>> = {}): string {
  return catalogue[id].replace(/\{([a-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
