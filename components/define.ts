// The provider first: what is below it in the page finds it there.
import './provider/define.ts';
import './invite/define.ts';
import './members/define.ts';
import './user-label/define.ts';
import './audit/define.ts';
import './stats/define.ts';
import './roles/define.ts';
import './member/define.ts';
import './portal/define.ts';
import './groups/define.ts';
import './group/define.ts';
import './role-picker/define.ts';
import './people-picker/define.ts';
