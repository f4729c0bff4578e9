import { describeMessageSearch } from '@maru/adapters-contract';
import { openBackend } from './testing/open-backend.ts';

describeMessageSearch(openBackend);
