// Every sentence of the screens in one catalogue, so that another language is one more file of this shape. `{name}` is filled in.

export const ENGLISH = {
  'app.too-small': 'The screen is {columns} x {rows}; at least {least} is needed.',
  'app.enlarge': 'Make the window larger, or leave with q.',
  'app.help': 'Help',
  'app.palette': 'Do what?',
  'app.nothing': 'Nothing like that here.',
  'app.filter': 'Show only',
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
  'chart.nothing': 'Nothing to draw yet.',
} as const;

export type StringId = keyof typeof ENGLISH;
export type Catalogue = Readonly<Record<StringId, string>>;

/** The language of the screens. */
const catalogue: Catalogue = ENGLISH;

export function say(id: StringId, values: Readonly<Record<string, string | number>> = {}): string {
  return catalogue[id].replace(/\{([a-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
