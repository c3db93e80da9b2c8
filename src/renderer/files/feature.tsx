import FileIcon from '@mui/icons-material/InsertDriveFileOutlined';
import { defineFeature } from '../services/feature';

export const files = defineFeature({
  name: 'files',
  kinds: { files: { icon: <FileIcon fontSize="small" /> } },
});
