import type { Links } from '../links.ts'
import type { View } from '../view.ts'
import { Checks } from './checks.tsx'
import { Cohorts } from './cohorts.tsx'
import { Decisions } from './decisions.tsx'
import { Freshness } from './freshness.tsx'
import { FunnelSection } from './funnel.tsx'
import { Header, Navigation } from './header.tsx'
import { Plan } from './plan.tsx'
import { ShareSection } from './share.tsx'
import { Sources } from './sources.tsx'
import { Stale } from './stale.tsx'

interface Props {
  readonly view: View
  readonly links: Links
}

export function MonthPage({ view, links }: Props) {
  return (
    <>
      <Header {...view} />
      <Navigation view={view} links={links} />
      <main>
        <Stale {...view} />
        <Decisions {...view} />
        <Plan {...view} />
        <div class="two">
          <FunnelSection {...view} />
          <ShareSection {...view} />
        </div>
        <Sources {...view} />
        <Cohorts {...view} />
        <Checks {...view} />
      </main>
      <Freshness {...view} />
    </>
  )
}
