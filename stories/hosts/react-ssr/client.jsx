import { hydrateRoot } from 'react-dom/client';
import { People } from './people.jsx';

hydrateRoot(document.getElementById('app'), <People />);
