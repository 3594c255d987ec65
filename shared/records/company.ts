import { account, pulled } from './common.ts'
import { bool, date, defineRecord, double, id, money, text } from './record.ts'

export const cost = defineRecord({
  name: 'cost',
  about: { ru: 'Прочие расходы: зарплаты, сервисы, подрядчики', en: 'Non-media cost: salaries, tools, agency' },
  key: [],
  dated: 'date',
  columns: {
    ...account,
    date: date.must('Первый день месяца', 'First day of the month'),
    team: text.must('marketing или sales', 'marketing or sales'),
    kind: text('Вид', 'Kind'),
    amount_micros: money.must('Сумма, миллионные доли', 'Amount, micros'),
    currency: text.must('Валюта', 'Currency'),
    vat_included: bool('С НДС', 'VAT included'),
    ...pulled,
  },
})

export const dictionary = defineRecord({
  name: 'dictionary',
  about: { ru: 'Как называются идентификаторы', en: 'What ids are called' },
  key: ['kind', 'id'],
  dated: null,
  columns: {
    ...account,
    kind: text.must('user, pipeline, stage, reason, campaign, field', 'user, pipeline, stage, reason, campaign, field'),
    id: id.must('Идентификатор', 'Id'),
    name: text('Название', 'Name'),
    parent: id('К чему относится', 'Parent'),
    ...pulled,
  },
})

export const rate = defineRecord({
  name: 'rate',
  about: { ru: 'Курс валюты к основной валюте на день', en: 'Rate of a currency to the base currency on a day' },
  key: ['currency', 'date'],
  dated: 'date',
  columns: {
    ...account,
    date: date.must('День', 'Day'),
    currency: text.must('Валюта', 'Currency'),
    rate: double.must('Сколько основной валюты за единицу', 'Base currency per unit'),
    nominal: double(
      'За сколько единиц дан курс; пусто: за одну',
      'For how many units the rate is given; empty: for one',
    ),
    ...pulled,
  },
})
