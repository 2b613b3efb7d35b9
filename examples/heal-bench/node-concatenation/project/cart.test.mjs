import { test } from 'node:test';
import assert from 'node:assert';
import { count } from './cart.mjs';

test('text of a form', () => assert.strictEqual(count(['2', '3']), 5));
