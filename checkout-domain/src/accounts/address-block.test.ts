import { describe, expect, it } from '@jest/globals';
import { addressBlock } from './address-block.ts';

describe('addressBlock', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
    ['2001:DB8:0:1::', '2001:db8:0:1::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('counts %s as %s', (address, block) => {
    expect(addressBlock(address)).toBe(block);
  });

  it('counts two addresses of one household as one', () => {
    expect(addressBlock('2001:db8:0:1::a')).toBe(addressBlock('2001:db8:0:1:ffff::b'));
  });

  it('keeps neighbours apart', () => {
    expect(addressBlock('2001:db8:0:1::a')).not.toBe(addressBlock('2001:db8:0:2::a'));
  });
});
