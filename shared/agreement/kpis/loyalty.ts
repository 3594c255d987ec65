import { defineKpi, type Kpi } from './kpi.ts'

export const loyaltyKpis: readonly Kpi[] = [
  defineKpi(
    'ltv_observed',
    { zone: 'common', unit: 'money' },
    ['LTV наблюдаемый', 'LTV observed'],
    [
      'Сколько валовой прибыли клиент уже принёс к этому возрасту.',
      'Gross profit that a client has brought by this age.',
    ],
    ['валовая прибыль клиентов когорты ÷ клиенты', 'gross profit of the cohort’s clients ÷ clients'],
  ),
  defineKpi(
    'ltv_projected',
    { zone: 'common', unit: 'money', isAdditive: false },
    ['LTV прогнозный', 'LTV projected'],
    [
      'Сколько клиент принесёт к названному горизонту. Это прогноз.',
      'What a client will bring by the stated horizon. A forecast.',
    ],
    ['наблюдаемый LTV, продолженный до горизонта', 'observed LTV carried on to the horizon'],
  ),
  defineKpi(
    'ltv_to_cac',
    { zone: 'common', unit: 'number', isAdditive: false },
    ['LTV : CAC', 'LTV : CAC'],
    [
      'Во сколько раз прибыль клиента больше цены его привлечения.',
      'How many times a client’s profit covers the price of getting the client.',
    ],
    ['LTV ÷ полный CAC той же когорты', 'LTV ÷ full CAC of the same cohort'],
  ),
  defineKpi(
    'nrr',
    { zone: 'common', unit: 'share' },
    ['NRR', 'NRR'],
    [
      'Выручка от прошлогодних клиентов против их же выручки год назад.',
      'Revenue from last year’s clients against theirs then.',
    ],
    ['выручка сейчас ÷ выручка тех же клиентов год назад', 'revenue now ÷ revenue of the same clients a year ago'],
  ),
  defineKpi(
    'grr',
    { zone: 'common', unit: 'share', isPart: true },
    ['GRR', 'GRR'],
    ['То же без роста: только удержанная выручка.', 'The same without growth: only the revenue that stayed.'],
    [
      'удержанная выручка ÷ выручка тех же клиентов год назад',
      'retained revenue ÷ revenue of the same clients a year ago',
    ],
  ),
  defineKpi(
    'nps',
    { zone: 'common', unit: 'number', isAdditive: true },
    ['NPS', 'NPS'],
    [
      'Насколько клиенты готовы нас рекомендовать: от −100 до 100.',
      'How ready clients are to recommend us: from −100 to 100.',
    ],
    ['100 × (промоутеры − критики) ÷ ответы', '100 × (promoters − detractors) ÷ answers'],
  ),
]
