import { picturesOf } from './pictures.ts';
import type { Language, Report, Reported } from './report.ts';
import { sectionsOf, type Cell, type ReportList, type ReportTable } from './sections.ts';
import { reportTexts } from './texts.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;color:#1b2433;max-width:860px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin-top:2rem}table{border-collapse:collapse;width:100%;font-size:.85rem}
td,th{border-bottom:1px solid #dfe3ea;padding:.25rem .5rem;text-align:left}td.n{text-align:right;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}.note{color:#5d6b7f}svg{max-width:100%;height:auto}.yes::before{content:"✓ "}.no::before{content:"✗ "}`;

/** One page that needs nothing beside itself: no script, no font, no picture from elsewhere. */
export function htmlReport(reported: Reported, language: Language): Report {
  const texts = reportTexts[language];
  const { title, subtitle, noPromise, verdict, figures, findings, stresses, tables, card } = sectionsOf(
    reported,
    language,
  );
  const pictures = picturesOf(reported.result, texts).map((one) => `<h2>${safe(one.title)}</h2>${one.svg}`);
  const body = [
    `<h1>${safe(title)}</h1><p>${safe(subtitle)}</p><p class="note">${safe(noPromise)}</p>`,
    verdict ? list(verdict) : '',
    table(figures),
    ...pictures,
    findings.items.length > 0 ? list(findings) : '',
    stresses.items.length > 0 ? list(stresses) : '',
    ...tables.map(table),
    table(card),
  ].join('\n');
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;
  return {
    fileName: `${reported.run.runId}.html`,
    contentType: 'text/html; charset=utf-8',
    bytes: new TextEncoder().encode(html),
  };
}

/** Text in HTML: what somebody wrote stays text. */
export const safe = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const list = ({ title, items }: ReportList): string => {
  const mark = (passes?: boolean): string => (passes === undefined ? '' : passes ? ' class="yes"' : ' class="no"');
  return `<h2>${safe(title)}</h2><ul>${items.map(({ text, passes }) => `<li${mark(passes)}>${safe(text)}</li>`).join('')}</ul>`;
};

const cell = (value: Cell): string =>
  typeof value === 'number' ? `<td class="n">${short(value)}</td>` : `<td>${safe(value ?? '—')}</td>`;

/** A figure of a table, at most eight significant digits. */
export const short = (value: number): string => String(Number(value.toPrecision(8)));

function table({ title, head, rows }: ReportTable): string {
  const top = head.length > 0 ? `<thead><tr>${head.map((name) => `<th>${safe(name)}</th>`).join('')}</tr></thead>` : '';
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('');
  return `<h2>${safe(title)}</h2><div class="scroll"><table>${top}<tbody>${body}</tbody></table></div>`;
}
