import type { Text } from '#shared/i18n/text.ts'

/** The form in which a text is compared with what a CRM says: trimmed, lower case. Staging does the same in SQL. */
export const fold = (text: string): string => text.trim().toLowerCase()

/** Signs like ⚠ may carry an invisible "show as picture" mark, or not. */
export const pictureMark = '\uFE0F'

/** Two spellings with one bare form mean the same thing. */
export const bare = (text: string): string => fold(text).replaceAll(pictureMark, '')

export const labelled = (label: Text) => ({ label_ru: label.ru, label_en: label.en })
