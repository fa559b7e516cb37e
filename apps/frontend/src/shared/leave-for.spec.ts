/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { leaveFor } from './leave-for.ts';

describe('leaving for a page of somebody else', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'])('%s is no page of the web', (address) => {
    expect(() => leaveFor(address)).toThrow(/not a page/);
  });
});
