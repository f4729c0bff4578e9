import { Catch, type ExceptionFilter } from '@nestjs/common';

/** Leaves errors of resolvers to the pipeline, which presents and logs them once; Nest would log every refusal as a failure. */
@Catch()
export class PassErrorsOn implements ExceptionFilter {
  catch(error: unknown): never {
    throw error;
  }
}
