import { type PersonalKind, personKey } from '#shared/people/keys.ts'

/** What of a personal cell is stored in raw: '' for an empty cell, `h1:` for one that holds no phone or e-mail, else `h1:<hash>`. */
export function hashedCell(kind: PersonalKind, cell: string, region: string, key: Uint8Array): string {
  if (cell.trim() === '') return ''
  return `h1:${personKey(kind, cell, region, key) ?? ''}`
}

/** The opposite of `hashedCell`, for cells that are known to come from raw. */
export const hashOfCell = (cell: string): string | null => (/^h1:[0-9a-f]{32}$/.test(cell) ? cell.slice(3) : null)
