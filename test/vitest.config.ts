// The test run: sources straight from the tree, no bundling, and only on the runtime that the project pins.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const major = Number(process.versions.node.split('.')[0]);
if (major < 22)
  throw new Error(
    `greyzone's tests need Node 22.12 or later and were started on ${process.version}: run them with "npm test" after "npm ci"`,
  );

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 60_000,
  },
});
