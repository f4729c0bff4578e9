import { badInput } from '@maru/domain';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { MAX_PAGE_SIZE } from './limits.ts';

@ObjectType({ description: 'Where a page lies in its list.' })
export class PageInfo {
  @Field({ description: 'Whether something comes after this page.' })
  hasNextPage!: boolean;

  @Field({ description: 'Whether something comes before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null on an empty page.' })
  endCursor!: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfo;
}

/** A page of a list, in its form for clients. */
export function connection<T>(
  edges: readonly Edge<T>[],
  more: { readonly before: boolean; readonly after: boolean },
): Connection<T> {
  return {
    edges,
    pageInfo: {
      hasPreviousPage: more.before,
      hasNextPage: more.after,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The argument that says how many items a page has. */
export const pageSizeOf = (defaultValue: number) => ({
  type: () => Int,
  nullable: true,
  defaultValue,
  description: 'Items of the page, 1 to 200.',
});

/** @throws ChatError BAD_USER_INPUT where it is no size of a page */
export function checkPageSize(size: number): number {
  if (size < 1 || size > MAX_PAGE_SIZE) throw badInput(`A page has 1 to ${MAX_PAGE_SIZE} items.`);
  return size;
}
