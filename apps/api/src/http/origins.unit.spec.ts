import { expect, it } from 'vitest';
import { Origins } from './origins.ts';

it('knows the own origin by all its names on loopback, once the port is known', () => {
  const origins = new Origins({ publicUrl: undefined, allowedOrigins: [] });
  expect(origins.allows('http://localhost:3000')).toBe(false);
  origins.listeningOn(3000);
  for (const host of ['localhost', '127.0.0.1', '[::1]']) expect(origins.allows(`http://${host}:3000`)).toBe(true);
  expect(origins.allows('http://localhost:3001')).toBe(false);
  expect(origins.allows('https://localhost:3000')).toBe(false);
});

it('takes a public origin, and the allowed ones, to the letter', () => {
  const origins = new Origins({
    publicUrl: 'https://chat.example.com',
    allowedOrigins: ['https://app.example.com:8443'],
  });
  origins.listeningOn(3000);
  for (const origin of ['https://chat.example.com', 'https://app.example.com:8443', undefined])
    expect(origins.allows(origin)).toBe(true);
  for (const origin of [
    'http://localhost:3000',
    'https://chat.example.com.evil.io',
    'https://app.example.com',
    'null',
    '',
  ])
    expect(origins.allows(origin)).toBe(false);
});
