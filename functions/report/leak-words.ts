import { say, type Text } from '#shared/i18n/text.ts'

/** Gaps of tagging, by the codes of fct_leaks. */
export const leakWords: Readonly<Record<string, Text>> = {
  spend_without_leads: say('расход без заявок', 'spend without requests'),
  leads_without_campaign: say('заявки без кампании', 'requests without a campaign'),
  leads_without_origin: say('заявки без источника', 'requests without an origin'),
}
