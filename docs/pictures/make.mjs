// Takes the pictures of the README anew: node docs/pictures/make.mjs <folder of a month's report>. Needs Chromium (CHROMIUM or /usr/bin/chromium).
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const [month] = process.argv.slice(2)
if (!month) throw new Error('usage: node docs/pictures/make.mjs demo/reports/2026-10')

const shots = [
  { file: 'report.ru.png', page: 'index.html', width: 1040 },
  { file: 'report.en.png', page: 'index.en.html', width: 1040 },
  { file: 'report.ru.phone.png', page: 'index.html', width: 390 },
]

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
for (const { file, page: name, width } of shots) {
  const page = await browser.newPage({ viewport: { width, height: 800 } })
  await page.goto(pathToFileURL(resolve(month, name)).href)
  await page.screenshot({ path: join(import.meta.dirname, file), fullPage: true })
  await page.close()
}
await browser.close()
