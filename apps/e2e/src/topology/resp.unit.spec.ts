import { expect, it } from 'vitest';
import { frameLength } from './resp.ts';

const frames = [
  '+OK\r\n',
  ':12\r\n',
  '$5\r\nhello\r\n',
  '$0\r\n\r\n',
  '$-1\r\n',
  '_\r\n',
  '*-1\r\n',
  '>3\r\n$7\r\nmessage\r\n$4\r\nroom\r\n$6\r\n{"a"\r\n\r\n',
  '%1\r\n+server\r\n$5\r\nredis\r\n',
  '*2\r\n*1\r\n:1\r\n$2\r\nab\r\n',
];

it.each(frames)('%j is one frame, however much follows, and none before its last byte', (frame) => {
  expect(frameLength(Buffer.from(frame))).toBe(frame.length);
  expect(frameLength(Buffer.from(`${frame}+more\r\n`))).toBe(frame.length);
  for (let cut = 0; cut < frame.length; cut++) expect(frameLength(Buffer.from(frame.slice(0, cut)))).toBeUndefined();
});
