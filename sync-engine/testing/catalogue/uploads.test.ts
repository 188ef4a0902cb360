import { describeGroup } from './describe-group.ts';
import { UPLOADS } from './uploads.ts';

describeGroup(UPLOADS);
