/** An amount as Kubernetes writes it (apimachinery's `resource.Quantity`), as near as a JavaScript number can say it. */
export class Quantity {
  readonly amount: number;

  constructor(amount: number) {
    this.amount = amount;
  }

  /** `undefined` for what is no amount. Spaces around it are let pass, as Go does. */
  static of(text: string): Quantity | undefined {
    const [, number = '', suffix = ''] = form.exec(text.trim()) ?? [];
    const unit = units[suffix];
    if (number === '') return undefined;
    return new Quantity(unit === undefined ? Number(number + suffix) : Number(number) * unit);
  }
}

const form = /^([-+]?(?:\d+\.?\d*|\.\d+))([KMGTPE]i|[numkMGTPE]|[eE][-+]?\d+)?$/;

const units: Readonly<Record<string, number | undefined>> = {
  ...{ '': 1, n: 1e-9, u: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};
