import type { Details, HistoryLine, Related } from '../cluster/details.ts';
import type { EventLine } from '../cluster/events.ts';
import { ago } from '../cluster/ago.ts';
import { stateWords } from '../cluster/object-row.ts';
import type { RowVerb } from '../cluster/row.ts';
import { plainText } from '../flux/plain.ts';
import type { State } from '../flux/status.ts';
import { html, type Html } from './html.ts';

/** What the page shows beside what the store knows. */
export interface PageView {
  readonly details: Details;
  readonly context: string;
  /** Absent while they are on their way; a text when they cannot be had. */
  readonly events?: readonly EventLine[] | string;
  /** How far its revision is behind the commit that is checked out; empty or absent where that is not known or nothing to tell. */
  readonly distance?: string;
  /** Path of the file that declares the object. */
  readonly file?: string;
  /** Values of a release as YAML, with secrets masked. */
  readonly values?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const marks: Readonly<Record<State, string>> = {
  failed: '✖',
  stalled: '■',
  waiting: '◔',
  progressing: '↻',
  suspended: '⏸',
  unknown: '?',
  ready: '✔',
  static: '○',
};

const buttons: readonly (readonly [verb: RowVerb, command: string, title: string])[] = [
  ['reconcile', 'fluxwright.reconcile', 'Reconcile'],
  ['reconcileWithSource', 'fluxwright.reconcileWithSource', 'Reconcile with source'],
  ['suspend', 'fluxwright.suspend', 'Suspend'],
  ['resume', 'fluxwright.resume', 'Resume'],
  ['show', 'fluxwright.showObject', 'YAML from cluster'],
];

/** The commands that a click on the page may ask for. */
export const pageCommands: ReadonlySet<string> = new Set([
  ...buttons.map(([, command]) => command),
  'fluxwright.openManifest',
  'fluxwright.compareWithFile',
  'fluxwright.showDetails',
]);

/** The inside of the page. Links to other objects carry their place in `relatedOf`, never a name. */
export function renderDetails(view: PageView): Html {
  const { details } = view;
  const { id, state } = details;
  const start = { needs: 0, neededBy: details.needs.length, applied: details.needs.length + details.neededBy.length };
  return html`<header>
      <h1><span class="state ${state}" aria-hidden="true">${marks[state]}</span> ${plainText(id.name, 253)}</h1>
      <p class="where">${plainText([id.kind, id.namespace, view.context].join(' · '), 500)}</p>
      <p>${details.glance[0] ?? stateWords[state]}</p>
    </header>
    ${causeOf(view)}
    <nav aria-label="Actions">${buttonsOf(view)}</nav>
    ${section('Facts', list(factsOf(view).map((it) => html`<li>${it}</li>`)))}
    ${section('Conditions', list(details.conditions.map((it) => html`<li>${it}</li>`)))}
    ${section('Events', eventsOf(view))} ${section('History', historyOf(details.history))}
    ${section('Needs', relatedList(details.needs, start.needs))}
    ${section('Needed by', relatedList(details.neededBy, start.neededBy))}
    ${section('Applied', relatedList(details.applied, start.applied))}
    ${section('Values', view.values === undefined ? html`` : html`<pre tabindex="0">${view.values}</pre>`)}`;
}

function factsOf({ details, distance = '' }: PageView): readonly string[] {
  const facts = details.glance.slice(1);
  return distance === '' ? facts : facts.map((it) => (it.startsWith('Revision: ') ? `${it}, ${distance}` : it));
}

/** The objects that links of the page lead to, in the order of their numbers; last the chain of causes. */
export function relatedOf({ needs, neededBy, applied, cause }: Details): readonly Related['id'][] {
  return [
    ...[...needs, ...neededBy, ...applied].map((it) => it.id),
    ...(cause?.root === undefined ? [] : [cause.root]),
  ];
}

function causeOf({ details }: PageView): Html {
  const { cause } = details;
  if (cause === undefined) return html``;
  const root = relatedOf(details).length - 1;
  const link =
    cause.root !== undefined && cause.chain.length > 1
      ? html` <button data-object="${root}">Go to the cause</button>`
      : html``;
  return html`<section class="cause ${details.state}" aria-label="Why it is not ready">
    <p>${cause.sentence}</p>
    <p><strong>What to do:</strong> ${cause.advice}${link}</p>
  </section>`;
}

function buttonsOf({ details, file }: PageView): readonly Html[] {
  const offered = buttons.filter(([verb]) => details.verbs.includes(verb));
  const compare = html`<button data-command="fluxwright.compareWithFile">Compare with file</button>`;
  const open = html`<button data-command="fluxwright.openManifest" title="${file ?? ''}">Open ${file ?? ''}</button>`;
  return [
    ...offered.map(([, command, title]) => html`<button data-command="${command}">${title}</button>`),
    ...(file === undefined ? [] : [compare, open]),
  ];
}

function eventsOf({ events, now }: PageView): Html {
  if (events === undefined) return html`<p>Loading…</p>`;
  if (typeof events === 'string') return html`<p>${events}</p>`;
  if (events.length === 0) return html`<p>None in the last hour or so; the cluster forgets them.</p>`;
  return list(
    events.map(
      (it) =>
        html`<li>
          <span class="${it.warning ? 'failed' : 'ready'}">${it.warning ? 'Warning' : 'Normal'}</span> ${it.reason},
          ${it.last === '' ? 'some time ago' : ago(it.last, now)}${it.count > 1 ? `, ${it.count} times` : ''}:
          ${it.message}
        </li>`,
    ),
  );
}

function historyOf(history: readonly HistoryLine[]): Html {
  if (history.length === 0) return html``;
  const rows = history.map(
    (it) =>
      html`<tr>
        <td>${it.what}</td>
        <td>${it.result}</td>
        <td>${it.when}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Revision</th>
        <th scope="col">Result</th>
        <th scope="col">When</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** Longer lists are cut: nobody reads them, and the sidebar has them as a tree. */
const longest = 300;

function relatedList(related: readonly Related[], start: number): Html {
  const rest = related.length - longest;
  return list([
    ...related.slice(0, longest).map((it, index) => {
      const mark = it.isMissing
        ? html`<span class="failed">${marks.failed} not in the cluster</span>`
        : it.state === undefined
          ? html``
          : html`<span class="${it.state}">${marks[it.state]} ${it.state}</span>`;
      return !it.hasPage
        ? html`<li>${it.name} ${mark}</li>`
        : html`<li><button class="link" data-object="${start + index}">${it.name}</button> ${mark}</li>`;
    }),
    ...(rest > 0 ? [html`<li>… and ${rest} more, in the Cluster view</li>`] : []),
  ]);
}

function list(items: readonly Html[]): Html {
  return items.length === 0
    ? html``
    : html`<ul>
        ${items}
      </ul>`;
}

function section(title: string, body: Html): Html {
  return body.text.trim() === ''
    ? html``
    : html`<section aria-label="${title}">
        <h2>${title}</h2>
        ${body}
      </section>`;
}
