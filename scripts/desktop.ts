import { runHostSuites } from '../test/host/suites.ts';
import { runDesktopSuite } from '../test/vscode/desktop.ts';

// The host suites in a desktop VS Code. Tests that drive its window are skipped, by name.
const { passed, failures, skipped } = await runHostSuites(console.log, runDesktopSuite);
for (const it of skipped) console.log(`skipped: ${it}`);
console.log(`\n${passed} passed, ${failures.length} failed, ${skipped.length} skipped`);
process.exit(failures.length === 0 ? 0 : 1);
