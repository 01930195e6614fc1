/// The style of the page: light or dark, narrow or wide, and for print. Colour is never the only
/// sign.
let styleSheet: StaticString = """
  :root {
    color-scheme: light dark;
    --paper: #f7f7f5; --sheet: #ffffff; --ink: #1b1d22; --soft: #5a5f6b; --line: #dfe1e6;
    --code: #f1f2f4; --link: #2a4fc4; --focus: #2a4fc4;
    --good: #146c43; --bad: #b3202a; --warn: #855200; --calm: #5a5f6b;
    --good-tint: #e4f3ea; --bad-tint: #fbe9ea; --warn-tint: #fbf0da; --calm-tint: #eeeff2;
    --mark: #ffd9db;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --paper: #131417; --sheet: #1b1d21; --ink: #e8e9ed; --soft: #a3a8b4; --line: #30333b;
      --code: #24262c; --link: #93b0ff; --focus: #93b0ff;
      --good: #63cf9a; --bad: #ff8a8f; --warn: #ecb957; --calm: #a3a8b4;
      --good-tint: #17301f; --bad-tint: #3a1a1d; --warn-tint: #352808; --calm-tint: #26282e;
      --mark: #6d2429;
    }
  }
  * { box-sizing: border-box; }
  html { -webkit-text-size-adjust: 100%; }
  body {
    margin: 0 auto; padding: 0 24px 64px; max-width: 1120px; background: var(--paper);
    color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
    overflow-wrap: anywhere;
  }
  a { color: var(--link); text-underline-offset: 2px; }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
  code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
  p code, li code, dd code, .lead code { background: var(--code); padding: 1px 4px; border-radius: 4px; }
  pre {
    margin: 8px 0; padding: 12px 14px; background: var(--code); border-radius: 8px;
    overflow: auto; max-height: 420px; white-space: pre-wrap;
  }
  mark { background: var(--mark); color: inherit; padding: 1px 3px; border-radius: 3px; outline: 1px solid var(--bad); }
  .muted, .note, .legend, figcaption, caption { color: var(--soft); }
  .note, .legend, figcaption, caption { font-size: 14px; }
  .skip { position: absolute; left: -9999px; }
  .skip:focus { left: 24px; top: 8px; background: var(--sheet); padding: 8px 12px; z-index: 9; }

  .verdict {
    margin: 24px 0 0; padding: 28px 32px 24px; background: var(--sheet); border: 1px solid var(--line);
    border-top: 6px solid var(--warn); border-radius: 12px;
  }
  .verdict.conformant { border-top-color: var(--good); }
  .verdict.not-conformant { border-top-color: var(--bad); }
  .product { margin: 0; color: var(--soft); font-size: 14px; letter-spacing: .02em; }
  h1 { display: flex; align-items: center; gap: 14px; margin: 6px 0 0; font-size: 34px; line-height: 1.2; letter-spacing: -.01em; }
  .sign {
    flex: none; display: inline-grid; place-items: center; width: 44px; height: 44px;
    border-radius: 50%; font-size: 24px; color: var(--warn); background: var(--warn-tint);
  }
  .conformant .sign { color: var(--good); background: var(--good-tint); }
  .not-conformant .sign { color: var(--bad); background: var(--bad-tint); }
  .tally { margin: 6px 0 0 58px; font-size: 17px; }
  .opening { margin: 10px 0 0 58px; max-width: 75ch; }
  .opening p { margin: 6px 0; }
  .opening ol { margin: 0; padding-left: 1.4em; }
  .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 14px 28px; margin: 24px 0 0; padding-top: 20px; border-top: 1px solid var(--line); }
  .facts dt { color: var(--soft); font-size: 13px; }
  .facts dd { margin: 0; font-size: 15px; }

  nav { position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; gap: 4px 22px; padding: 12px 4px; background: var(--paper); border-bottom: 1px solid var(--line); font-size: 15px; }
  nav a { color: var(--ink); text-decoration: none; }
  nav a:hover { text-decoration: underline; }
  section { scroll-margin-top: 60px; }
  h2 { margin: 44px 0 14px; font-size: 22px; letter-spacing: -.005em; }
  h4 { margin: 20px 0 6px; font-size: 15px; }
  .lead { font-size: 17px; margin: 10px 0; }

  .steps, .suites { list-style: none; margin: 0; padding: 0; display: grid; gap: 12px; }
  .steps { grid-template-columns: repeat(auto-fit, minmax(230px, 1fr)); }
  .suites { margin-top: 12px; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); align-items: start; }
  .steps li, .suites li {
    display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; align-items: baseline; align-content: start;
    padding: 14px 16px; background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; font-size: 14px;
  }
  .steps li b { font-size: 16px; }
  .suites li { padding: 10px 14px; }
  .steps li > :nth-child(3), .suites li > :nth-child(3) { grid-column: 2; }
  .steps .failed, .suites .failed { border-color: var(--bad); }

  .mark { display: inline-grid; place-items: center; width: 20px; height: 20px; border-radius: 50%; font-size: 13px; font-weight: 600; line-height: 1; }
  .mark.passed { color: var(--good); background: var(--good-tint); }
  .mark.failed { color: var(--bad); background: var(--bad-tint); }
  .mark.advised, .mark.undecided { color: var(--warn); background: var(--warn-tint); }
  .mark.untouched { color: var(--soft); }

  .cause {
    margin: 0 0 18px; padding: 20px 24px; background: var(--sheet); border: 1px solid var(--line);
    border-left: 5px solid var(--calm); border-radius: 10px; scroll-margin-top: 64px;
  }
  .cause > p:first-child { margin-top: 0; }
  .cause:target { outline: 2px solid var(--focus); }
  .cause.failed { border-left-color: var(--bad); }
  .cause.advised, .cause.undecided { border-left-color: var(--warn); }
  h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 12px; margin: 0; font-size: 15px; font-weight: 400; }
  h3 code { font-size: 17px; font-weight: 600; }
  .severity { font-size: 12px; font-weight: 700; letter-spacing: .06em; padding: 2px 8px; border-radius: 5px; color: var(--calm); background: var(--calm-tint); }
  .failed .severity { color: var(--bad); background: var(--bad-tint); }
  .advised .severity { color: var(--warn); background: var(--warn-tint); }
  .requirement { margin: 8px 0 0; color: var(--soft); }
  .rows { display: grid; grid-template-columns: minmax(5.5em, max-content) 1fr; gap: 8px 16px; margin: 14px 0 0; }
  .rows dt { color: var(--soft); }
  .rows dd { margin: 0; }
  .rows ul { margin: 0; padding-left: 1.1em; }
  summary { cursor: pointer; color: var(--link); }
  .evidence { margin-top: 18px; padding-top: 14px; border-top: 1px solid var(--line); }

  .scroll { overflow: auto; max-height: 560px; border: 1px solid var(--line); border-radius: 10px; background: var(--sheet); overflow-wrap: normal; }
  table { border-collapse: collapse; width: 100%; font-size: 14px; }
  caption { text-align: left; padding: 10px 14px; }
  th, td { padding: 5px 12px; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
  thead th { position: sticky; top: 0; background: var(--sheet); font-weight: 600; box-shadow: 0 1px 0 var(--line); border-top: 0; z-index: 1; }
  .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; color: var(--soft); }
  .events code { white-space: pre-wrap; overflow-wrap: anywhere; }
  .events .marked td { background: var(--bad-tint); }
  .matrix th, .matrix td { padding: 5px 7px; }
  .matrix thead th { font-size: 12.5px; }
  .matrix td { text-align: center; }
  .matrix thead th:not(:first-child) { text-align: center; }
  .matrix tbody th { font-weight: 400; white-space: nowrap; }
  .matrix tbody th .mark { margin-right: 8px; }
  .matrix .topic th { font-weight: 600; background: var(--code); }
  .matrix td a { text-decoration: none; }
  .legend { display: flex; flex-wrap: wrap; gap: 6px 20px; margin: 0 0 12px; }
  .legend .mark { margin-right: 6px; }

  figure { margin: 12px 0; }
  svg { display: block; width: 100%; height: 44px; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; }
  .strip svg { height: auto; min-height: 48px; max-height: 320px; }
  .axis { stroke: var(--line); stroke-width: 1; }
  .tick { stroke: var(--link); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
  .waiting { fill: var(--calm); }
  .silence { fill: var(--warn); }
  .strip .passed { fill: var(--good); }
  .strip .failed { fill: var(--bad); }
  .strip .advised, .strip .undecided { fill: var(--warn); }
  .strip .untouched { fill: var(--calm); }
  figcaption { margin-top: 6px; }
  footer { margin-top: 48px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--soft); font-size: 14px; }

  @media (max-width: 640px) {
    body { padding: 0 14px 40px; }
    .verdict { padding: 20px; }
    h1 { font-size: 26px; }
    .tally, .opening { margin-left: 0; }
    nav { position: static; }
    .cause { padding: 16px; }
    .rows { grid-template-columns: 1fr; gap: 0; }
    .rows dd { margin-bottom: 10px; }
    .matrix td, .matrix thead th:not(:first-child), .rates thead { display: none; }
    .matrix tbody th { white-space: normal; }
    .rates tr { display: block; border-top: 1px solid var(--line); padding: 6px 0; }
    .rates td { display: block; border: 0; padding: 1px 14px; }
  }
  @media print {
    :root { --paper: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #bbb; --code: #f4f4f4; }
    body { max-width: none; padding: 0; font-size: 11pt; }
    nav, .skip { display: none; }
    .scroll, pre { max-height: none; overflow: visible; }
    thead th { position: static; }
    .cause, .steps li { break-inside: avoid; }
    h2, h3, h4 { break-after: avoid; }
    .rows details::details-content { content-visibility: visible; block-size: auto; }
    .evidence summary { list-style: none; color: var(--soft); }
  }
  """
