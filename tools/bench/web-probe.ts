/// <reference lib="dom" />

/** A stretch of work that kept the page from answering, and by whom. */
export interface LongFrame {
  readonly milliseconds: number;
  readonly by: string;
}

/** What is measured inside the page. Milliseconds are those of the page's own clock. */
export interface Probe {
  readonly longFrames: LongFrame[];
  /** Resolves with the moment after which an element that matches, with this text in it, has been painted. */
  painted(selector: string, text: string): Promise<number>;
}

declare global {
  interface Window {
    probe: Probe;
    /** How long the answer to the last interaction took. */
    answer: Promise<number>;
  }
}

/** Long animation frames, which TypeScript does not know yet: https://w3c.github.io/long-animation-frames/ */
interface LongAnimationFrame extends PerformanceEntry {
  readonly blockingDuration: number;
  readonly scripts: readonly {
    readonly duration: number;
    readonly invoker: string;
    readonly sourceURL: string;
    readonly sourceFunctionName: string;
  }[];
}

/** Runs in the page before anything else; may use nothing from outside. */
export function installProbe(): void {
  const longFrames: LongFrame[] = [];
  const isLongFrame = (entry: PerformanceEntry): entry is LongAnimationFrame => 'scripts' in entry;
  new PerformanceObserver((list) => {
    for (const frame of list.getEntries().filter(isLongFrame)) {
      const [longest] = [...frame.scripts].sort((a, b) => b.duration - a.duration);
      const file = longest?.sourceURL.split('/').at(-1) ?? '';
      const by = longest ? `${longest.invoker} ${longest.sourceFunctionName} (${file})` : 'style, layout, paint';
      longFrames.push({ milliseconds: frame.duration, by });
    }
  }).observe({ type: 'long-animation-frame', buffered: true });

  window.probe = {
    longFrames,
    painted: (selector, text) =>
      new Promise((resolve) => {
        const isThere = () => [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text));
        const observer = new MutationObserver(look);
        function look() {
          if (!isThere()) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
        }
        observer.observe(document, { childList: true, subtree: true, characterData: true });
        look();
      }),
  };
}
