/** Majors live for about a year: a test goes red when this one is twelve months old. */
export const apiVersion = { name: 'v25', since: '2026-08' } as const
