/** One A4 page; black ink on white, two columns of tables, no picture and no font to load. */
export const pageStyle = `
@page { size: A4; margin: 9mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 192mm; color: #000; font: 9pt/1.32 system-ui, "Segoe UI", Arial, sans-serif; padding: 4mm 0 }
h1 { font-size: 16pt; margin: 0 }
h2 { font-size: 10pt; margin: 3mm 0 .8mm; border-bottom: .5pt solid #000 }
p { margin: .6mm 0 }
.sub { margin-bottom: 1mm; color: #333 }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 6mm; align-items: start }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; vertical-align: top; padding: .45mm 2mm .45mm 0; border-bottom: .3pt solid #aaa; font-weight: normal }
th { color: #333 }
td.number, th.number { text-align: right; white-space: nowrap; padding-right: 0 }
b { font-weight: 600 }
.funnel { display: flex; list-style: none; padding: 0; margin: 1mm 0; gap: 1mm }
.funnel li { flex: 1; border: .5pt solid #555; padding: .8mm 1.2mm; min-width: 0 }
.funnel li.handoff { border-left: 2.4pt solid #000 }
.funnel small { display: block; color: #333; font-size: 7.5pt }
.sign { display: grid; grid-template-columns: repeat(3, 1fr); gap: 6mm; margin-top: 3mm; break-inside: avoid }
.sign div { border-top: .5pt solid #000; padding-top: .8mm; margin-top: 8mm }
@media print { body { padding: 0; max-width: none } }
`
