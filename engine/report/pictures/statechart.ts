// Graphviz DOT -> a statechart as SVG. The only file that loads Graphviz (WebAssembly: the same bytes on every machine).

import { wellFormed } from '../html/html.ts';
import type { Picture } from './picture.ts';
import { FONT, INK } from './theme.ts';

/** As Graphviz draws it, for a file of its own. */
export async function graphvizSvg(dot: string): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  return (await instance()).renderString(wellFormed(dot), { format: 'svg' });
}

/** Graphviz knows how wide its letters are, and no usual sans serif is wider: whichever the reader has, no label outgrows its room. */
const WIDEST = 'DejaVu Sans';

export interface Statechart {
  readonly title: string;
  readonly dot: string;
}

/** For a page: no ids, no links, lines and letters in the colour of the text around it. The alternative names the states; the table lists the arrows. */
export async function statechartPicture({ title, dot }: Statechart): Promise<Picture> {
  const raw = await graphvizSvg(dot.replaceAll('fontname="Helvetica"', `fontname="${WIDEST}"`));
  const named = [...raw.matchAll(/class="(node|edge)">\s*<title>([^<]*)<\/title>/g)].map(([, kind, name]) => ({
    kind,
    name: unescaped(name!),
  }));
  const states = named.filter(({ kind, name }) => kind === 'node' && !name.endsWith('start')).map(({ name }) => name);
  const arrows = [...raw.matchAll(/class="edge">\s*<title>([^<]*)<\/title>([\s\S]*?)<\/g>/g)].map(
    ([, name, inside]) => {
      const [from = '', to = ''] = unescaped(name!).split('->');
      const words = [...inside!.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, word]) => unescaped(word!).trim());
      return [short(from), short(to), words.join(' ')] as const;
    },
  );
  const between = arrows.filter(([from]) => !from.endsWith('start') && from !== '');
  return {
    svg: tidy(raw),
    alt: `${title}: a statechart with the states ${states.map(short).join(', ')} and ${between.length} arrows between them.`,
    table: { columns: ['From', 'To', 'When'], rows: between.map((row) => [...row]) },
  };
}

/** `ladder:quiet` -> `quiet`. */
function short(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(#\d+|\w+);/g, (whole, name: string) => {
    if (name in ENTITIES) return ENTITIES[name]!;
    return name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : whole;
  });
}

const POINT = 4 / 3;

function tidy(raw: string): string {
  const [, width = '0', height = '0'] = /<svg width="([\d.]+)pt" height="([\d.]+)pt"/.exec(raw) ?? [];
  const [, box = ''] = /viewBox="([^"]*)"/.exec(raw) ?? [];
  const inside = raw
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<!--[\s\S]*?-->\s*/g, '')
    .replace(/<title>[^<]*<\/title>\s*/g, '')
    .replace(/<polygon fill="white" stroke="none"[^>]*\/>\s*/, '')
    .replace(/ (?:id|class|xlink:\w+)="[^"]*"(?=[^<>]*>)/g, '')
    .replace(/ font-family="[^"]*"(?=[^<>]*>)/g, '')
    .replace(/ fill="#f5f5f5"/g, ` fill="${INK}" fill-opacity="0.06"`)
    .replace(/ (fill|stroke)="(?:black|#555555|#999999)"/g, ` $1="${INK}"`)
    .replace(/<text(?![^>]*fill=)/g, `<text fill="${INK}"`)
    .replace(/\n/g, '');
  const size = (points: string): number => Math.round(Number(points) * POINT);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${size(width)}" height="${size(height)}"><g font-family="${FONT.replaceAll('"', '&quot;')}">${inside}</g></svg>`;
}
