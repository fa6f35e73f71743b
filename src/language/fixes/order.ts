import type { OrderProblem } from '../problems/order.ts';
import type { Fixes } from './draft.ts';

export const orderFixes: Fixes<OrderProblem> = {
  'order/crd-later': 'Which of the two moves where is a decision.',
};
