// The pictures of the guide are what the present program shows. `npm run record` makes them anew.

import { expect, test } from 'vitest';
import { tempFolder } from '../../case/played-case.ts';

process.env.FORCE_COLOR = '3';
const { record } = await import('./record.ts');

test('the pictures in docs/play are those of the present program', async () => {
  const pictures = await record(tempFolder());
  expect(pictures.map(({ name }) => name)).toEqual(['1-home', '2-board', '3-orders', '4-forecast', '5-why', '6-end']);
  for (const { name, svg } of pictures) {
    expect(svg.length).toBeLessThan(60_000);
    await expect(svg).toMatchFileSnapshot(`../../../docs/play/${name}.svg`);
  }
}, 240_000);
