import { regexFault } from '../regex.ts';
import { lengthAt, valueAt } from '../repository/values.ts';
import type { Rule } from '../rule.ts';
import { formats } from '../schema/formats.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** Schedules that Flux Operator refuses when it reads them (flux-operator v0.59.0 internal/schedule: cron of five fields, a zone of Go). */
export const schedules: Rule = function* ({ document }) {
  for (let nth = 0; nth < lengthAt(document, ['spec', 'schedule']); nth++) {
    const [cron, zone] = ['cron', 'timeZone'].map((key) => valueAt(document, ['spec', 'schedule', nth, key]));
    if (cron && !isSymbolic(cron.text) && formats['cron']?.(cron.text) === false)
      yield { code: 'operator/schedule', value: cron.text, span: cron.span };
    if (zone && !isSymbolic(zone.text) && formats['time-zone']?.(zone.text) === false)
      yield { code: 'operator/time-zone', value: zone.text, span: zone.span };
  }
};

/** The filters that are regular expressions (flux-operator v0.59.0 internal/controller/resourcesetinputprovider_controller.go). */
const filters = ['Branch', 'Tag', 'Environment'].flatMap((of) => [`include${of}`, `exclude${of}`]);

/** Filters that Go cannot compile. */
export const inputFilters: Rule = function* ({ document }) {
  for (const field of filters) {
    const pattern = valueAt(document, ['spec', 'filter', field]);
    const fault = pattern && !isSymbolic(pattern.text) ? regexFault(pattern.text) : undefined;
    if (pattern && fault !== undefined)
      yield { code: 'operator/filter', value: pattern.text, fault, span: pattern.span };
  }
};
