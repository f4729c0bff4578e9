/** How an exported conversation looks: the colours of the client, by day and by night. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --ground: #faf7f2; --text: #211c16; --quiet: #6a6156; --line: #e7dfd3; --accent: #875726; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #171411; --text: #efe8de; --quiet: #b3a898; --line: #38312a; --accent: #dda76b; }
}
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, "Apple SD Gothic Neo", "Noto Sans KR", sans-serif;
  word-break: keep-all; overflow-wrap: anywhere;
}
main { max-width: 760px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { margin: 0 0 8px; font-size: 22px; }
h2 { margin: 32px 0 8px; padding-bottom: 8px; border-bottom: 1px solid var(--line); font-size: 15px; }
p { margin: 0; }
main > p, .meta time, .mark, .notice, .deleted { color: var(--quiet); font-size: 13px; }
ol { margin: 0; padding: 0; list-style: none; }
li { padding: 8px 0; }
.author { font-weight: 600; }
.text { white-space: pre-wrap; }
.notice { text-align: center; }
a { color: var(--accent); }
code { font-family: ui-monospace, monospace; font-size: 13px; }
`;

/** What the page's policy knows the style by; a test compares them. */
export const HTML_STYLE_HASH = 'sha256-YneH3Zmmn7N1SyuYih9u39qSoOO1n8m4AsT/GMunlPo=';
