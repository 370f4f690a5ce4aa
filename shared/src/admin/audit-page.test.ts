import { describe, expect, it } from '@jest/globals';
import { wireEntry } from '../../../test/support/answering-fetch.ts';
import { auditPath, readAuditPage } from './audit-page.ts';
import { AdminError } from './errors.ts';

function page(body: unknown) {
  return readAuditPage({ status: 200, headers: new Headers(), text: JSON.stringify(body) });
}

describe('a page of the audit trail', () => {
  it('is asked for with what was given, and nothing else', () => {
    expect(auditPath({})).toBe('/hooks/v1/audit');
    expect(auditPath({ after: 0 })).toBe('/hooks/v1/audit?after=0');
    expect(auditPath({ sub: 'a&b=c' })).toBe('/hooks/v1/audit?sub=a%26b%3Dc');
  });

  it('may hold members that a newer server has added', () => {
    expect(page({ entries: [{ ...wireEntry(1), weather: 'fine' }], next: 2 })).toHaveLength(1);
  });

  it.each([{}, [], { entries: {} }, { entries: [null] }, { entries: [[]] }])('is not %j', (body) =>
    expect(() => page(body)).toThrow(AdminError),
  );

  it.each(Object.keys(wireEntry(1)))('has no entry without %s', (member) => {
    const { [member]: _, ...rest } = wireEntry(1);
    expect(() => page({ entries: [rest] })).toThrow(AdminError);
  });

  it.each([
    ['id', '1'],
    ['at', 1.5],
    ['sub', 1],
    ['note', false],
    ['new_epoch', '2'],
    ['acknowledgements', [1]],
    ['acknowledgements', [{ peer: 'shopping' }]],
  ])('has no entry with %s %j', (member, value) => {
    expect(() => page({ entries: [{ ...wireEntry(1), [member]: value }] })).toThrow(AdminError);
  });
});
