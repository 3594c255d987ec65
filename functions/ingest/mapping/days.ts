import { dayText, localDay } from '#shared/numbers/zone.ts'

/** The day it is in a zone. */
export const todayIn = (zone: string, now: number): string => dayText(localDay(now, zone))
