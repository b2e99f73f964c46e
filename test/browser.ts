// A headless Chromium over its own pipe: opens a page of ours as a given reader would see it, and tells what it said, asked for and looks like.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export const browserName = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version'], { timeout: 60_000 }).status === 0,
);

export interface Reader {
  readonly width: number;
  readonly dark: boolean;
}

export interface OpenPage {
  /** The value of an expression in the page; promises are awaited. */
  evaluate(expression: string): Promise<unknown>;
  /** PNG of all of it, or of so many pixels from there on downwards. */
  screenshot(from?: number, height?: number): Promise<Uint8Array>;
  pdf(): Promise<Uint8Array>;
  /** What the console and the browser's own log said so far. */
  readonly said: readonly string[];
  /** Addresses that were asked for, but the page's own. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export interface Browser {
  open(address: string, reader: Reader): Promise<OpenPage>;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

type Answer = Readonly<Record<string, unknown>>;

export async function openBrowser(profile: string): Promise<Browser> {
  const child = spawn(
    browserName ?? '',
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--no-first-run',
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const pipe = linePipe(child);
  return {
    open: (address, reader) => openPage(pipe, address, reader),
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await pipe.send('Browser.close').catch(() => child.kill());
      await gone;
    },
  };
}

interface Pipe {
  send(method: string, params?: object, sessionId?: string): Promise<Answer>;
  listen(heard: (message: Message) => void): void;
}

/** Messages are JSON texts that end in a zero byte. */
function linePipe(child: ChildProcess): Pipe {
  const out = child.stdio[3] as Writable;
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  const listeners: ((message: Message) => void)[] = [];
  let last = 0;
  let parts: Buffer[] = [];
  const take = (message: Message): void => {
    const asked = message.id === undefined ? undefined : waiting.get(message.id);
    if (asked === undefined) {
      for (const heard of listeners) heard(message);
      return;
    }
    waiting.delete(message.id!);
    if (message.error === undefined) asked.resolve(message.result ?? {});
    else asked.reject(new Error(message.error.message));
  };
  (child.stdio[4] as Readable).on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      take(JSON.parse(Buffer.concat([...parts, chunk.subarray(from, end)]).toString('utf8')) as Message);
      parts = [];
      from = end + 1;
    }
    parts.push(chunk.subarray(from));
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'));
    waiting.clear();
  });
  return {
    listen: (heard) => void listeners.push(heard),
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        out.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      }),
  };
}

async function openPage(pipe: Pipe, address: string, { width, dark }: Reader): Promise<OpenPage> {
  const { targetId } = await pipe.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = (await pipe.send('Target.attachToTarget', { targetId, flatten: true })) as {
    sessionId: string;
  };
  const send = (method: string, params: object = {}): Promise<Answer> => pipe.send(method, params, sessionId);
  const said: string[] = [];
  const asked: string[] = [];
  const loaded = Promise.withResolvers<void>();
  pipe.listen(({ sessionId: from, method, params }) => {
    if (from !== sessionId) return;
    if (method === 'Runtime.consoleAPICalled' || method === 'Runtime.exceptionThrown')
      said.push(JSON.stringify(params));
    if (method === 'Log.entryAdded') said.push((params as { entry: { text: string } }).entry.text);
    if (method === 'Network.requestWillBeSent') asked.push((params as { request: { url: string } }).request.url);
    if (method === 'Page.loadEventFired') loaded.resolve();
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
  await send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
  await send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }],
  });
  await send('Page.navigate', { url: address });
  await loaded.promise;
  const picture = async (method: string, params: object): Promise<Uint8Array> =>
    Buffer.from(((await send(method, params)) as { data: string }).data, 'base64');
  return {
    said,
    get asked() {
      return asked.filter((one) => one !== address);
    },
    async evaluate(expression) {
      const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
      return (answer.result as { value: unknown }).value;
    },
    screenshot: (from, height) =>
      picture('Page.captureScreenshot', {
        format: 'png',
        captureBeyondViewport: true,
        ...(from === undefined || height === undefined ? {} : { clip: { x: 0, y: from, width, height, scale: 1 } }),
      }),
    close: async () => void (await pipe.send('Target.closeTarget', { targetId })),
    async pdf() {
      return await picture('Page.printToPDF', { preferCSSPageSize: true, printBackground: false });
    },
  };
}
