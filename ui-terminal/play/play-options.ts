// What `greyzone play` may be told.

import type { Setting } from '../../engine/index.ts';

export interface PlayOptions {
  readonly seat?: readonly string[];
  readonly policy?: string;
  readonly doctrine?: string;
  readonly variant?: string;
  readonly seed?: string;
  readonly world?: number;
  readonly set?: readonly Setting[];
  readonly case?: string;
  /** True: the latest one. */
  readonly resume?: string | true;
  readonly script?: string;
  readonly turns?: number;
  readonly json?: true;
  readonly ascii?: true;
  readonly screenReader?: true;
  /** `--no-color` of the program. */
  readonly color?: boolean;
}
