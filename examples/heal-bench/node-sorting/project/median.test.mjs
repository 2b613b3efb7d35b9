import { test } from 'node:test';
import assert from 'node:assert';
import { median } from './median.mjs';

test('of small and large', () => assert.strictEqual(median([100, 2, 30]), 30));

test('of three', () => assert.strictEqual(median([3, 1, 2]), 2));
