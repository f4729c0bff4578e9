import css from './widget.css?inline';
import type { wordsFor } from './widget-words.ts';

const MANY_UNREAD = 99;
const SVG = 'http://www.w3.org/2000/svg';
/** A speech bubble, in a box of 24. */
const BUBBLE = 'M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z';

interface Panel {
  /** The frame, once it was opened for the first time. */
  frame(): HTMLIFrameElement | undefined;
  open(): void;
  showUnread(count: number): void;
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: Node[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function icon(): SVGElement {
  const [svg, path] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'path')];
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', width: '26', 'aria-hidden': 'true' }))
    svg.setAttribute(name, value);
  path.setAttribute('d', BUBBLE);
  path.setAttribute('fill', 'currentColor');
  svg.append(path);
  return svg;
}

/**
 * A button in the corner of the page, and above it the frame that it opens: out of reach of the page's own styles, and without styles or
 * scripts in the page that its policy would have to allow.
 * @param address of what the frame shows; it is loaded when it is opened for the first time
 */
export function addPanel(address: string, words: ReturnType<typeof wordsFor>): Panel {
  const host = document.createElement('maru-widget');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const badge = element('span', { className: 'badge', hidden: true });
  const launcher = element('button', { type: 'button', className: 'launcher', ariaLabel: words.open }, icon(), badge);
  const close = element('button', { type: 'button', textContent: '×', ariaLabel: words.close });
  const bar = element('div', { className: 'bar' }, element('span', { textContent: words.title }), close);
  const panel = element('section', { className: 'panel', hidden: true, ariaLabel: words.title }, bar);
  let frame: HTMLIFrameElement | undefined;
  let isOpen = false;

  function toggle(shown: boolean): void {
    isOpen = shown;
    panel.hidden = !shown;
    launcher.ariaExpanded = String(shown);
    if (!shown) return launcher.focus();
    if (!frame)
      panel.append((frame = element('iframe', { src: address, title: words.title, allow: 'clipboard-write' })));
    frame.focus();
  }

  launcher.ariaExpanded = 'false';
  launcher.addEventListener('click', () => toggle(!isOpen));
  close.addEventListener('click', () => toggle(false));
  root.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent && event.key === 'Escape' && isOpen) toggle(false);
  });
  root.append(launcher, panel);
  document.body.append(host);

  return {
    frame: () => frame,
    open: () => toggle(true),
    showUnread(count) {
      badge.hidden = count === 0;
      badge.textContent = count > MANY_UNREAD ? `${MANY_UNREAD}+` : String(count);
      launcher.ariaLabel = count === 0 ? words.open : words.unread(count);
    },
  };
}
