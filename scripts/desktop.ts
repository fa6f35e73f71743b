import { runHostSuites } from '../test/host/suites.ts';
import { runDesktopSuite } from '../test/vscode/desktop.ts';

// The host suites in a desktop VS Code. Tests that drive its window are skipped, by name.
const { passed, failed, skipped } = await runHostSuites(console.log, runDesktopSuite);
for (const it of skipped) console.log(`skipped: ${it}`);
console.log(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed === 0 ? 0 : 1);
