export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A SQL string literal: the only way in which a value of the outside may stand in a statement. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`
