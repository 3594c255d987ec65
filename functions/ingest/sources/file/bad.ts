import type { BadRow, MapResult, QuarantineCode } from '#ingest/units/rows.ts'
import { say, type Text } from '#shared/i18n/text.ts'

/** Why a row is not taken. */
export type Bad = Extract<MapResult, { kind: 'bad' }>

/** Sentences for rows that could not be split. They never hold what stands in a cell. */
export const badTexts = {
  noHeader: say('В файле нет строки с названиями колонок.', 'The file has no line with column names.'),
  ragged: (cells: number, width: number): Text =>
    say(`Ячеек ${cells}, а колонок ${width}.`, `The row has ${cells} cells, the header has ${width} columns.`),
}

/** What each code of quarantine means. */
export const quarantineTexts: Readonly<Record<QuarantineCode, Text>> = {
  TOO_LARGE: say(
    'Слишком большая ячейка или строка (больше 1 млн знаков).',
    'A cell or row is too large (over 1 million characters).',
  ),
  NOT_UTF8: say(
    'Строка повреждена или записана в другой кодировке (format.encoding: cp1251?).',
    'The row is damaged or in another encoding (format.encoding: cp1251?).',
  ),
  NOT_JSON: say('Строка — не объект JSON.', 'The line is not a JSON object.'),
  NOT_A_TABLE: say(
    'Файл не читается как таблица, или в книге нет листа format.sheet.',
    'The file can’t be read as a table, or the workbook lacks the sheet of format.sheet.',
  ),
  RAGGED: say(
    'Ячеек в строке не столько, сколько колонок: другой разделитель (format.delimiter) или незакрытая кавычка.',
    'The row has more or fewer cells than there are columns: another delimiter (format.delimiter), or a quote that is not closed.',
  ),
  DUPLICATE_HEADER: say('Две колонки названы одинаково.', 'Two columns have one name.'),
  MISSING_COLUMN: say('Не хватает колонки.', 'A column is missing.'),
  REQUIRED: say('Нет обязательного значения.', 'A required value is missing.'),
  NUMBER: say('Число не прочитано.', 'The number can’t be read.'),
  DATE: say('Дата не прочитана.', 'The date can’t be read.'),
  RANGE: say('Значение вне допустимых границ.', 'The value is out of range.'),
  CONFLICT: say('Значения противоречат друг другу.', 'Values contradict each other.'),
  SCHEMA: say('Строка не той формы, какую обещает система.', 'The row is not of the shape that the system promises.'),
}

export const badRow = (line: number, code: QuarantineCode, message: Text = quarantineTexts[code]): BadRow => ({
  line,
  code,
  message,
})
