/**
 * How a plain scalar begins that is text for certain: numbers, booleans and null begin otherwise (YAML 1.2, 10.3.2). The further booleans of YAML 1.1
 * are not told by it.
 */
export const surelyText = /^[A-EG-MO-SU-Za-eg-mo-su-z_/]/;

/** A text as a plain scalar; in quotes where YAML 1.1 or 1.2 would read it as a number, a boolean, nothing, or not at all. */
export function scalarText(text: string): string {
  const isOther = /^([-+.\d][\d_.,:eExXoO+-]*|0x[\da-f]+|y|n|yes|no|on|off|true|false|null|~|)$/i.test(text);
  return isOther || !/^[\w./@-][\w./@ -]*$/.test(text) ? JSON.stringify(text) : text;
}
