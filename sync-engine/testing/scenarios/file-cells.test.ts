import { describeScenarios } from './describe-scenarios.ts';
import { FILE_CELLS } from './file-cells.ts';
import { SERVER_KINDS } from './server-kinds.ts';

for (const kind of SERVER_KINDS) describeScenarios(kind, FILE_CELLS);
