import { describe, expect, it } from 'vitest';
import { createDrafts } from './drafts.ts';

function later() {
  let come = () => {};
  const promise = new Promise<void>((resolve) => (come = resolve));
  return { promise, come };
}

describe('drafts', () => {
  it('are kept as text of their user and room', () => {
    const drafts = createDrafts('mina', new Map(), () => Promise.resolve());
    drafts.keep('r1', 'half a thou');
    const afterReload = createDrafts('mina', new Map(), () => Promise.resolve());
    expect(afterReload.in('r1')).toBe('half a thou');
    expect(afterReload.in('r2')).toBe('');
    expect(createDrafts('jun', new Map(), () => Promise.resolve()).in('r1')).toBe('');
  });

  it('are forgotten once what was sent is kept, and not before: a crash loses neither', async () => {
    const kept = later();
    const drafts = createDrafts('sender', new Map(), () => kept.promise);
    const afterCrash = () => createDrafts('sender', new Map(), () => kept.promise).in('r1');
    drafts.keep('r1', 'a message');
    drafts.keep('r1', '');
    expect(drafts.in('r1')).toBe('');
    expect(afterCrash()).toBe('a message');
    kept.come();
    await expect.poll(afterCrash).toBe('');
  });

  it('stay where somebody goes on writing before what was sent is kept', async () => {
    const kept = later();
    const drafts = createDrafts('writer', new Map(), () => kept.promise);
    for (const text of ['sent', '', 'the next']) drafts.keep('r1', text);
    kept.come();
    await kept.promise;
    expect(createDrafts('writer', new Map(), () => kept.promise).in('r1')).toBe('the next');
  });
});
