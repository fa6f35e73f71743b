/** A text as a plain scalar; in quotes where YAML 1.1 or 1.2 would read it as a number, a boolean, nothing, or not at all. */
export function scalarText(text: string): string {
  const isOther = /^([-+.\d][\d_.,:eExXoO+-]*|0x[\da-f]+|y|n|yes|no|on|off|true|false|null|~|)$/i.test(text);
  return isOther || !/^[\w./@-][\w./@ -]*$/.test(text) ? JSON.stringify(text) : text;
}
