/** A plan target. low and high are numbers: shares as 0.5, times in minutes (m, h) or days (d); suffix is how it was written. */
export interface Target {
  readonly comparison: 'min' | 'max' | 'band'
  readonly low: number | null
  readonly high: number | null
  readonly suffix: '' | '%' | 'm' | 'h' | 'd'
}

/** Groups of thousands are written by spaces; a comma before exactly three digits could be either and is refused. */
export const targetPattern = /^(>=|<=|≥|≤)\s*(-?\d+(?:[ \u00a0_]\d{3})*(?:\.\d+|,\d{1,2}|,\d{4,})?)\s*([%mhd]?)$/

/** Reads a text that matches `targetPattern`. */
export function parseTarget(text: string): Target {
  const [, sign, digits, suffix] = targetPattern.exec(text)!
  const number = Number(digits!.replace(/[ \u00a0_]/g, '').replace(',', '.'))
  const value = suffix === '%' ? number / 100 : suffix === 'h' ? number * 60 : number
  const isMin = sign === '>=' || sign === '≥'
  return {
    comparison: isMin ? 'min' : 'max',
    low: isMin ? value : null,
    high: isMin ? null : value,
    suffix: suffix as Target['suffix'],
  }
}
