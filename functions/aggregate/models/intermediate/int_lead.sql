-- grain: one row per lead with its agreement, channel, campaign, person and current stage
with leads as (
    select * from stg_lead
),

final as (
    select
        -- ids
        cast(leads.lead_id as varchar) as lead_id,
        cast(
            coalesce(
                by_contact.person_id, 'contact:' || leads.contact_id, by_client.person_id, 'lead:' || leads.lead_id
            ) as varchar
        ) as person_id,
        cast(leads.source as varchar) as source,
        cast(leads.account as varchar) as account,
        cast(leads.contact_id as varchar) as contact_id,
        cast(map_channel.channel as varchar) as channel,
        cast(map_campaign.campaign_id as varchar) as campaign_id,
        cast(map_campaign.campaign_name as varchar) as campaign_name,
        cast(int_month.agreement as varchar) as agreement,
        -- dates
        cast(leads.created_at as timestamp(3)) as created_at,
        cast(leads.created_local as timestamp(3)) as created_local,
        cast(leads.created_date as date) as created_date,
        cast(int_month.month as varchar) as cohort_month,
        -- where it stands now
        cast(coalesce(map_stage.stage, 'lead') as varchar) as stage,
        cast(coalesce(map_stage.outcome, 'open') as varchar) as outcome,
        cast(coalesce(map_stage.position, 0) as bigint) as position,
        cast(leads.crm_stage as varchar) as crm_stage,
        cast(leads.pipeline as varchar) as pipeline,
        -- the rest
        cast(map_channel.is_brand as boolean) as is_brand,
        cast(leads.manager as varchar) as manager,
        cast(leads.product as varchar) as product,
        cast(lower(trim(leads.reject_reason)) as varchar) as crm_reason,
        cast(leads.score as double) as score,
        cast(leads.url as varchar) as url
    from leads
    cross join int_now
    left join int_month on int_month.month = date_format(leads.created_date, '%Y-%m')
    left join map_channel on map_channel.agreement = int_month.agreement and map_channel.origin_key = leads.origin_key
    left join map_campaign
        on map_campaign.channel = map_channel.channel and map_campaign.campaign_key = leads.utm_campaign
    left join map_person as by_contact on by_contact.kind = 'contact' and by_contact.id = leads.contact_id
    left join map_person as by_client on by_client.kind = 'client' and by_client.id = leads.client_id
    left join map_stage
        on map_stage.agreement = int_now.agreement and map_stage.source = leads.source
        and coalesce(map_stage.pipeline, '') = coalesce(leads.pipeline, '') and map_stage.crm_stage = leads.crm_stage
)

select * from final
