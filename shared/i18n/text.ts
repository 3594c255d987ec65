/** A sentence in both languages. Having both in one value makes a missing translation a compile error. */
export interface Text {
  readonly ru: string
  readonly en: string
}

export type Language = keyof Text

export const languages: readonly Language[] = ['ru', 'en']

/** Builds a Text; the two arguments stand side by side so that a change to one is seen beside the other. */
export const say = (ru: string, en: string): Text => ({ ru, en })
