// An uncertainty or a fact held at one number in every world, as a person asks for it.

/** `name` or `name[member]`, and a finite number in its own unit. */
export interface Setting {
  readonly name: string;
  readonly value: number;
}

/** As `lower` takes them. Of several for one name the last one counts. */
export function settingsByName(settings: readonly Setting[]): ReadonlyMap<string, number> {
  return new Map(settings.map(({ name, value }) => [name, value]));
}
