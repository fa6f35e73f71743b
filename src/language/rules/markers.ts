import type { Rule } from '../rule.ts';

/** Comments that are about a policy, as far as the end of their line. */
const likely = /#[^\r\n]*?(\{[^{}\r\n]*imagepolicy[^{}\r\n]*\}?)/gi;

/** `{"$imagepolicy": "namespace:name[:tag|:name|:digest]"}` (image-automation-controller v1.2, pkg/update/setters.go). */
const marker = /^\{\s*"\$imagepolicy"\s*:\s*"[^":\s]+:[^":\s]+(?::(?:tag|name|digest))?"\s*\}$/;

/** Comments that are nearly markers for image automation, and none (RULES.md rule 24). */
export const brokenMarkers: Rule = function* ({ document }) {
  const { text } = document.section;
  if (!/\$\{?imagepolicy/i.test(text)) return;
  for (const { 1: found = '', index, 0: all } of text.matchAll(likely)) {
    const start = document.start + index + all.length - found.length;
    if (marker.test(found) || /<<|\{\{|\.\.\.|[<>]/.test(found)) continue;
    const parts = /["']?\$imagepolicy["']?\s*:\s*["']?([\w.-]+):([\w.-]+)(?::(tag|name|digest))?["']?\s*\}?$/i.exec(
      found,
    );
    const meant =
      parts && `{"$imagepolicy": "${[parts[1], parts[2], parts[3]].filter((it) => it !== undefined).join(':')}"}`;
    yield { code: 'image/marker-form', ...(meant && { meant }), span: { start, end: start + found.length } };
  }
};
