import type { Lake } from '#shared/lake/lake.ts'
import type { State } from '#shared/state/state.ts'

const text = (value: string) => new TextEncoder().encode(value)
const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)))

/** What a store got wrong, in words; empty: races on it prove something. */
export async function probeLake(lake: Lake): Promise<readonly string[]> {
  const faults: string[] = []
  for (let round = 0; round < 20; round++) {
    const key = `probe/${round}`
    const puts = await times(8, (i) => lake.put(key, text(`${round} ${i}`), 'absent'))
    const winners = puts.filter(({ done }) => done).length
    if (winners !== 1) faults.push(`${key}: ${winners} of 8 creators won`)
    const got = new TextDecoder().decode((await lake.get(key))?.bytes)
    if (got !== `${round} ${puts.findIndex(({ done }) => done)}`) faults.push(`${key}: read ${got} after the write`)
  }
  const { etag } = await lake.put('probe/replaced', text('start'), 'absent')
  const replaced = await times(30, (i) => lake.put('probe/replaced', text(`${i}`), { etag: etag! }))
  const winners = replaced.filter(({ done }) => done).length
  if (winners !== 1) faults.push(`probe/replaced: ${winners} of 30 replacers won`)
  const listed = await lake.list('probe/')
  if (listed.length !== 21) faults.push(`list after put: ${listed.length} of 21`)
  return faults
}

export async function probeState(state: State): Promise<readonly string[]> {
  const faults: string[] = []
  for (let round = 0; round < 20; round++) {
    const puts = await times(8, (i) => state.putIf(`probe/${round}`, i, undefined))
    const winners = puts.filter((version) => version !== undefined).length
    if (winners !== 1) faults.push(`probe/${round}: ${winners} of 8 creators won`)
    const got = (await state.get(`probe/${round}`))?.value
    if (got !== puts.findIndex((version) => version !== undefined)) faults.push(`probe/${round}: read ${String(got)}`)
  }
  // Leases of no length: each claim takes over, so that epochs count 200 atomic additions.
  const claims = await times(200, (i) => state.claim('probe', `${i}`, 0))
  const epochs = new Set(claims.flatMap((claim) => (claim.held ? [claim.fence.epoch] : [])))
  if (epochs.size !== 200 || Math.max(...epochs) !== 200) faults.push(`200 claims gave ${epochs.size} epochs`)
  const newest = { name: 'probe', epoch: 200 }
  const fenced = await times(8, (i) => state.putIf('probe/fenced', i, undefined, { name: 'probe', epoch: 193 + i }))
  if (fenced.filter((version) => version !== undefined).length !== 1) faults.push('not only the newest fence was taken')
  if ((await state.putIf('probe/newest', 1, undefined, newest)) === undefined)
    faults.push('the newest fence was refused')
  return faults
}
