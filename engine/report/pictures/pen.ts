// Specs of Vega-Lite -> SVG texts. The only file that loads Vega, which takes a fifth of a second; whoever draws asks for a pen first.

import type { TopLevelSpec } from 'vega-lite';
import { wellFormed } from '../html/html.ts';
import { FONT, THEME } from './theme.ts';

/** A layered chart of Vega-Lite as plain data. Its own types ask for lists that may be changed, which ours are not. */
export interface Spec {
  readonly title: { readonly text: readonly string[]; readonly limit: number };
  readonly width: number;
  readonly height: number;
  readonly data: { readonly values: readonly object[] };
  readonly layer: readonly object[];
}

/** The same spec gives the same bytes: nothing in it is drawn by chance, and intervals come ready. */
export type Pen = (spec: Spec) => Promise<string>;

/** Loads the library that draws; the pen can then be used any number of times. */
export async function openPen(): Promise<Pen> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  // It is there, and documented; its types leave it out.
  (vega as unknown as { readonly textMetrics: { width: typeof widthOf } }).textMetrics.width = widthOf;
  return async (spec) => {
    vega.resetSVGDefIds();
    const { spec: full } = compile({ ...spec, config: THEME } as unknown as TopLevelSpec);
    const view = new vega.View(vega.parse(full), { renderer: 'none', logLevel: vega.None });
    const svg = await view.toSVG();
    view.finalize();
    return plain(svg);
  };
}

/** Em of an average letter of a plain sans serif. Without a canvas Vega would take 0.8, and leave wide empty margins. */
const EM = { plain: 0.56, bold: 0.61 } as const;

interface Lettering {
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly limit?: number;
}

function widthOf({ text: own, fontSize = 11, fontWeight, limit }: Lettering, text: unknown = own): number {
  const letters = String(text ?? '').length;
  const width = letters * fontSize * (fontWeight === 'bold' ? EM.bold : EM.plain);
  return Math.ceil(limit !== undefined && limit > 0 ? Math.min(width, limit) : width);
}

/** Roles and ids of Vega say nothing that the page does not say better beside the picture; what all marks share is said once. */
function plain(svg: string): string {
  const bare = wellFormed(svg)
    .replace(
      /^<svg [^>]*?width="(\d+)" height="(\d+)"[^>]*>/,
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $1 $2" width="$1" height="$2">',
    )
    .replace(/ (?:aria-roledescription|aria-hidden|aria-label|role|class|pointer-events)="[^"<>]*"(?=[^<>]*>)/g, '')
    .replace(
      /<path(?: d="[^"]*")? display="none"\/>|<path d="M0,0h0v0h0Z"\/>|<text [^>]*opacity="0"[^>]*>[^<]*<\/text>/g,
      '',
    )
    .replace(/<[^<>]+>/g, shorter);
  return bare
    .replace(
      /^<svg [^>]*>/,
      (opening) => `${opening}<g font-family="${FONT.replaceAll('"', '&quot;')}" font-size="11px">`,
    )
    .replace(/<\/svg>\s*$/, '</g></svg>');
}

/** A hundredth of a pixel is enough. */
function shorter(tag: string): string {
  return tag
    .replace(
      / (?:font-family="[^"]*"|font-size="11px"|font-weight="normal"|(?:stroke-|fill-)?opacity="1"|stroke-width="1")/g,
      '',
    )
    .replace(/(\.\d\d)\d+/g, '$1');
}
