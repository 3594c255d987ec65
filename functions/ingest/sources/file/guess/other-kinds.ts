import { basename } from 'node:path'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'

interface Kind {
  readonly is: (start: string) => boolean
  readonly what: Text
  readonly hint: Text
}

const asXlsx = say(
  'Откройте его в Excel или LibreOffice и сохраните как .xlsx или .csv.',
  'Open it in Excel or LibreOffice and save it as .xlsx or .csv.',
)
const unpack = say('Распакуйте его и укажите файл таблицы.', 'Unpack it and name the table itself.')

/** Files that look like exports but are none of CSV, TSV, XLSX, JSON Lines; by their first bytes. */
const kinds: readonly Kind[] = [
  {
    is: (start) => start.startsWith('\xd0\xcf\x11\xe0'),
    what: say(
      'Это старый формат Excel (.xls) или книга с паролем.',
      'This is the old Excel format (.xls) or a locked book.',
    ),
    hint: asXlsx,
  },
  {
    is: (start) => /^\s*<(!doctype html|html|table|meta|head|style)/i.test(start),
    what: say('Это страница HTML, хотя называется таблицей.', 'This is a page of HTML, though it is called a table.'),
    hint: asXlsx,
  },
  {
    is: (start) => /^\s*<(\?xml|workbook)/i.test(start),
    what: say('Это XML, а не таблица.', 'This is XML, not a table.'),
    hint: asXlsx,
  },
  {
    is: (start) => start.startsWith('PK') && start.includes('mimetypeapplication/vnd.oasis'),
    what: say('Это таблица OpenDocument (.ods).', 'This is an OpenDocument sheet (.ods).'),
    hint: asXlsx,
  },
  {
    is: (start) => start.startsWith('\x1f\x8b'),
    what: say('Это архив gzip.', 'This is a gzip archive.'),
    hint: unpack,
  },
  {
    is: (start) => /^(Rar!|7z\xbc\xaf)/.test(start),
    what: say('Это архив.', 'This is an archive.'),
    hint: unpack,
  },
  {
    is: (start) => start.startsWith('PK') && !/\[Content_Types\]\.xml|_rels\/|xl\/|docProps\//.test(start),
    what: say('Это архив zip, а не книга .xlsx.', 'This is a zip archive, not an .xlsx book.'),
    hint: unpack,
  },
  {
    is: (start) => start.startsWith('%PDF'),
    what: say('Это PDF.', 'This is a PDF.'),
    hint: say('Выгрузите то же самое в .xlsx или .csv.', 'Export the same as .xlsx or .csv.'),
  },
  {
    is: (start) => start.startsWith('1CClientBankExchange'),
    what: say('Это обмен с банком (1CClientBankExchange), а не таблица.', 'This is 1CClientBankExchange, not a table.'),
    hint: say(
      'Выгрузите выписку из банка или 1С в .xlsx или .csv.',
      'Export the statement from the bank or from 1C as .xlsx or .csv.',
    ),
  },
  {
    is: (start) => /^\s*(\[\s*[{\]]|\{\s*\n)/.test(start),
    what: say(
      'Это JSON целиком, а нужен объект на каждой строке (JSON Lines).',
      'This is one piece of JSON; an object on each line (JSON Lines) is needed.',
    ),
    hint: say(
      "Сделайте из него строки: jq -c '.[]' ФАЙЛ.json > ФАЙЛ.jsonl",
      "Make lines of it: jq -c '.[]' FILE.json > FILE.jsonl",
    ),
  },
]

/** Errors: FixConfig for a file of another kind. */
export function refuseOtherKinds(path: string, sample: Buffer): void {
  const start = sample
    .subarray(0, 4096)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
  const kind = kinds.find(({ is }) => is(start))
  if (!kind) return
  throw new FixConfig({ code: 'FILE_KIND', what: kind.what, where: basename(path), hint: kind.hint })
}
