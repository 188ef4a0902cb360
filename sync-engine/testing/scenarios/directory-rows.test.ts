import { describeScenarios } from './describe-scenarios.ts';
import { DIRECTORY_ROWS } from './directory-rows.ts';
import { SERVER_KINDS } from './server-kinds.ts';

for (const kind of SERVER_KINDS) describeScenarios(kind, DIRECTORY_ROWS);
