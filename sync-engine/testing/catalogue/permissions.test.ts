import { describeGroup } from './describe-group.ts';
import { PERMISSIONS } from './permissions.ts';

describeGroup(PERMISSIONS);
