import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import formats from 'ajv-formats';

const require = createRequire(import.meta.url);
/** The schema of the standard, as Microsoft's SDK for SARIF carries it. */
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;

/** A check of a log against the schema of SARIF 2.1.0: the errors, none for a valid one. */
export function sarifValidator(): (log: unknown) => readonly string[] {
  // One of its patterns has a bracket too many, which expressions without the flag u bear.
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  return (log) => {
    validate(log);
    return (validate.errors ?? []).map((it) => `${it.instancePath} ${it.message ?? ''}`);
  };
}
