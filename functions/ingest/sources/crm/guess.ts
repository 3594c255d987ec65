/** Our words for fields, with what a company may call them; the first that fits is proposed. */
const fieldWords: readonly (readonly [word: string, name: RegExp])[] = [
  ['verdict_at', /(дата|время).*(вердикт|оценк)|(verdict|feedback).*(date|time|at)$/i],
  ['verdict', /вердикт|оценка (лида|заявки|продаж)|качеств|verdict|lead (quality|feedback)|^feedback$/i],
  ['answer', /ответ маркетинга|marketing.*(answer|reply)/i],
  ['decision', /^решение|decision/i],
  ['reason', /причина|reason/i],
  ['region', /регион|город|область|region|city|^geo$/i],
  ['budget', /бюджет|budget/i],
  ['horizon', /срок (покупки|сделки|принятия)|горизонт|когда (планир|готов)|horizon|timeline|time ?frame/i],
  ['warmth', /теплот|температура|warmth|temperature/i],
  ['category', /категори|сегмент|тип клиента|category|segment|industry/i],
  ['client_id', /client.?id|_ym_uid|ym.?uid|clientid|идентификатор посетителя/i],
  ['cost', /себестоимост|закуп|cost of goods|cogs|^cost$/i],
  ['product', /^(продукт|услуга|товар|product|service)/i],
  ['channel', /^(источник|канал|source|channel)/i],
]

export const fieldWordOf = (name: string): string | undefined =>
  fieldWords.find(([, pattern]) => pattern.test(name))?.[0]

export type FunnelPlace = string | { readonly stage: string; readonly outcome: 'won' | 'lost' }

const stageWords: readonly (readonly [stage: string, name: RegExp])[] = [
  [
    'negotiation',
    /переговор|встреч|(?<![а-яё])кп(?![а-яё])|предложени|договор|сч[её]т|оплат|согласован|negotiat|meeting|offer|proposal|contract|invoice|payment|demo|показ/i,
  ],
  ['sql', /квалиф|\bsql\b|целев|qualif/i],
  ['contact', /контакт|связ|дозв|перезвон|взят|в работ|contact|call|reach|in progress|qualifying/i],
  ['lead', /нов|заявк|неразобран|входящ|первичн|new|incoming|initial|unsorted|request/i],
]

/** Where a stage stands in the funnel; one that says nothing stands where the one before it does. */
export function placeOf(stage: { readonly id: string; readonly name: string }, before: string): FunnelPlace {
  if (stage.id === '142') return { stage: 'won', outcome: 'won' }
  if (stage.id === '143') return { stage: 'lead', outcome: 'lost' }
  const found = stageWords.find(([, pattern]) => pattern.test(stage.name))?.[0]
  return found ?? before
}
