-- grain: one row per lead: valid unless an exclusion of its agreement applies; undecided is valid until decided.
-- A first card closed as the double of a later one that stands is no reason to lose the request
with replaced as (
    select distinct heads.lead_id
    from int_lead_exclusion as heads
    inner join int_request on int_request.request_id = heads.lead_id and not int_request.is_request
    left join int_lead_exclusion as repeats on repeats.lead_id = int_request.lead_id
    where heads.is_double and not coalesce(repeats.is_own, false)
),

judged as (
    select
        int_request.lead_id,
        int_request.is_request,
        case when replaced.lead_id is null then int_lead_exclusion.exclusion end as exclusion
    from int_request
    left join int_lead_exclusion on int_lead_exclusion.lead_id = int_request.lead_id
    left join replaced on replaced.lead_id = int_request.lead_id
),

final as (
    select
        cast(judged.lead_id as varchar) as lead_id,
        cast(judged.is_request and judged.exclusion is null as boolean) as is_valid,
        cast(
            case
                when judged.exclusion is not null then judged.exclusion
                when not judged.is_request then 'repeat_request'
                when int_lead_verdict.final_verdict is not null then 'confirmed'
                else 'undecided'
            end as varchar
        ) as validity_reason
    from judged
    left join int_lead_verdict on int_lead_verdict.lead_id = judged.lead_id
)

select * from final
