/**
 * A number that a program kept as a number, as text that can be read in one way only: three decimals get a fourth
 * (1.234 could be 1234), and what is beyond exact integers shows its power, so that a damaged id is seen as such.
 */
export function typedNumber(value: number): string {
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value) : value.toExponential()
  const text = String(value)
  return /^-?\d{1,3}\.\d{3}$/.test(text) ? `${text}0` : text
}
