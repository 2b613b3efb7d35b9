import { test } from 'node:test';
import assert from 'node:assert';
import { port } from './config.mjs';

test('a port that is set', () => assert.strictEqual(port({ server: { port: 1 } }), 1));

test('no server at all', () => assert.strictEqual(port({}), 8080));
