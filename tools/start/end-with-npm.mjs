/**
 * Asks this process to end (SIGTERM) when npm was ended that started it: a signal to npm ends its shell and does not come
 * here, and what was started would go on alone.
 */
export function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch); // a second signal would end the server at once
    process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
