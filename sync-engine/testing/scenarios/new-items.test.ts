import { describeScenarios } from './describe-scenarios.ts';
import { NEW_ITEMS } from './new-items.ts';
import { SERVER_KINDS } from './server-kinds.ts';

for (const kind of SERVER_KINDS) describeScenarios(kind, NEW_ITEMS);
