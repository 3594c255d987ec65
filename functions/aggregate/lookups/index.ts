import type { LookupDefinition } from '#aggregate/model.ts'
import { mapCampaign } from './map-campaign.ts'
import { mapChannel } from './map-channel.ts'
import { mapMerge } from './map-merge.ts'
import { mapPerson } from './map-person.ts'
import { mapStage } from './map-stage.ts'

export const lookups: readonly LookupDefinition[] = [mapMerge, mapChannel, mapPerson, mapCampaign, mapStage]
