-- grain: one row per agreement and ad with its channel, campaign and what its cost is multiplied by; `place` numbers what reports
-- tell apart: ads with equal names, channel, campaign, currency and VAT basis stand in one place
with based as (
    select
        int_ad_use.agreement,
        int_ad.*,
        map_channel.channel,
        agr_company.spend_basis,
        coalesce(int_ad.vat_included, own.vat_included, other.vat_included) as is_gross,
        coalesce(own.vat_rate, other.vat_rate, agr_company.vat_rate, 0e0) as vat_rate,
        coalesce(own.fee_rate, other.fee_rate, 0e0) as fee_rate
    from int_ad_use
    inner join int_ad on int_ad.ad = int_ad_use.ad
    left join map_channel
        on map_channel.agreement = int_ad_use.agreement and map_channel.origin_key = int_ad.origin_key
    left join agr_company on agr_company.agreement = int_ad_use.agreement
    left join agr_cost as own on own.agreement = int_ad_use.agreement and own.source = int_ad.source
    left join agr_cost as other on other.agreement = int_ad_use.agreement and other.source = '*'
),

named as (
    select
        based.agreement,
        based.ad,
        based.source,
        based.account,
        based.channel,
        map_campaign.campaign_id,
        map_campaign.campaign_name,
        based.ad_group_id,
        based.ad_group_name,
        based.ad_id,
        based.ad_name,
        based.currency,
        based.vat_included,
        upper(based.currency) = int_now.currency as is_base,
        (1e0 + based.fee_rate) * case
            when based.spend_basis = 'net' and based.is_gross then 1e0 / nullif(1e0 + based.vat_rate, 0e0)
            when based.spend_basis = 'gross' and not based.is_gross then 1e0 + based.vat_rate
            else 1e0
        end as factor
    from based
    cross join int_now
    left join map_campaign
        on map_campaign.channel = based.channel and map_campaign.campaign_key = based.campaign_key
),

final as (
    select
        cast(agreement as varchar) as agreement,
        cast(ad as bigint) as ad,
        cast(
            dense_rank() over (
                order by source, account, channel, campaign_id, campaign_name, ad_group_id, ad_group_name, ad_id, ad_name,
                    currency, vat_included
            ) as bigint
        ) as place,
        cast(source as varchar) as source,
        cast(account as varchar) as account,
        cast(channel as varchar) as channel,
        cast(campaign_id as varchar) as campaign_id,
        cast(campaign_name as varchar) as campaign_name,
        cast(ad_group_id as varchar) as ad_group_id,
        cast(ad_group_name as varchar) as ad_group_name,
        cast(ad_id as varchar) as ad_id,
        cast(ad_name as varchar) as ad_name,
        cast(currency as varchar) as currency,
        cast(vat_included as boolean) as vat_included,
        cast(is_base as boolean) as is_base,
        cast(factor as double) as factor
    from named
)

select * from final
