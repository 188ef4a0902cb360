import { CHECKSUMS } from './checksums.ts';
import { describeGroup } from './describe-group.ts';

describeGroup(CHECKSUMS);
