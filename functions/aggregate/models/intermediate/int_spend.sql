-- grain: one row per distinct row of spend with its number of exact copies, channel, campaign, and one copy's normalised cost
with copies as (
    select paid.date, paid.month, paid.source, paid.account, paid.campaign_id, paid.campaign_name, paid.campaign_key,
        paid.ad_group_id, paid.ad_group_name, paid.ad_id, paid.ad_name, paid.keyword, paid.origin_key, paid.impressions,
        paid.clicks, paid.cost_micros, paid.currency, paid.vat_included, 1 as row_count
    from stg_spend as paid
    left join int_spend_copy as same
        on same.date = paid.date and same.source = paid.source and same.account = paid.account
        and coalesce(same.campaign_id, '') = coalesce(paid.campaign_id, '')
        and coalesce(same.ad_group_id, '') = coalesce(paid.ad_group_id, '') and coalesce(same.ad_id, '') = coalesce(paid.ad_id, '')
        and coalesce(same.impressions, 0) = coalesce(paid.impressions, 0) and coalesce(same.clicks, 0) = coalesce(paid.clicks, 0)
        and coalesce(same.cost_micros, 0) = coalesce(paid.cost_micros, 0)
    where same.date is null
    union all
    select * from int_spend_copy
),

based as (
    select
        copies.*,
        map_channel.channel,
        agr_company.spend_basis,
        coalesce(copies.vat_included, own.vat_included, other.vat_included) as is_gross,
        coalesce(own.vat_rate, other.vat_rate, agr_company.vat_rate, 0e0) as vat_rate,
        coalesce(own.fee_rate, other.fee_rate, 0e0) as fee_rate
    from copies
    left join int_month on int_month.month = copies.month
    left join map_channel
        on map_channel.agreement = int_month.agreement and map_channel.origin_key = copies.origin_key
    left join agr_company on agr_company.agreement = int_month.agreement
    left join agr_cost as own on own.agreement = int_month.agreement and own.source = copies.source
    left join agr_cost as other on other.agreement = int_month.agreement and other.source = '*'
),

factored as (
    select
        based.*,
        (1e0 + based.fee_rate) * case
            when based.spend_basis = 'net' and based.is_gross then 1e0 / nullif(1e0 + based.vat_rate, 0e0)
            when based.spend_basis = 'gross' and not based.is_gross then 1e0 + based.vat_rate
            else 1e0
        end as factor,
        case when upper(based.currency) = int_now.currency then 1e0 else int_rate_day.rate end as rate
    from based
    cross join int_now
    left join int_rate_day on int_rate_day.currency = based.currency and int_rate_day.date = based.date
),

final as (
    select
        cast(factored.date as date) as date,
        cast(factored.month as varchar) as month,
        cast(factored.source as varchar) as source,
        cast(factored.account as varchar) as account,
        cast(factored.channel as varchar) as channel,
        cast(map_campaign.campaign_id as varchar) as campaign_id,
        cast(map_campaign.campaign_name as varchar) as campaign_name,
        cast(factored.ad_group_id as varchar) as ad_group_id,
        cast(factored.ad_group_name as varchar) as ad_group_name,
        cast(factored.ad_id as varchar) as ad_id,
        cast(factored.ad_name as varchar) as ad_name,
        cast(factored.keyword as varchar) as keyword,
        cast(factored.impressions as bigint) as impressions,
        cast(factored.clicks as bigint) as clicks,
        cast(factored.cost_micros as bigint) as platform_micros,
        cast(
            case
                when factored.factor = 1e0 and factored.rate = 1e0 then factored.cost_micros
                else cast(round(cast(factored.cost_micros as double) * factored.factor * factored.rate) as bigint)
            end as bigint
        ) as spend_micros,
        cast(factored.currency as varchar) as currency,
        cast(factored.vat_included as boolean) as vat_included,
        cast(factored.row_count as bigint) as row_count
    from factored
    left join map_campaign
        on map_campaign.channel = factored.channel and map_campaign.campaign_key = factored.campaign_key
)

select * from final
