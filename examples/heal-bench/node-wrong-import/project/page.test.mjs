import { test } from 'node:test';
import assert from 'node:assert';
import { path } from './page.mjs';

test('a path', () => assert.strictEqual(path('Two Words'), '/two-words'));
