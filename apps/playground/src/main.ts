import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { exampleTabs } from './examples.ts';
import { createFetcher } from './fetcher.ts';
import { sessionKey } from './session-key.ts';

const place = document.querySelector('#playground');
if (!place) throw new Error('The page has no #playground.');

createRoot(place).render(
  createElement(GraphiQL, {
    fetcher: createFetcher(new URL('/graphql', location.href), sessionKey(localStorage)),
    defaultTabs: exampleTabs,
    defaultEditorToolsVisibility: 'variables',
    isHeadersEditorEnabled: false,
    shouldPersistHeaders: false,
  }),
);
