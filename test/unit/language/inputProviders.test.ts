import { check } from '../carets.ts';

const provider = (rest: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSetInputProvider
metadata: {name: previews, namespace: apps}
spec:
  type: GitHubBranch
  url: https://github.com/acme/web
${rest}`;

describe('a ResourceSetInputProvider', () => {
  it('has schedules of five fields in a time zone that there is', () =>
    check(
      provider(`  schedule:
    - {cron: "0 8 * * 1-5", timeZone: Europe/London}
    - {cron: "@daily"}
    - {cron: "\${CRON}", timeZone: "\${ZONE}"}
    - {cron: "0 8 * * 1-8", timeZone: Europe/Londn}
      #      ^^^^^^^^^^^^^ error operator/schedule
      #                               ^^^^^^^^^^^^ error operator/time-zone
    - {cron: "0 0 8 * * 1"}
      #      ^^^^^^^^^^^^^ error operator/schedule
`),
    ));

  it('filters with regular expressions that Go can read', () =>
    check(
      provider(`  filter:
    includeBranch: "^feat/.*"
    excludeBranch: "^feat/(.*"
                  #^^^^^^^^^^^ error operator/filter
    includeTag: "(?=v)"
               #^^^^^^^ error operator/filter
`),
    ));
});
