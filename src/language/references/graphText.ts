import type { Graph, GraphNode, Relation } from './graph.ts';

export const graphForms = ['json', 'mermaid', 'dot'] as const;
export type GraphForm = (typeof graphForms)[number];

/** A graph as text for other programs; ends with a line feed. */
export function printGraph(graph: Graph, form: GraphForm): string {
  return printers[form](graph);
}

const printers: Readonly<Record<GraphForm, (graph: Graph) => string>> = {
  json: (graph) => `${JSON.stringify({ version: 1, ...graph }, null, 2)}\n`,
  mermaid,
  dot,
};

/** How each relation is drawn. What belongs together is a whole line, what waits is dashed. */
const arrows: Readonly<Record<Relation, { readonly mermaid: string; readonly dot: string }>> = {
  makes: { mermaid: '-->|makes|', dot: 'color="#326ce5", label="makes"' },
  applies: { mermaid: '-->', dot: 'color="#326ce5"' },
  source: { mermaid: '-.->|source|', dot: 'style=dotted, label="source"' },
  dependsOn: { mermaid: '-.->|waits for|', dot: 'style=dashed, label="waits for"' },
  uses: { mermaid: '-.->|uses|', dot: 'style=dotted, label="uses"' },
};

function mermaid({ nodes, edges }: Graph): string {
  const numbers = numbersOf(nodes);
  const lines = [
    'flowchart LR',
    ...nodes.map((it) => `  ${numbers.get(it.id) ?? ''}["${label(it).map(entities).join('<br>')}"]${faded(it)}`),
    ...edges.map((it) => `  ${numbers.get(it.from) ?? ''} ${arrows[it.relation].mermaid} ${numbers.get(it.to) ?? ''}`),
    '  classDef missing stroke-dasharray: 4 4',
  ];
  return `${lines.join('\n')}\n`;
}

function faded(node: GraphNode): string {
  return node.file === undefined ? ':::missing' : '';
}

function dot({ nodes, edges }: Graph): string {
  const numbers = numbersOf(nodes);
  const lines = [
    'digraph flux {',
    '  rankdir=LR; node [shape=box, fontname="sans-serif"];',
    ...nodes.map((it) => {
      const style = it.file === undefined ? ', style=dashed' : '';
      return `  ${numbers.get(it.id) ?? ''} [label="${label(it).map(escaped).join('\\n')}"${style}];`;
    }),
    ...edges.map(
      (it) => `  ${numbers.get(it.from) ?? ''} -> ${numbers.get(it.to) ?? ''} [${arrows[it.relation].dot}];`,
    ),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** Names may hold anything; numbers may not. */
function numbersOf(nodes: readonly GraphNode[]): ReadonlyMap<string, string> {
  return new Map(nodes.map((it, at) => [it.id, `n${at}`]));
}

/** Of what two clusters call the same, the file tells which it is. */
function label({ id, kind, namespace, name, file = '' }: GraphNode): readonly string[] {
  const called = [kind, namespace === '' ? name : `${namespace}/${name}`];
  return id.endsWith(`@${file}`) && file !== '' ? [...called, file] : called;
}

/** Mermaid reads character references in quoted labels (Mermaid docs, flowchart: entity codes). */
function entities(text: string): string {
  return text.replaceAll(/[^\w./ -]/g, (it) => `#${it.codePointAt(0) ?? 63};`);
}

function escaped(text: string): string {
  return text.replaceAll(/["\\]/g, (it) => `\\${it}`).replaceAll(/[\r\n]/g, ' ');
}
