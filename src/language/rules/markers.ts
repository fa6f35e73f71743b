import type { Rule } from '../rule.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

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

/** Which part of an image belongs into a field, by the key before it; empty for all of it. */
const partOfKey: Readonly<Record<string, string | undefined>> = {
  tag: 'tag',
  newTag: 'tag',
  imageTag: 'tag',
  newName: 'name',
  repository: 'name',
};

const marked =
  /(?:^|[{,] *|- *| )["']?(\w+)["']? *: *["']?([^\s"',}]+)["']?[ ,}]*#[^\n]*?"\$imagepolicy"\s*:\s*"([^":\s]+:[^":\s]+)(?::(\w+))?"/gm;

/** Markers that write another part of the image than belongs there: the whole image into a tag, or a tag in the place of an image. */
export const misplacedMarkers: Rule = function* ({ document }) {
  const { text } = document.section;
  if (!text.includes('$imagepolicy')) return;
  for (const { 0: all, 1: key = '', 2: value = '', 3: policy = '', 4: part = '', index } of text.matchAll(marked)) {
    const isImage = key === 'image' && /[/:]/.test(value);
    const wanted = isImage ? '' : partOfKey[key];
    const isFitting = wanted === undefined || wanted === part || (isImage && part !== 'tag' && part !== 'digest');
    if (isFitting || (wanted === 'tag' && part === 'digest') || isSymbolic(value)) continue;
    const end = document.start + index + all.length - 1;
    const start = end - policy.length - (part === '' ? 0 : part.length + 1);
    const meant = wanted === '' ? policy : `${policy}:${wanted}`;
    yield { code: 'image/marker-part', key, part, meant, span: { start, end } };
  }
};
