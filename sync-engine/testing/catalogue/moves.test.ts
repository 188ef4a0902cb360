import { describeGroup } from './describe-group.ts';
import { MOVES } from './moves.ts';

describeGroup(MOVES);
