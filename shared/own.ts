/** What stands in a table under a name from outside: `constructor` is a name in every object, but in no table. */
export const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined
