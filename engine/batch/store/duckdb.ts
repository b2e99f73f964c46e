// The database library, loaded when it is first needed: most commands never do. Once loaded, it serves one thread of a process only.

import { FolderFault } from './batch-folder.ts';

/** Throws a FolderFault where the library has no build for this machine. */
export async function loadDuckdb(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new FolderFault(`DuckDB, which keeps stored batches, cannot be loaded on this machine (${why})`, 'disk');
  }
}
