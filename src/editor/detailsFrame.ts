/** The page around the body, whose script takes a body by message and tells which button was pressed. Nothing is loaded from anywhere, and only this one script runs. */
export function frame(nonce: string, title: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title.replace(/[^\w .-]/g, '')}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body><p role="status" class="spoken"></p><main></main><script nonce="${nonce}">${script}</script></body>
</html>`;
}

const style = `
body { padding: 0 24px 24px; max-width: 960px; color: var(--vscode-foreground); font: var(--vscode-font-size) var(--vscode-font-family); line-height: 1.5; }
h1 { font-size: 1.6em; font-weight: 600; margin: 16px 0 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1em; font-weight: 600; margin: 20px 0 4px; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
.where { margin: 0; color: var(--vscode-descriptionForeground); }
ul { margin: 4px 0; padding-left: 20px; } li { overflow-wrap: anywhere; }
/* For screen readers alone. */
.spoken { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table { border-collapse: collapse; } th, td { text-align: left; padding: 2px 16px 2px 0; vertical-align: top; }
pre { padding: 8px; overflow: auto; max-height: 480px; background: var(--vscode-textCodeBlock-background); font: var(--vscode-editor-font-size) var(--vscode-editor-font-family); }
nav { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0; }
button { font: inherit; cursor: pointer; padding: 4px 12px; border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); border-radius: 2px; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
button.link { padding: 0; border: 0; background: none; color: var(--vscode-textLink-foreground); text-align: left; }
button.link:hover { text-decoration: underline; }
.cause { margin: 12px 0; padding: 4px 12px; border: 1px solid var(--vscode-contrastBorder, transparent); border-left: 4px solid var(--vscode-editorError-foreground); background: var(--vscode-textBlockQuote-background); }
.cause.waiting, .cause.progressing, .cause.suspended, .cause.unknown { border-left-color: var(--vscode-editorWarning-foreground); }
.failed, .stalled { color: var(--vscode-errorForeground); } .waiting { color: var(--vscode-editorWarning-foreground); }
section.cause { color: var(--vscode-foreground); }
.suspended, .unknown, .static { color: var(--vscode-descriptionForeground); }
`;

/** Puts the body in, keeps what has the focus, says a new state aloud, and tells which button was pressed. */
const script = `
const vscode = acquireVsCodeApi();
const main = document.querySelector('main');
const spoken = document.querySelector('[role=status]');
const signOf = (it) => it && it.dataset ? [it.dataset.command, it.dataset.object, it.tagName].join() : '';
addEventListener('message', ({ data }) => {
  const focused = document.activeElement === document.body ? '' : signOf(document.activeElement);
  main.innerHTML = data.body;
  if (spoken.textContent !== data.spoken) spoken.textContent = data.spoken;
  if (focused) [...main.querySelectorAll('button, pre')].find((it) => signOf(it) === focused)?.focus();
});
main.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.command) vscode.postMessage({ command: button.dataset.command });
  if (button.dataset.object) vscode.postMessage({ object: Number(button.dataset.object) });
});
vscode.postMessage({ ready: true });
`;
