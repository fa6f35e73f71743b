import Mocha from 'mocha';
import { inspect } from 'node:util';
import { NoBrowser, tell, ui } from './ui.ts';
import type { SuiteEvent } from './driver.ts';

/** Runs suites in the extension host, and tells the outer process each result. Never rejects: what goes wrong is told. */
export async function runSuites(load: Readonly<Record<string, () => unknown>>): Promise<void> {
  const told: Promise<void>[] = [];
  const say = (event: SuiteEvent) => void told.push(tell(event));
  try {
    say({ type: 'start' });
    const mocha = new Mocha({
      ui: 'bdd',
      timeout: 30_000,
      reporter: function () {
        // Results are told below, where a test that needs a browser is told apart.
      } as unknown as Mocha.ReporterConstructor,
      rootHooks: { afterEach: photographFailure },
      ...(process.env['FLUXWRIGHT_GREP'] ? { grep: process.env['FLUXWRIGHT_GREP'] } : {}),
    });
    for (const [file, suite] of Object.entries(load)) {
      mocha.suite.emit('pre-require', globalThis, file, mocha);
      suite();
    }
    await new Promise<void>((done) =>
      report(
        mocha.run(() => done()),
        say,
      ),
    );
  } catch (error) {
    say({ type: 'failed', title: 'the suite did not load', error: inspect(error) });
  }
  await Promise.all(told);
  await tell({ type: 'end' });
}

function report(runner: Mocha.Runner, say: (event: SuiteEvent) => void): void {
  runner.on('pass', (test) => say({ type: 'passed', title: test.fullTitle(), milliseconds: test.duration ?? 0 }));
  runner.on('pending', (test) => say({ type: 'skipped', title: test.fullTitle(), reason: 'the suite says so' }));
  runner.on('fail', (test, error: Error) => {
    const title = test.fullTitle();
    if (error instanceof NoBrowser) say({ type: 'skipped', title, reason: error.message });
    else say({ type: 'failed', title, error: error.stack ?? String(error) });
  });
}

async function photographFailure(this: Mocha.Context): Promise<void> {
  const test = this.currentTest;
  if (test?.state !== 'failed' || test.err instanceof NoBrowser) return;
  // A page that cannot be photographed must not hide why the test failed.
  await ui.screenshot(`failed ${test.fullTitle()}`).catch(() => undefined);
}
