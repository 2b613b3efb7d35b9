import { test } from 'node:test';
import assert from 'node:assert';
import { means } from './window.mjs';

test('all windows', () => {
  assert.deepStrictEqual(means([1, 3, 5, 7], 2), [2, 4, 6]);
});

test('as long as the values', () => {
  assert.deepStrictEqual(means([2, 4], 2), [3]);
});
