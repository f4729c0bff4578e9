import 'graphql-voyager/dist/voyager.css';
import './voyager.css';
import type { ExecutionResult, IntrospectionQuery } from 'graphql';
import { renderVoyager, voyagerIntrospectionQuery } from 'graphql-voyager/dist/voyager.standalone.js';

const place = document.querySelector<HTMLElement>('#voyager');
if (!place) throw new Error('The page has no #voyager.');

/** The schema as this server tells it; where it does not, Voyager shows why. */
async function introspection(): Promise<ExecutionResult<IntrospectionQuery>> {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: voyagerIntrospectionQuery }),
  });
  return (await answer.json()) as ExecutionResult<IntrospectionQuery>;
}

renderVoyager(place, { introspection: introspection() });
