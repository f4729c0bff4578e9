/** The form of Voyager that has its own React in it: that of this workspace is newer than what Voyager knows. */
declare module 'graphql-voyager/dist/voyager.standalone.js' {
  export { renderVoyager, voyagerIntrospectionQuery } from 'graphql-voyager/typings/standalone';
}
