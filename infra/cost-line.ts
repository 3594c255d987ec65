/** One line of the bill: `quantity` units at `price` USD each, a month. `how` is the arithmetic of the quantity. */
export interface CostLine {
  readonly what: string
  readonly unit: string
  readonly price: number
  readonly quantity: number
  readonly how: string
}

export const line = (what: string, unit: string, price: number, quantity: number, how: string): CostLine => ({
  what,
  unit,
  price,
  quantity,
  how,
})

export const round = (value: number, digits = 2): string =>
  value.toLocaleString('en', { maximumFractionDigits: digits }).replaceAll(',', ' ')

export const gigabyte = 1e9
