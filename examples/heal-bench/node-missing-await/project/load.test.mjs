import { test } from 'node:test';
import assert from 'node:assert';
import { loadAll } from './load.mjs';

test('all are there', async () => {
  assert.deepStrictEqual(await loadAll(['a', 'b']), ['A', 'B']);
});
