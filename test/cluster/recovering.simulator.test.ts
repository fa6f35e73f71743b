import { startSimulator } from '../../src/demo/simulator.ts';
import { recovering, recoversFromFaults } from './recovering.ts';

describe('the store on the simulated API server', function () {
  this.timeout(90_000);
  const given = recovering(async () => {
    const simulator = await startSimulator({ objects: [], revision: () => '', pace: 0 });
    return { ...simulator, git: '' };
  });
  recoversFromFaults(given);
});
