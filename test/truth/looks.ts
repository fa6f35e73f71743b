/** How a plain scalar can look: Flux's reading of each is a story of its own. */
export const looks: readonly string[] = [
  ...['yes', 'no', 'on', 'off', 'y', 'N', 'true', 'True', 'FALSE', '~', 'null', 'Null', ''],
  ...['123', '+1', '-1', '1.5', '.5', '1.', '1e3', '1_000', '0777', '0120', '08', '0o17', '0x1F', '0b11', '-0x1'],
  ...['.inf', '.nan', '-.Inf', '2026-01-01', '2026-01-01T10:00:00Z', '2026-01-01 10:00:00', '1:30', '1:30:20'],
  ...[
    '12345678901234567890123',
    '1.0',
    '1e400',
    '0.1e-5',
    '=',
    '1,000',
    '0x',
    '1e',
    '"true"',
    "'1'",
    '!!str 1',
    '!!int "3"',
  ],
];

/** Key and, as it is written, value. */
export const oddLabels: readonly (readonly [string, string])[] = [
  ['team', 'a b'],
  ['team', 'x'.repeat(64)],
  ['team', '-x'],
  ['team', '""'],
  ['team', 'true'],
  ['team', '1'],
  ['team', '1.50'],
  ['team', '0777'],
  ['team', '1_000'],
  ['team', '2026-01-01'],
  ['team', 'null'],
  ['team', '{a: b}'],
  ['team', '[a]'],
  ['te am', 'x'],
  ['/team', 'x'],
  ['a/b/c', 'x'],
  ['Team.example.com/x', 'x'],
  ['x'.repeat(64), 'x'],
  ['example.com/', 'x'],
];

/** Key and, as it is written, value. */
export const oddAnnotations: readonly (readonly [string, string])[] = [
  ['note', 'true'],
  ['note', '1.50'],
  ['note', '0777'],
  ['note', '1e3'],
  ['note', 'null'],
  ['note', '{a: b}'],
  ['no te', 'x'],
  ['a/b/c', 'x'],
  ['x'.repeat(64), 'x'],
  ['kustomize.toolkit.fluxcd.io/substitute', 'Disabled'],
];
