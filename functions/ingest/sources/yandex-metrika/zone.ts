import { FixContractError, GrantAccessError } from '#shared/errors-http.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { isTimeZone } from '#shared/numbers/zone.ts'
import type { Ask, Facts, Io } from '../../source.ts'
import { pathOf } from './log-steps.ts'
import { readAs } from './log-wire.ts'
import type { Settings } from './settings.ts'

const usual = 'Europe/Moscow'

/** Visits tell their time in UTC+3: the counter's zone only says where a day begins, so not to know it stops nothing. */
export async function zoneFacts(io: Io<Settings>): Promise<Facts> {
  if (io.settings.time_zone) return { time_zone: io.settings.time_zone }
  try {
    const response = await io.send({ method: 'GET', path: pathOf(io.settings, '').replace(/\/$/, '') })
    const told = readAs('counter', response, io.connection.name).counter.time_zone_name
    return told && isTimeZone(told) ? { time_zone: told } : assumed
  } catch (error) {
    if (error instanceof FixContractError || error instanceof GrantAccessError) return assumed
    throw error
  }
}

const assumed: Facts = { time_zone: usual, is_assumed: true }

export const zoneOf = ({ facts }: Pick<Io<Settings>, 'facts'>): string => String(facts.time_zone ?? usual)

export const zoneWarnings = ({ facts }: Pick<Ask<Settings>, 'facts'>): readonly Text[] =>
  facts.is_assumed === true
    ? [
        say(
          `Метрика не сообщила часовой пояс счётчика, считаем ${usual}. Задать: settings: {time_zone: …}`,
          `Metrika has not told the counter's time zone; ${usual} is assumed. To set it: settings: {time_zone: …}`,
        ),
      ]
    : []
