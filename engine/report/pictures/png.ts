// SVG text -> PNG at twice its size, with a font that comes along: the same picture on every machine.

import { fileURLToPath } from 'node:url';

const FONTS = ['DejaVuSansCondensed', 'DejaVuSansCondensed-Bold'] as const;
const FAMILY = 'DejaVu Sans Condensed';

export async function pngOf(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: {
      loadSystemFonts: false,
      fontFiles: FONTS.map((name) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))),
      defaultFontFamily: FAMILY,
      sansSerifFamily: FAMILY,
    },
  });
  return image.asPng();
}
