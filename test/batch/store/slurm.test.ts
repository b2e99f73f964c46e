// A real Slurm, in a scratch folder and for this test alone: an array of shards is submitted, one is killed, queues up again, and the merge comes
// to the digest of one machine. Skipped, with the reason, where Slurm is not installed or may not be started.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from './small-batch.ts';

const launcher = new URL('../../../dist/ui-terminal/launch.js', import.meta.url).pathname;
const scenario = new URL('../../../scenarios/verification/yardstick', import.meta.url).pathname;
const WAIT = 120_000;
const DAEMONS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'scontrol', 'squeue'];
const PATH = `${process.env.PATH}:/usr/sbin:/sbin:/usr/local/sbin`;

const reason = whyNot();
if (reason !== null) console.log(`The test of Slurm is skipped: ${reason}.`);

function whyNot(): string | null {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it starts daemons, and this is not root';
  const missing = DAEMONS.filter((name) => !PATH.split(':').some((folder) => existsSync(join(folder, name))));
  return missing.length > 0 ? `there is no ${missing.join(', ')} (Debian: slurm-wlm, munge)` : null;
}

describe.skipIf(reason !== null)('an array of shards under Slurm', () => {
  const folder = reason === null ? scratchFolder() : '';
  const daemons: ChildProcess[] = [];
  const env = { ...process.env, PATH, SLURM_CONF: join(folder, 'slurm.conf') };
  const run = (command: string, args: readonly string[]): string =>
    execFileSync(command, args, { env, encoding: 'utf8', timeout: WAIT });
  const greyzone = (...args: readonly string[]): string => run(process.execPath, [launcher, ...args]);

  beforeAll(async () => {
    startDaemons(folder, env, daemons);
    await until('a node that is idle', () => /idle/.test(attempt(() => run('sinfo', ['--noheader', '--format=%T']))));
  }, WAIT);

  afterAll(async () => {
    if (reason !== null) return;
    attempt(() => run('scancel', ['--full', '--user=root']));
    // Last started, first stopped: the daemon of the node can still sign off.
    for (const daemon of daemons.reverse()) await stopped(daemon);
  }, WAIT);

  it(
    'a shard that is killed queues up again, the merge waits for it, and the digest is that of one machine',
    async () => {
      const [alone, shared] = [join(folder, 'alone'), join(folder, 'shared')];
      const question = ['--worlds', '500', '--replications', '16', '--block-runs', '8000', '--engine', 'kernel-js'];
      greyzone('batch', scenario, '--out', alone, ...question, '--quiet');
      greyzone('plan', scenario, '--out', shared, ...question);
      const told = greyzone('slurm', shared, '--array', '2', '--submit');
      const [, array, merge] = /job (\d+) \(2 shards\), then job (\d+) \(merge\)/.exec(told) ?? [];
      expect(merge, told).toBeDefined();

      const victim = await until('a shard at work', () => shardAtWork(shared, 1));
      process.kill(victim, 'SIGKILL');
      await until('the killed shard to begin again', () =>
        /Restarts=[1-9]/.test(attempt(() => run('scontrol', ['show', 'job', `${array}_1`]))),
      );
      expect(existsSync(join(shared, 'result.json'))).toBe(false);
      await until('the merge', () => existsSync(join(shared, 'result.json')));
      const result = (of: string): unknown => JSON.parse(readFileSync(join(of, 'result.json'), 'utf8'));
      expect(result(shared)).toEqual(result(alone));
      expect(readFileSync(join(shared, 'slurm', 'shard-1.log'), 'utf8')).toMatch(/shard 1 of 2 is whole/);
      await until('an empty queue', () => run('squeue', ['--noheader']).trim() === '');
    },
    3 * WAIT,
  );
});

/** Process of a shard that has stored a block and has more to do, or null. */
function shardAtWork(batch: string, index: number): number | null {
  const stored = readdirSync(join(batch, 'blocks')).filter((name) => name.endsWith('.json'));
  if (!stored.some((name) => Number(/\d+/.exec(name)?.[0]) % 2 === index)) return null;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const words = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    if (!words.includes('shard') || words[words.indexOf('--index') + 1] !== String(index)) continue;
    if (!words.some((word) => word === batch)) continue;
    if (attempt(() => readlinkSync(`/proc/${pid}/exe`)).endsWith('node')) return Number(pid);
  }
  return null;
}

function startDaemons(folder: string, env: NodeJS.ProcessEnv, daemons: ChildProcess[]): void {
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'munge.key'), 'x'.repeat(128), { mode: 0o400 });
  const host = hostname();
  const [socket, first] = [join(folder, 'munge.socket'), 20_000 + (process.pid % 20_000)];
  writeFileSync(
    join(folder, 'slurm.conf'),
    `ClusterName=greyzone
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${socket},cred_expire=5
SlurmctldPort=${first}
SlurmdPort=${first + 1}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SchedulerParameters=sched_interval=2,bf_interval=2
ReturnToService=2
MpiDefault=none
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE
`,
  );
  const begin = (command: string, args: readonly string[]): void => {
    daemons.push(spawn(command, args, { env, stdio: 'ignore' }));
  };
  const own = ['key', 'pid', 'log', 'seed'].map((name) => `--${name}-file=${folder}/munge.${name}`);
  begin('munged', ['--force', '--foreground', `--socket=${socket}`, ...own]);
  begin('slurmctld', ['-D', '-c', '-f', join(folder, 'slurm.conf')]);
  begin('slurmd', ['-D', '-c', '-N', host, '-f', join(folder, 'slurm.conf')]);
}

function stopped(daemon: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) resolve();
    daemon.on('exit', () => resolve());
    daemon.kill('SIGTERM');
  });
}

/** The text of a command, or nothing where it fails. */
function attempt(work: () => string): string {
  try {
    return work();
  } catch {
    return '';
  }
}

async function until<T>(what: string, look: () => T | null | false): Promise<T> {
  for (const end = performance.now() + WAIT; performance.now() < end; ) {
    const seen = look();
    if (seen !== null && seen !== false) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}`);
}
