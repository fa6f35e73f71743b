/** Why an app cannot be scaffolded as asked: one sentence that a person can act on. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
