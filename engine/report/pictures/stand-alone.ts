// A drawing for a page -> one that stands alone: white paper, dark ink, room around it, and its words inside.

import { escaped } from '../html/html.ts';
import { sizeOf } from './panels.ts';

const MARGIN = 12;
const PAPER = '#ffffff';
const INK_ON_PAPER = '#16191d';

export function standAlone(svg: string, title: string, description: string): string {
  const { width, height } = sizeOf(svg);
  const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const inner = svg.replace('<svg xmlns="http://www.w3.org/2000/svg" ', `<svg x="${MARGIN}" y="${MARGIN}" `);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" color="${INK_ON_PAPER}" role="img"><title>${escaped(title)}</title><desc>${escaped(description)}</desc><rect width="${wide}" height="${high}" fill="${PAPER}"/>${inner}</svg>\n`;
}
