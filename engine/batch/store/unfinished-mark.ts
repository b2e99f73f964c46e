// Who is writing a file that has no name of its own yet: host and process, so that another process can tell whether anybody still is.

/** Letters, digits, underscores and a hyphen. */
export function markOf(host: string, pid: number): string {
  return `${plain(host)}-${pid}`;
}

/** False when the writer was a process of this host that is gone. Nothing is known of other hosts: they count as writing. */
export function isStillWritten(mark: string, host: string, isAlive: (pid: number) => boolean): boolean {
  const [, writer, pid] = /^(\w+)-(\d+)$/.exec(mark) ?? [];
  if (pid === undefined) return true;
  return writer !== plain(host) || isAlive(Number(pid));
}

function plain(host: string): string {
  return host.replaceAll(/[^A-Za-z0-9]/g, '_');
}
