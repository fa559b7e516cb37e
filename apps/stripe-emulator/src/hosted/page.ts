import { html, type Html } from './html.ts';
import type { Language, Words } from './words.ts';

/** Style of every hosted page, served as a file of its own. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1a1f36; --soft: #4f566b; --line: #8792a2; --back: #ffffff; --shade: #f6f8fa; --act: #3b34b8; --bad: #a3122e; --note: #fff3cd; --noteink: #5c4300; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f2f5; --soft: #c1c9d2; --line: #8792a2; --back: #14161f; --shade: #1f2330; --act: #a9a4ff; --bad: #ff9aa8; --note: #4a3a00; --noteink: #ffe9a8; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--shade); }
.note { margin: 0; padding: .75rem 1rem; text-align: center; background: var(--note); color: var(--noteink); }
main { max-width: 28rem; margin: 1.5rem auto; padding: 1.5rem; background: var(--back); border-radius: .5rem; }
h1 { margin: 0 0 1rem; font-size: 1.25rem; }
dl { display: grid; grid-template-columns: 1fr auto; gap: .25rem 1rem; margin: 0 0 1.5rem; }
dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
.sum { font-weight: 700; border-top: 1px solid var(--line); padding-top: .25rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { width: 100%; margin-top: .25rem; padding: .6rem; font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: .375rem; }
input[aria-invalid=true] { border-color: var(--bad); }
.hint { margin: .25rem 0 0; font-size: .875rem; color: var(--soft); }
.fault { margin: .25rem 0 0; color: var(--bad); }
.row { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; align-items: end; }
button { width: 100%; margin-top: 1.5rem; padding: .75rem; font: inherit; font-weight: 700; color: var(--back); background: var(--act); border: 0; border-radius: .375rem; cursor: pointer; }
a { color: var(--act); }
.away { display: block; margin-top: 1rem; text-align: center; }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
`;

/** What a page consists of. */
export type Page = { readonly language: Language; readonly words: Words; readonly title: string; readonly body: Html };

/** A whole page; its first words say that nothing here is real. */
export const pageText = ({ language, words, title, body }: Page): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <link rel="stylesheet" href="/hosted/style.css" />
      </head>
      <body>
        <p class="note" role="note">${words.emulation}</p>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.markup;

/** A field of a form. */
export type Field = {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly hint?: string;
  readonly type?: 'text' | 'email';
  readonly mode?: 'numeric' | 'text';
  readonly autocomplete: string;
};

/** A labelled field that tells what is wrong with it. */
export function fieldHtml(field: Field): Html {
  const { name, label, value, fault, hint, autocomplete } = field;
  return html`<div>
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${field.type ?? 'text'}"
      inputmode="${field.mode ?? 'text'}"
      value="${value}"
      autocomplete="${autocomplete}"
      required
      aria-invalid="${fault !== undefined}"
      ${describedBy(field)}
    />
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${fault && html`<p class="fault" id="${name}-fault">${fault}</p>`}
  </div>`;
}

const describedBy = ({ name, hint, fault }: Field): Html => {
  const ids = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean);
  return ids.length === 0 ? html`` : html`aria-describedby="${ids.join(' ')}"`;
};

/** What is wrong with a form, first thing a screen reader says. */
export const problemsHtml = (heading: string, faults: readonly string[]): Html =>
  faults.length === 0
    ? html``
    : html`<div role="alert">
        <p class="fault">${heading}</p>
        <ul>
          ${faults.map((fault) => html`<li>${fault}</li>`)}
        </ul>
      </div>`;
