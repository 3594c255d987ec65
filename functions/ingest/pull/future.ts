import { say } from '#shared/i18n/text.ts'
import type { SliceRun } from './slice-run.ts'

/** Whether the cursor was put there by a clock that was ahead: what is read anew tells where it belongs. */
export function isAhead({ progress, resource: { window }, rt }: SliceRun): boolean {
  const hasTime = window.kind === 'days' || (window.kind === 'cursor' && window.by === 'time')
  return hasTime && (progress.now.cursor ?? '') > new Date(rt.clock.now() + dayMs).toISOString()
}

/** Where the day begins first it is tomorrow already. */
const dayMs = 86_400_000

/** A cursor in the future yields nothing and loses nothing. */
export function warnOfFuture({ progress, rt, connection, name, tally }: SliceRun, today: string): void {
  const { cursor } = progress.now
  if (cursor === null || cursor < today) return
  const again = `concord sync --select ${connection.name} --full-refresh`
  rt.log.warn('cursor in the future', { connection: connection.name, resource: name, cursor })
  tally.warn([
    say(
      `${name}: курсор стоит в будущем (${cursor}); ничего не читаем. Если часы теперь верны: ${again}`,
      `${name}: the cursor stands in the future (${cursor}); nothing is read. If the clock is right by now: ${again}`,
    ),
  ])
}
