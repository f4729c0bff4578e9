import { describeOpenedPorts } from '@maru/adapters-contract';
import { openBackend } from './testing/open-backend.ts';

describeOpenedPorts(openBackend);
