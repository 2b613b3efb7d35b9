import { test } from 'node:test';
import assert from 'node:assert';
import { seconds } from './duration.mjs';

test('seconds and minutes', () => {
  assert.strictEqual(seconds('90s'), 90);
  assert.strictEqual(seconds('5m'), 300);
});

test('hours', () => assert.strictEqual(seconds('2h'), 7200));
