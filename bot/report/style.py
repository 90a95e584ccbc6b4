"""The web page's looks: light, dark, narrow and printed."""

STYLE = """
:root { --paper: #f4f6f9; --sheet: #fff; --ink: #1a2433; --soft: #5d6b7e; --line: #e1e6ed; --accent: #1f5fbf;
  --light: #c98a00; --medium: #d9590b; --severe: #c81e3a; --good: #1b8a5a; --bad: #c81e3a; --agent: #e4eefc; --customer: #fff; }
@media (prefers-color-scheme: dark) { :root { --paper: #11161d; --sheet: #1a212b; --ink: #e5eaf1; --soft: #93a1b5; --line: #2c3644;
  --accent: #7db0ff; --light: #e8b33c; --medium: #ff9557; --severe: #ff6d83; --good: #4cc78f; --bad: #ff6d83; --agent: #1d3352;
  --customer: #232c38; } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.65; font-size: 15px;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
small { color: var(--soft); font-weight: normal; }
.top, main { max-width: 1240px; margin: 0 auto; padding: 0 24px; }
.top { padding-top: 32px; }
.top h1 { margin: 0; font-size: 26px; letter-spacing: .02em; }
.top p { margin: 4px 0 20px; color: var(--soft); font-size: 12.5px; }
main { padding-bottom: 64px; }
.figures { display: grid; grid-template-columns: repeat(5, 1fr); gap: 14px; }
.figure, figure, .table, .talk { background: var(--sheet); border: 1px solid var(--line); border-radius: 12px; }
.figure { padding: 14px 18px; display: grid; }
.figure span { color: var(--soft); font-size: 13px; }
.figure strong { font-size: 30px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.figure.bad strong { color: var(--bad); }
.figure.good strong { color: var(--good); }
.figure small { font-size: 12.5px; min-height: 1.6em; }
.charts, .tables { display: grid; grid-template-columns: 1fr 1fr; gap: 14px; margin-top: 14px; align-items: start; }
.charts { align-items: stretch; }
figure { margin: 0; padding: 16px 20px; }
figcaption { font-weight: 600; margin-bottom: 12px; display: flex; justify-content: space-between; }
.key { font-weight: normal; font-size: 12px; color: var(--soft); }
.key i { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin: 0 5px 0 12px; }
.key .good { background: var(--good); } .key .bad { background: var(--bad); }
.key .light { background: var(--light); } .key .medium { background: var(--medium); } .key .severe { background: var(--severe); }
svg { width: 100%; height: auto; display: block; font-family: inherit; }
svg text { fill: var(--ink); font-size: 13px; }
svg .axis { fill: var(--soft); font-size: 11px; }
svg .value { font-size: 12px; font-weight: 600; }
svg .base { stroke: var(--line); }
svg .good { fill: var(--good); } svg .bad { fill: var(--bad); }
svg .light { fill: var(--light); } svg .medium { fill: var(--medium); } svg .severe { fill: var(--severe); }
.table { padding: 16px 20px; min-width: 0; }
.table h2, .talks { font-size: 16px; margin: 0 0 8px; }
.table h2 small, .talks small { margin-left: 10px; font-size: 12px; }
.scroll { overflow: auto; max-height: 420px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th, td { padding: 6px 8px; text-align: left; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; font-size: 12.5px; cursor: pointer; position: sticky; top: 0; white-space: nowrap;
  background: var(--sheet); }
th[aria-sort=descending]::after { content: " ↓"; } th[aria-sort=ascending]::after { content: " ↑"; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.words:last-child { white-space: nowrap; }
td button { border: 0; background: none; color: var(--accent); font: inherit; font-weight: 600; padding: 0; cursor: pointer;
  text-align: left; }
td button:hover { text-decoration: underline; }
.talks { margin: 30px 0 10px; font-size: 18px; }
.more { margin: 0 0 10px; padding: 10px 14px; border-radius: 10px; border: 1px solid var(--light); color: var(--light); }
#filter { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 10px 14px; align-items: center; padding: 10px 0;
  margin-bottom: 4px; background: var(--paper); font-size: 13.5px; }
#filter label { color: var(--soft); display: flex; gap: 6px; align-items: center; }
#filter select, #filter input, #filter button { font: inherit; color: var(--ink); background: var(--sheet); max-width: 220px;
  border: 1px solid var(--line); border-radius: 8px; padding: 5px 10px; }
#filter button { cursor: pointer; }
#filter output { margin-left: auto; color: var(--soft); }
.talk { margin-bottom: 12px; content-visibility: auto; contain-intrinsic-size: auto 64px; }
.talk summary { display: flex; gap: 14px; align-items: center; padding: 12px 18px; cursor: pointer; list-style: none; }
.talk summary::-webkit-details-marker { display: none; }
.talk summary::after { content: "▾"; color: var(--soft); transition: transform .15s; }
.talk[open] summary::after { transform: rotate(180deg); }
.score { flex: none; width: 46px; height: 46px; border-radius: 50%; display: grid; place-items: center; font-weight: 700; font-size: 17px;
  border: 3px solid; font-variant-numeric: tabular-nums; }
.score.good { color: var(--good); } .score.bad { color: var(--bad); }
.who { display: grid; min-width: 0; line-height: 1.4; }
.who strong { overflow-wrap: anywhere; }
.chips { margin-left: auto; display: flex; flex-wrap: wrap; gap: 5px; justify-content: flex-end; }
.chip, .tag { font-size: 12px; padding: 1px 8px; border-radius: 6px; white-space: nowrap; font-weight: 600; }
.chip, .tag { color: var(--c); background: color-mix(in srgb, var(--c) 13%, transparent); }
.light { --c: var(--light); } .medium { --c: var(--medium); } .severe { --c: var(--severe); }
.good { --c: var(--good); } .bad { --c: var(--bad); }
.body { display: grid; grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr); gap: 26px; padding: 16px 20px 20px;
  border-top: 1px solid var(--line); }
.dialogue { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: 12px; }
.dialogue li { max-width: 86%; display: grid; justify-items: start; scroll-margin-top: 70px; }
.dialogue li.agent { align-self: flex-end; justify-items: end; }
.dialogue small { font-size: 11.5px; margin: 0 6px 2px; }
.bubble { padding: 8px 14px; border-radius: 14px; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); }
.agent .bubble { background: var(--agent); border-top-right-radius: 4px; border-color: transparent; }
.customer .bubble { background: var(--customer); border-top-left-radius: 4px; }
li:target .bubble { outline: 2px solid var(--accent); outline-offset: 2px; }
.entities { line-height: 1.9 !important; }
mark { color: inherit; padding: 1px 2px 2px; border-radius: 4px; border-bottom: 2px solid var(--c);
  background: color-mix(in srgb, var(--c) 18%, var(--sheet));
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark b { font-size: 10.5px; margin-left: 4px; color: var(--c); vertical-align: 1px; white-space: nowrap; }
.signal { font-style: normal; margin-left: 8px; padding: 0 6px; border-radius: 6px; border: 1px solid var(--line); }
.card { border: 1px solid var(--line); border-left: 4px solid var(--c); border-radius: 10px; padding: 10px 14px; margin-bottom: 10px; }
.card header { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.card header b { margin-left: auto; color: var(--c); white-space: nowrap; }
.card p { margin: 6px 0 0; font-size: 14px; overflow-wrap: anywhere; }
.card .why { color: var(--soft); font-size: 13px; }
.card label { font-size: 11.5px; color: var(--soft); border: 1px solid var(--line); border-radius: 5px; padding: 0 5px; margin-right: 8px; }
.card footer { display: flex; flex-wrap: wrap; gap: 4px 12px; margin-top: 8px; font-size: 12.5px; color: var(--soft); }
.card a { color: var(--accent); text-decoration: none; }
.said { color: var(--good); }
.missing { color: var(--severe); font-weight: 600; border: 1px dashed var(--severe); border-radius: 5px; padding: 0 4px; margin: 0 1px;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.missing::before { content: "缺 "; font-size: 11px; font-weight: normal; }
.outcomes, .none { color: var(--soft); font-size: 13px; }
.outcomes { margin: 4px 2px; }
@media (max-width: 860px) { .charts, .tables, .body { grid-template-columns: minmax(0, 1fr); } .figures { grid-template-columns: 1fr 1fr; }
  .talk .chips { display: none; } .talk .tag:last-child { margin-left: auto; } #filter { position: static; }
  .top, main { padding-left: 12px; padding-right: 12px; } }
@media print { body { background: #fff; font-size: 11pt; } #filter, .talk summary::after { display: none !important; }
  .scroll { max-height: none; } .talk, .card, .figure, figure { break-inside: avoid-page; content-visibility: visible; }
  .dialogue li { break-inside: avoid; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
