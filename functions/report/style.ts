/** The whole look of a page. Ink is dark on every ground (4.5:1 or more); blue = on plan, burnt orange = off plan. */
const base = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{overflow-wrap:break-word;margin:0 auto;max-width:1040px;padding:26px 32px 22px;background:#fff;color:#14181f;font:14px/1.45 Inter,"Noto Sans",system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;font-variant-numeric:tabular-nums}
a{color:#0b5fa5;text-underline-offset:2px}
.hidden,.defs{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.ok{color:#0b5fa5}.off{color:#b03a0b}.near{color:#6b4e00}.na,.own{color:#4b5563}
header{display:flex;justify-content:space-between;align-items:end;gap:20px;border-bottom:2px solid #14181f;padding-bottom:10px}
h1{font-size:25px;line-height:1.2;margin:0;letter-spacing:-.01em}
.sub,.stamp{margin:3px 0 0;color:#4b5563;font-size:13px}
.stamp{text-align:right;white-space:nowrap}
nav{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:13px;padding:8px 0 0;align-items:baseline}
nav a{text-decoration:none}nav .gap{margin-left:auto}
a:hover{text-decoration:underline}
h2{font-size:16px;margin:20px 0 8px}h2 small{font-weight:400;color:#4b5563;font-size:12.5px;margin-left:6px}
.note{font-size:12px;color:#4b5563;margin:6px 0 0;line-height:1.4}
code{display:block;width:fit-content;max-width:100%;margin-top:5px;padding:2px 6px;background:#f1f3f5;border-radius:4px;font:12px/1.5 ui-monospace,"DejaVu Sans Mono",Consolas,monospace}
.stale{margin:14px 0 0;padding:10px 14px;border:2px solid #b03a0b;border-radius:6px}.stale p{margin:0}.stale ul{margin:4px 0 0;padding-left:20px;font-size:13px}
.decide{display:flex;flex-wrap:wrap;border:1px solid #d7dbe0;border-radius:6px;overflow:hidden;background:#fff}
.decide article{flex:1 1 290px;min-width:0;padding:11px 14px 12px;border:solid #d7dbe0;border-width:0 1px 1px 0;margin:0 -1px -1px 0}
h3{font-size:14px;line-height:1.35;margin:0 0 3px}
.decide p{margin:0;font-size:12.5px;line-height:1.42;color:#2f3742}
`

const tables = `
table{border-collapse:collapse;width:100%}
th{font-weight:500;color:#4b5563;font-size:12px;text-align:right;padding:4px 8px;border-bottom:1px solid #9aa3ae}
td{padding:4.5px 8px;font-size:13.5px;text-align:right;border-bottom:1px solid #eceef1;white-space:nowrap}
tbody th{overflow-wrap:anywhere;min-width:9em;font-weight:400;color:#14181f;font-size:13.5px;text-align:left;border-bottom:1px solid #eceef1}
th:first-child{text-align:left;padding-left:0}
td.left,th.left{text-align:left}
.group th{font-size:11.5px;font-weight:600;letter-spacing:.04em;text-transform:uppercase;color:#4b5563;padding-top:11px;border-bottom:1px solid #d7dbe0}
.own{font-size:12px}
.plan thead th:first-child{width:35%}
.chart{width:126px;text-align:left}.chart svg{display:block;width:112px}
.sources td{padding-left:6px;padding-right:6px}
.sub th{padding-left:14px;font-weight:400;color:#2f3742}tr.sub th{padding-left:16px}
.total th,.total td{font-weight:650;border-bottom:0;border-top:1px solid #9aa3ae}.total .own{font-weight:400}
.stack rect{height:12px}.verdicts svg{width:104px;vertical-align:-1px;margin-right:7px}
.term{all:unset;cursor:pointer;text-decoration:underline dotted #6b7280;text-underline-offset:3px}
nav .term{color:#0b5fa5}
.term:focus-visible,a:focus-visible,summary:focus-visible{outline:2px solid #0b5fa5;outline-offset:2px;border-radius:2px}
[popover]{max-width:min(420px,calc(100vw - 32px));border:1px solid #9aa3ae;border-radius:6px;padding:10px 14px;color:#14181f;font-size:13px;line-height:1.45;box-shadow:0 6px 24px #0003;white-space:normal}
[popover] p{margin:4px 0 0}
@supports (position-area:bottom){[popover]{margin:4px 0;position-area:bottom span-right;position-try-fallbacks:flip-block,flip-inline}}
.months{display:grid;grid-template-columns:repeat(3,1fr);gap:6px 18px}
details{margin-top:8px;font-size:13px}summary{cursor:pointer;color:#0b5fa5;width:fit-content}
.rest{columns:3 260px;column-gap:34px;margin:6px 0 0}
.rest>div{display:flex;justify-content:space-between;gap:10px;border-bottom:1px solid #eceef1;padding:3px 0;break-inside:avoid}
.rest dd{margin:0;text-align:right;white-space:nowrap;color:#4b5563;font-size:12px}.rest dd b{color:#14181f;font-size:13px}
`

const charts = `
.two{display:grid;grid-template-columns:1.06fr 1fr;gap:34px}.two>section{min-width:0}
.b0{fill:#f1f3f5}.b1{fill:#cfe3f7}.f-ok{fill:#0b5fa5}.f-off{fill:#c2410c}.f-near{fill:#a16207}
.tick{stroke:#14181f;stroke-width:2}.halo{stroke:#fff;stroke-width:6}
.funnel{list-style:none;margin:0;padding:0;position:relative}
.funnel li:not(.defs){display:grid;grid-template-columns:118px minmax(0,1fr) 118px;gap:10px;align-items:center;padding:5px 0;position:relative}
.funnel .name{text-align:right;font-size:13px;line-height:1.2}.funnel .count{font-size:13px;white-space:nowrap}
.bar{width:100%;display:block;overflow:visible}
.z-marketing{fill:#bfdbf7}.hatch{fill:#6ea8e0}.z-shared{fill:#5b9bd5}.z-sales{fill:#0b5fa5}
.band{background:#fff4e6}
.handoff{grid-column:1/-1;border-top:2px dashed #b03a0b;color:#7c2d12;font-size:11.5px;line-height:1.3;text-align:right;padding-top:2px;margin-bottom:-5px}
.line{width:100%;display:block;overflow:visible}.line text{font-size:11px;fill:#4b5563}.line .ink{fill:#14181f}
.grid{stroke:#eceef1}.aim{stroke:#14181f;stroke-width:1.5}
.seg{stroke:#0b5fa5;stroke-width:2}.dash{stroke-dasharray:3 3}
.p-ok{fill:#0b5fa5;stroke:#0b5fa5;stroke-width:2}.p-off{fill:#c2410c;stroke:#c2410c;stroke-width:2}.hollow{fill:#fff}
.v-qualified{fill:#0b5fa5}.v-notTarget{fill:#f0a35e}.v-fake{fill:#6b7280}.v-unreached{fill:#a9b2bd}.v-none{fill:#e3e6ea}
.heat{table-layout:fixed}.heat thead th:first-child{width:64px}.heat thead th:nth-child(2){width:52px}.heat thead th:last-child{width:112px;text-align:right}
.heat th{text-align:center;padding:3px 4px}.heat thead th:first-child,.heat tbody th{text-align:left;padding-left:0;white-space:nowrap}
.heat td{padding:0 4px;height:25px;border:2px solid #fff;text-align:center;font-size:12.5px;color:#000}
.heat .size,.heat .note{text-align:right;color:#2f3742}.heat td.note{margin:0;font-size:12.5px}
.blank{background:repeating-linear-gradient(135deg,#e6e9ed 0 3px,#fff 3px 7px)}
.h0{background:#f4f8fc}.h1{background:#e6eff9}.h2{background:#d8e6f5}.h3{background:#c9ddf2}.h4{background:#bbd4ee}.h5{background:#accbea}.h6{background:#9dc2e7}.h7{background:#8fb9e3}.h8{background:#80b0df}.h9{background:#72a7dc}
.checks{columns:2 340px;column-gap:34px;margin:0;padding:0;list-style:none;font-size:13px}.checks li{padding:2px 0;break-inside:avoid}
footer{border-top:1px solid #d7dbe0;margin-top:18px;padding-top:8px;font-size:12px;color:#2f3742;display:flex;gap:4px 22px;flex-wrap:wrap}footer b{font-weight:500}
`

/** Narrow screens: a table's row becomes a card with its column names; on paper the wide layout is scaled to A4. */
const media = `
@media screen and (max-width:820px){.two{grid-template-columns:1fr;gap:0}body{padding:18px 16px}}
@media screen and (max-width:560px){
header{display:block}.stamp{text-align:left;white-space:normal}h1{font-size:21px}nav .gap{flex-basis:100%;margin:0}
.cards thead{display:none}.cards,.cards tbody,.cards tr,.cards th,.cards td{display:block;border:0}
.cards tr{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 14px;padding:7px 0;border-bottom:1px solid #d7dbe0}
.cards th{min-width:0;grid-column:1/-1;padding:0;font-weight:550;font-size:14.5px}
.cards td{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 8px;padding:1px 0;white-space:normal;text-align:right}
.cards td[data-l]::before{content:attr(data-l);color:#4b5563;font-size:12.5px;text-align:left}
.cards td:empty{display:none}
.cards .group{display:block;border-bottom:1px solid #9aa3ae;padding-top:12px}
.plan tr:not(.group){grid-template-columns:1fr auto}.plan tbody th:first-child{grid-column:1}
.plan td{grid-column:2;justify-content:end}.plan .fact,.plan tbody th{grid-row:1}.plan .state,.plan .gap{grid-row:2}.plan .chart,.plan .goal{grid-row:3}.plan .state,.plan .chart{grid-column:1;justify-content:start;text-align:left}.plan .chart{width:auto;align-self:center}.chart svg{width:100%;max-width:190px}.plan .own{display:none}
.sources .sub{margin-left:14px;border-left:3px solid #d7dbe0;padding-left:10px}.sources tr.sub th{padding:0}
.sources .verdicts{grid-column:1/-1;flex-wrap:wrap;align-items:center}.sources .verdicts svg{flex:1;width:auto}
.sources .total{border-top:2px solid #9aa3ae}.total td{border:0}
.funnel li:not(.defs){grid-template-columns:84px minmax(0,1fr) 108px;padding:7px 0;gap:8px}.bar{height:28px}.bar rect,.bar line{transform:scaleY(1.28)}
.heat,.heat tbody,.heat th,.heat td{display:block}.heat thead{display:none}
.heat tr{display:grid;grid-template-columns:repeat(5,1fr);padding:7px 0;border-bottom:1px solid #d7dbe0}
.heat tbody th{grid-column:1/3;font-weight:550;padding:4px 0}
.heat .size{grid-column:3/5}.heat td.note{order:-1;grid-column:5}.heat tbody th,.heat .size{order:-2;border:0}
.heat td{height:auto;padding:3px 4px}.heat tr{counter-reset:age -1}.heat td[class^=h]::before{counter-increment:age;content:"+" counter(age) " ";font-size:11px}.heat .size::before{content:attr(data-l) " ";font-size:11px}.heat .blank{display:none}
.rest,.checks{columns:1}
}
@media print{
@page{size:A4;margin:9mm}
body{max-width:none;width:1040px;padding:0;zoom:.7;-webkit-print-color-adjust:exact;print-color-adjust:exact}
nav,details{display:none}.term{text-decoration:none}
section,article,tr,.two,footer{break-inside:avoid}.long{break-inside:auto}.long .sub,.long .total{break-before:avoid}h2{break-after:avoid;margin-top:14px}
}
`

const squeeze = (css: string) => css.replaceAll('\n', '')

export const style = [base, tables, charts, media].map(squeeze).join('')
