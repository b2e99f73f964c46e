// What `greyzone seminar` may be told.

import type { Setting } from '../../engine/index.ts';

export interface SeminarOptions {
  /** The case: opened where it is there, else made. Left out, a new one in the folder of cases. */
  readonly case?: string;
  /** Cells that persons hold; left out, all seats with a role sheet. */
  readonly cells?: readonly string[];
  readonly policy?: string;
  readonly doctrine?: string;
  readonly variant?: string;
  readonly seed?: string;
  readonly world?: number;
  readonly set?: readonly Setting[];
  readonly script?: string;
  readonly ascii?: true;
  readonly screenReader?: true;
  /** `--no-color` of the program. */
  readonly color?: boolean;
}
