import { instant, text } from './record.ts'

export const account = { account: text.must('Кабинет или учётная запись в источнике', 'Account within the source') }

export const pulled = { pulled_at: instant.must('Когда прочитано', 'When it was read') }

export const utm = {
  utm_source: text('UTM-метка source', 'UTM source'),
  utm_medium: text('UTM-метка medium', 'UTM medium'),
  utm_campaign: text('UTM-метка campaign', 'UTM campaign'),
  utm_content: text('UTM-метка content', 'UTM content'),
  utm_term: text('UTM-метка term', 'UTM term'),
}

export const click = {
  click_id: text('Идентификатор клика', 'Click id'),
  click_kind: text('Вид клика: yclid, gclid, …', 'Click id kind: yclid, gclid, …'),
}
