/** What is mapped, or else what the vendor's own field of that code holds. */
export interface FieldReader {
  /** All values as one text; null: empty, or a person's and hence not kept. */
  text(...words: readonly string[]): string | null
  number(word: string): number | null
  /** Micros; what is no amount is no value. */
  money(...words: readonly string[]): bigint | null
  /** Of a sum that says its own. */
  currency?(...words: readonly string[]): string | null
  /** Epoch ms. */
  instant(word: string): number | null
  /** false: objects of this kind have no such field, which is not the same as an empty one. */
  isThere?(word: string): boolean
  byCode(...codes: readonly string[]): string | null
}

/** `1 200,50 ₽` → `1200.50`; null: no plain number. */
export function plainNumber(text: string | null): string | null {
  const plain = text
    ?.replaceAll(/[\s\u00a0\u202f]/g, '')
    .replace(/(₽|руб\.?|rub|\$|€)$/i, '')
    .replace(/^(\d{1,3})(,\d{3})+(?=\.|$)/, (thousands) => thousands.replaceAll(',', ''))
    .replace(',', '.')
  return plain && /^-?\d{1,12}(\.\d+)?$/.test(plain) ? plain : null
}

export function numberIn(text: string | null): number | null {
  const plain = plainNumber(text)
  return plain === null ? null : Number(plain)
}
