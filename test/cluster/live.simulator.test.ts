import { startSimulator } from '../../src/demo/simulator.ts';
import { live } from './live.ts';

const revision = `main@sha1:${'0123456789'.repeat(4)}`;

live('the simulated API server', async () => {
  const simulator = await startSimulator({ objects: [], revision: () => revision, pace: 0.05 });
  return { ...simulator, git: 'https://example.org/fleet.git' };
});
