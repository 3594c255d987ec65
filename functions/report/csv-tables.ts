import type { Cohort, CohortCell, Kpi, MonthData, SourceRow, Stage } from '#report/month-data.ts'
import { type Language, say, type Text } from '#shared/i18n/text.ts'
import { type CsvColumn, tableCsv } from './csv.ts'
import { leakWords } from './leak-words.ts'
import { costPer, partsOf, reasonText, romiOf, share } from './view.ts'
import { basisText, ownerWords, statusWords, zoneWords } from './words.ts'

/** One downloadable table of a month. */
interface CsvTable {
  readonly id: string
  readonly label: Text
  readonly make: (data: MonthData, language: Language) => Uint8Array
}

const column = <R>(ru: string, en: string, value: CsvColumn<R>['value'], digits?: number): CsvColumn<R> => ({
  label: say(ru, en),
  value,
  digits,
})

const kpiColumns = (language: Language): CsvColumn<Kpi>[] => {
  const t = (text: Text | undefined, otherwise: string) => text?.[language] ?? otherwise
  return [
    column('Код', 'Id', (row) => row.kpi),
    column('Показатель', 'KPI', (row) => row.label[language]),
    column('Зона', 'Zone', (row) => zoneWords[row.zone][language]),
    column('Основа', 'Basis', (row) => t(basisText(row), row.basis)),
    column('Месяц когорты', 'Cohort month', (row) => row.cohortMonth),
    column('План от', 'Plan from', (row) => row.low),
    column('План до', 'Plan to', (row) => row.high),
    column('Факт', 'Fact', (row) => row.value),
    column('Отклонение', 'Deviation', (row) => row.deviation),
    column('Числитель', 'Numerator', (row) => partsOf(row).numerator),
    column('Знаменатель', 'Denominator', (row) => partsOf(row).denominator),
    column('Статус', 'Status', (row) => statusWords[row.status].word[language]),
    column('Причина', 'Reason', (row) =>
      row.value === null ? reasonText({ t: (text) => text[language] }, row.reason) : null,
    ),
    column('Отвечает', 'Owner', (row) => row.ownerName ?? t(ownerWords[row.owner], row.owner)),
    column('Соглашение', 'Agreement', (row) => row.agreement),
  ]
}

const sourceColumns = (language: Language): CsvColumn<SourceRow>[] => [
  column('Источник', 'Source', (row) => row.label[language]),
  column('Кампания', 'Campaign', (row) => row.campaignName),
  column('Код кампании', 'Campaign id', (row) => row.campaign),
  column('Расход', 'Spend', (row) => row.spend),
  column('Заявки', 'Requests', (row) => row.requests),
  column('Валидные', 'Valid', (row) => row.valid),
  column('CPL', 'CPL', (row) => costPer(row.spend, row.valid), 2),
  column('SQL', 'SQL', (row) => row.sql),
  column('Доля SQL', 'SQL share', (row) => share(row.sql, row.valid), 4),
  column('Сделки', 'Deals', (row) => row.won),
  column('Выручка', 'Revenue', (row) => row.revenue),
  column('Валовая прибыль', 'Gross profit', (row) => row.grossProfit),
  column('ROMI', 'ROMI', romiOf, 4),
  column('SQL по вердикту', 'Verdict SQL', (row) => row.verdicts.qualified),
  column('Не ЦА', 'Not our audience', (row) => row.verdicts.notTarget),
  column('Спам', 'Spam', (row) => row.verdicts.fake),
  column('Недозвон', 'Unreached', (row) => row.verdicts.unreached),
  column('Без вердикта', 'No verdict', (row) => row.verdicts.none),
]

interface CohortLine {
  readonly cohort: Cohort
  readonly cell: CohortCell
}

const yesNo = (value: boolean, language: Language) =>
  (value ? { ru: 'да', en: 'yes' } : { ru: 'нет', en: 'no' })[language]

const cohortColumns = (language: Language): CsvColumn<CohortLine>[] => [
  column('Когорта', 'Cohort', ({ cohort }) => cohort.month),
  column('Возраст, мес', 'Age, months', ({ cell }) => cell.age),
  column('Лиды', 'Leads', ({ cell }) => cell.leads),
  column('Клиенты', 'Clients', ({ cell }) => cell.reached),
  column('Конверсия', 'Conversion', ({ cell }) => share(cell.reached, cell.leads), 4),
  column('Возраст прожит', 'Age is over', ({ cell }) => yesNo(cell.isComplete, language)),
  column('Созрела', 'Ripe', ({ cohort }) => yesNo(cohort.isPublishable, language)),
  column('Сделки не записывали', 'Deals not recorded', ({ cohort }) => yesNo(cohort.isBlind, language)),
]

const funnelColumns = (language: Language): CsvColumn<Stage>[] => [
  column('Этап', 'Stage', (row) => row.label[language]),
  column('Код', 'Id', (row) => row.stage),
  column('Владелец', 'Owner', (row) => ownerWords[row.owner]?.[language] ?? row.owner),
  column('Передача', 'Hand-off', (row) => yesNo(row.isHandoff, language)),
  column('Дошло', 'Reached', (row) => row.reached),
]

interface Finding {
  readonly name: string
  readonly about: Text | undefined
  readonly severity: string
  readonly rows: number
  readonly micros: bigint | null
}

const findings = (data: MonthData): Finding[] => [
  ...(data.checks ?? []).map((check) => ({ ...check, about: check.about, micros: null })),
  ...data.leaks.map(({ check, ...leak }) => ({ ...leak, name: check, about: leakWords[check] })),
]

const severityWords: Readonly<Record<string, Text>> = {
  block: say('не пускает отчёт', 'stops the report'),
  warn: say('предупреждение', 'warning'),
}

const checkColumns = (language: Language): CsvColumn<Finding>[] => [
  column('Код', 'Id', (row) => row.name),
  column('Если строки есть', 'Where there are rows', (row) => row.about?.[language] ?? null),
  column('Строгость', 'Severity', (row) => severityWords[row.severity]?.[language] ?? row.severity),
  column('Строк', 'Rows', (row) => row.rows),
  column('Сумма', 'Money', (row) => row.micros),
]

const cohortLines = (data: MonthData): CohortLine[] =>
  data.cohorts.flatMap((cohort) => cohort.cells.map((cell) => ({ cohort, cell })))

/** The tables of a month, in the order in which the page links them. */
export const csvTables: readonly CsvTable[] = [
  {
    id: 'kpi',
    label: say('РНП', 'plan and fact'),
    make: (data, language) => tableCsv(kpiColumns(language), data.kpis, language),
  },
  {
    id: 'sources',
    label: say('источники', 'sources'),
    make: (data, language) => tableCsv(sourceColumns(language), data.sources, language),
  },
  {
    id: 'cohorts',
    label: say('когорты', 'cohorts'),
    make: (data, language) => tableCsv(cohortColumns(language), cohortLines(data), language),
  },
  {
    id: 'funnel',
    label: say('воронка', 'funnel'),
    make: (data, language) => tableCsv(funnelColumns(language), data.stages, language),
  },
  {
    id: 'checks',
    label: say('проверки', 'checks'),
    make: (data, language) => tableCsv(checkColumns(language), findings(data), language),
  },
]
