import assert from 'node:assert/strict';
import { Progress } from '../../src/progress.ts';
import { helpOf, parseArguments, usages } from '../../src/usage.ts';

function refused(...args: string[]): string {
  try {
    parseArguments(args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing is wrong';
}

describe('the command line', () => {
  it('takes options anywhere, joined or apart, long or short', () => {
    const asked = { command: 'check', paths: ['apps', '-x'], options: { output: 'json', hints: '' } };
    assert.deepEqual(parseArguments(['check', '--output', 'json', 'apps', '--hints', '--', '-x']), asked);
    assert.deepEqual(parseArguments(['-o', 'json', '--hints', 'check', 'apps', '--', '-x']), asked);
    assert.deepEqual(parseArguments(['check', '--output=json', '--hints', 'apps', '--', '-x']), asked);
  });

  it('says what to type instead of what it does not know', () => {
    assert.equal(refused('chek'), 'there is no command "chek". Did you mean "check"?');
    assert.equal(refused('deploy'), 'there is no command "deploy". See: fluxwright --help');
    assert.equal(refused('check', '--ouput', 'json'), 'there is no option "--ouput". Did you mean "--output"?');
    assert.equal(refused('check', '--json'), 'there is no option "--json". See: fluxwright check --help');
    assert.equal(refused('check', '-x'), 'there is no option "-x". See: fluxwright check --help');
    assert.equal(
      refused('graph', '--fail-on', 'never'),
      '"fluxwright graph" takes no --fail-on. See: fluxwright graph --help',
    );
    assert.equal(refused('check', '--output'), '--output needs a FORM. See: fluxwright check --help');
    assert.equal(refused('check', '--hints=yes'), '--hints takes no value');
    assert.match(refused(), /check, graph, owner or rules/);
    for (const word of ['constructor', '__proto__', 'toString']) assert.match(refused(word), /^there is no command/);
  });

  it('explains each command, however it is asked', () => {
    for (const [name, { options }] of Object.entries(usages)) {
      const shown = { show: 'help', of: name };
      for (const args of [
        [name, '--help'],
        [name, '-h'],
        ['help', name],
        ['--help', name, '--what'],
      ])
        assert.deepEqual(parseArguments(args), shown, args.join(' '));
      const page = helpOf('1.2.3', name);
      assert.ok(page.startsWith(`fluxwright ${name}`) && page.endsWith('\n'));
      for (const it of options) assert.ok(page.includes(`--${it}`), `${name} --${it}`);
      assert.ok(helpOf('1.2.3').includes(`  fluxwright ${name}`));
    }
    for (const args of [['--help'], ['-h'], ['help'], ['help', 'nobody']])
      assert.deepEqual(parseArguments(args), { show: 'help' });
    assert.deepEqual(parseArguments(['--version']), { show: 'version' });
  });

  it('fits into 100 columns', () => {
    for (const page of [helpOf('1.2.3'), ...Object.keys(usages).map((it) => helpOf('1.2.3', it))])
      for (const line of page.split('\n')) assert.ok(line.length <= 100, line);
  });
});

describe('the progress of a check', () => {
  function shown(isTTY: boolean, times: readonly number[]): string {
    let text = '';
    let now = 0;
    const progress = new Progress({ isTTY, write: (it) => (text += it) }, times.length, () => now);
    for (now of times) progress.step();
    progress.end();
    return text.replaceAll('\r\x1b[K', '<');
  }

  it('is counted in one line that goes away', () => {
    assert.equal(shown(true, [10, 800, 810, 820, 950]), '<2 of 5 files<5 of 5 files<');
  });

  it('is nothing for a short check, and where there is no terminal', () => {
    assert.equal(shown(true, [10, 20, 600]), '');
    assert.equal(shown(false, [10, 800, 5000]), '');
  });
});
