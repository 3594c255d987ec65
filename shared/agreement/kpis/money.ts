import { defineKpi, type Kpi } from './kpi.ts'

const lower = 'lower' as const
const both = ['marketing', 'sales'] as const

export const moneyKpis: readonly Kpi[] = [
  defineKpi(
    'spend',
    { zone: 'marketing', unit: 'money', better: lower },
    ['Расход на рекламу', 'Media spend'],
    [
      'Расход кабинетов в валюте компании и на согласованной базе НДС. По дню расхода.',
      'Spend of the ad accounts in the company’s currency and agreed VAT basis. By the day of spend.',
    ],
    ['сумма расхода', 'sum of spend'],
  ),
  defineKpi(
    'cpl',
    { zone: 'marketing', unit: 'money', better: lower },
    ['CPL', 'CPL'],
    [
      'Цена валидного лида. Дешевле нижней границы — тоже не в плане: падает качество.',
      'Price of a valid lead. Cheaper than the floor is off plan too: quality falls.',
    ],
    ['расход ÷ валидные лиды', 'spend ÷ valid leads'],
  ),
  defineKpi(
    'cost_per_sql',
    { zone: 'shared', unit: 'money', better: lower },
    ['Цена SQL', 'Cost per SQL'],
    ['Сколько рекламы стоит один подтверждённый лид.', 'Media spend per confirmed lead.'],
    ['расход ÷ SQL', 'spend ÷ SQL'],
  ),
  defineKpi(
    'cost_per_deal',
    { zone: 'shared', unit: 'money', better: lower },
    ['CPO', 'Cost per deal'],
    ['Сколько рекламы стоит одна продажа.', 'Media spend per won deal.'],
    ['расход ÷ продажи', 'spend ÷ won deals'],
  ),
  defineKpi(
    'revenue_new',
    { zone: 'sales', unit: 'money', movers: both },
    ['Выручка с новых клиентов', 'Revenue from new clients'],
    [
      'Выручка первых сделок клиентов. По дате оплаты или продажи.',
      'Revenue of clients’ first deals. Dated by payment, or by the win.',
    ],
    ['сумма по первым сделкам', 'sum over first deals'],
  ),
  defineKpi(
    'revenue_repeat',
    { zone: 'sales', unit: 'money', movers: both },
    ['Повторная выручка', 'Repeat revenue'],
    ['Выручка вторых и следующих сделок.', 'Revenue of second and later deals.'],
    ['сумма по повторным сделкам', 'sum over later deals'],
  ),
  defineKpi(
    'gross_profit',
    { zone: 'common', unit: 'money' },
    ['Валовая прибыль', 'Gross profit'],
    ['Выручка минус себестоимость по правилу соглашения.', 'Revenue minus cost of goods by the rule of the agreement.'],
    ['выручка − себестоимость', 'revenue − cost of goods'],
  ),
  defineKpi(
    'avg_cheque',
    { zone: 'sales', unit: 'money' },
    ['Средний чек', 'Average cheque'],
    ['Сколько приносит одна продажа.', 'What one sale brings.'],
    ['выручка продаж ÷ продажи', 'revenue of won deals ÷ won deals'],
  ),
  defineKpi(
    'cac_marketing',
    { zone: 'shared', unit: 'money', better: lower },
    ['CAC (маркетинг)', 'CAC (marketing)'],
    [
      'Сколько маркетинга стоит один новый клиент. Зарплаты продаж не входят: с ними — полный CAC.',
      'Marketing cost of one new client. Sales costs are not in it: see full CAC.',
    ],
    ['расходы маркетинга ÷ новые клиенты', 'marketing costs ÷ new clients'],
  ),
  defineKpi(
    'cac_full',
    { zone: 'common', unit: 'money', better: lower },
    ['CAC полный', 'CAC (full)'],
    ['Сколько маркетинга и продаж стоит один новый клиент.', 'Marketing and sales cost of one new client.'],
    ['(расходы маркетинга + продаж) ÷ новые клиенты', '(marketing + sales costs) ÷ new clients'],
  ),
  defineKpi(
    'romi',
    { zone: 'shared', unit: 'share' },
    ['ROMI', 'ROMI'],
    ['Возврат вложений в маркетинг, по валовой прибыли.', 'Return on marketing investment, on gross profit.'],
    [
      '(валовая прибыль − расходы маркетинга) ÷ расходы маркетинга',
      '(gross profit − marketing costs) ÷ marketing costs',
    ],
  ),
  defineKpi(
    'romi_revenue',
    { zone: 'common', unit: 'share' },
    ['ROMI по выручке (не прибыль)', 'ROMI on revenue (not profit)'],
    [
      'То же по выручке: больше настоящего, потому что себестоимость не вычтена.',
      'The same on revenue: above the real one, since cost of goods is not subtracted.',
    ],
    ['(выручка − расходы маркетинга) ÷ расходы маркетинга', '(revenue − marketing costs) ÷ marketing costs'],
  ),
  defineKpi(
    'roas',
    { zone: 'marketing', unit: 'number' },
    ['ROAS', 'ROAS'],
    ['Сколько выручки приходит на единицу расхода.', 'Revenue per unit of spend.'],
    ['выручка ÷ расход', 'revenue ÷ spend'],
  ),
  defineKpi(
    'drr',
    { zone: 'marketing', unit: 'share', better: lower },
    ['ДРР', 'Spend share of revenue'],
    ['Доля рекламных расходов в выручке.', 'Media spend as a share of revenue.'],
    ['расход ÷ выручка', 'spend ÷ revenue'],
  ),
  defineKpi(
    'plan_attainment',
    { zone: 'common', unit: 'share', isAdditive: false },
    ['Выполнение плана', 'Plan attainment'],
    ['Выполнение плана по выручке с новых клиентов.', 'Attainment of the plan for revenue from new clients.'],
    ['факт ÷ план', 'fact ÷ plan'],
  ),
]
